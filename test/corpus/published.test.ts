import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { decode, findCorpus, listCorpus } from "../../scripts/corpus/files.ts";
import { isPlaceholderAt } from "../../src/k8s/placeholder.ts";
import { loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import { SOURCES } from "../../src/k8s/schema/data/published/sources.ts";
import { checkPublished } from "../../src/k8s/schema/published/check-published.ts";
import { publishedKind } from "../../src/k8s/schema/published/published-schema.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { objectsInText } from "../k8s/schema/objects.ts";
import { needsCorpus, needsShared } from "../needs.ts";

const project = resolve(import.meta.dirname, "../..");
const corpus = findCorpus(project);
const examples = join(project, "../shared/kinds/examples");
const CLUSTER_NAME = "a field of ObjectMeta that Kubernetes 1.24 took away; recorded from an old cluster";
const OTHER_VERSION =
  "another version of the operator has the field: a warning, or an error where the name leads elsewhere";
const TEMPLATE = "envsubst fills $NAME in, which text may hold as well: the same is said of Deployments";
const NULL_TIME =
  "metadata.creationTimestamp: null, which Go writes into templates and Rollout's definition does not have: a warning";
const MISTAKE = "the API server rejects it or drops the field";

/** The files in which something is found, read by a person. */
const FOUND: Readonly<Record<string, string>> = {
  "PyTorchJob.kubeflow.org/aws-samples_aws-do-kubeflow__pytorchjob-efs-gpu.yaml": `${MISTAKE}: cleanPodPolicy is in runPolicy`,
  "Template.template.openshift.io/opendatahub-io_distributed-workloads__serving-runtime-template.yaml": `${MISTAKE}: emptydir, toleration`,
  "verl-on-gke/ray-cluster-auto.yaml": `${MISTAKE}: a number as a node label`,
  "mpi/hpl-demo-pv-custom-hpl-dat.tpl.yaml": TEMPLATE,
  "mpi/hpl-demo-pv.tpl.yaml": TEMPLATE,
  "mpi/hpl-demo.tpl.yaml": TEMPLATE,
  "scripts/ray-cluster.benchmark.yaml.template": TEMPLATE,
  "manifests/torch-distributed-cluster-training-runtime.yaml": OTHER_VERSION,
  "pretraining/torch_distributed.yaml": OTHER_VERSION,
  "ingress/llm.yaml": `${MISTAKE}: router is in expose now`,
  "data/nimservice.yml": `${MISTAKE}: a tag 1.8 without quotes`,
  "bluegreen/healthy_servingActiveService.yaml": `${CLUSTER_NAME}; strategy.type too`,
  "bluegreen/progressing_addingMoreReplicas.yaml": `${CLUSTER_NAME}; strategy.type too`,
  "bluegreen/progressing_waitingUntilAvailable.yaml": `${CLUSTER_NAME}; strategy.type too`,
  "canary/healthy_emptyStepsList.yaml": CLUSTER_NAME,
  "canary/healthy_executedAllSteps.yaml": CLUSTER_NAME,
  "canary/healthy_executedAllStepsPreV0.8.yaml": CLUSTER_NAME,
  "canary/healthy_noSteps.yaml": CLUSTER_NAME,
  "canary/progressing_noSteps.yaml": CLUSTER_NAME,
  "canary/progressing_setWeightStep.yaml": CLUSTER_NAME,
  "testdata/degraded_rolloutTimeout.yaml": CLUSTER_NAME,
  "canary/progressing_killingOldReplicas.yaml": NULL_TIME,
  "testdata/degraded_invalidSpec.yaml": NULL_TIME,
  "testdata/healthy_legacy_v0.9_observedGeneration.yaml": NULL_TIME,
  "testdata/healthy_rollout.yaml": NULL_TIME,
  "latency-predictor/llm-inference-service-latency-predictor.yaml": `${MISTAKE}: inline is a map`,
  "kv-cache-offloading/llm-inference-service-kv-cache-offloading.yaml": `${MISTAKE}: workload is no level of its own`,
  "rollout-strategy/rollout-strategy-example.yaml": `${MISTAKE}: custom is of v1alpha2`,
  "bloom/bloom-560m.yaml": `${MISTAKE}: nodeName is in predictor`,
  "samples/kaiwo_v1_kaiwojob_job.yaml": `${MISTAKE}: endpointUrl is text`,
  "samples/kaiwo_v1_kaiwojob_rayjob.yaml": `${MISTAKE}: endpointUrl is text, huggingFace is beside data`,
  "resource-scheduling/basic-rayjob-result.yaml": `${MISTAKE}: an owner without uid, in what a test expects`,
  "vllm/vllm-runtime.yaml": OTHER_VERSION,
  "task-priority/elastic-job.yaml": `${MISTAKE}: priorityClass for priorityClassName`,
};

/** Its name with that of its folder. */
function shortName(file: string): string {
  return file.split("/").slice(-2).join("/");
}

/** Examples of custom kinds, and what of the corpus is about a kind with a published definition. */
function filesToRead(): readonly string[] {
  const kinds = new Set([...SOURCES.matchAll(/\/(\w+)\|/g)].map(([, kind = ""]) => kind));
  const fetched = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.ya?ml$/.test(file),
  );
  const inCorpus = listCorpus(corpus).filter(
    (file) => file.set === "dev" && file.kinds.some((kind) => kinds.has(kind)),
  );
  return [
    ...fetched.map((file) => join(examples, file)),
    ...inCorpus.map(({ file }) => join(corpus ?? "", file)),
  ];
}

describe("real custom resources", { ...needsCorpus(), ...needsShared("kinds/examples") }, () => {
  it("are found wrong only where they are", async () => {
    const schema = await loadApiSchema();
    const found = new Set<string>();
    const unexpected: string[] = [];
    let judged = 0;
    for (const file of filesToRead())
      for (const object of objectsInText(decode(readFileSync(file)) ?? "")) {
        if (publishedKind(schema, object.apiVersion, object.kind) === null) continue;
        judged++;
        const findings = checkPublished(schema, object).filter(({ path }) => !isPlaceholderAt(object, path));
        if (findings.length > 0) found.add(shortName(file));
        if (FOUND[shortName(file)] === undefined)
          unexpected.push(
            ...findings.map(
              ({ code, path }) => `${file} ${object.kind}/${object.name}: ${code} ${formatPath(path)}`,
            ),
          );
      }
    expect(unexpected).toEqual([]);
    expect(judged).toBeGreaterThan(500);
    expect([...found].sort()).toEqual(Object.keys(FOUND).sort());
    console.log(`${judged} custom resources held against their published definitions`);
  });
});
