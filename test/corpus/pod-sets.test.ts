import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { Catalog } from "../../src/gpu/types.ts";
import { WORKLOAD_KIND_NAMES } from "../../src/k8s/kinds.ts";
import { type KubeObject, objectTitle } from "../../src/k8s/object.ts";
import { asWorkload, type PodSet } from "../../src/k8s/workload.ts";
import { readFiles } from "../../src/pipeline/input/load.ts";
import { ALWAYS } from "../../src/pipeline/input/relevance.ts";
import { acceleratorsOf, askedAmount } from "../../src/workload/accelerators.ts";
import { gpusElsewhere } from "../../src/workload/gpus-elsewhere.ts";
import { podCounts } from "../../src/workload/pod-counts.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { landmark } from "../../src/yaml/access.ts";
import type { FieldPath } from "../../src/yaml/tree.ts";
import { needsCorpus, needsShared } from "../needs.ts";

/** A pod set as a person read it. */
interface HandSet {
  readonly object: string;
  readonly role: string;
  readonly line: number;
  readonly pods: number | null;
  readonly gpus: number | "text" | "elsewhere";
}

interface HandFile {
  readonly file: string;
  readonly sets: readonly HandSet[];
}

type Otherwise = "role" | "pods" | "bare" | "none";

/**
 * What the rows find otherwise on purpose: `role`, the inner workload's roles are told; `pods`, a number that only something
 * outside the object decides; `bare`, sets that are written without a container, and of which the operator makes one; `none`, a profile for CPUs.
 */
const OTHERWISE: Readonly<Record<string, Otherwise>> = {
  "MPIJob/tf-resnet50-horovod-job legacy": "role",
  "AppWrapper/sample-gpu-job 0": "role",
  "Template/kserve-torchserve 0": "role",
  "Experiment/darts-gpu trial": "role",
  "Experiment/enas-gpu trial": "role",
  "Experiment/mpijob-horovod trial": "role",
  "Experiment/mpijob-horovod trial#2": "role",
  "Experiment/pytorchjob-mnist trial": "role",
  "Experiment/pytorchjob-mnist trial#2": "role",
  "LLMInferenceService/deepseek-coder-v2 worker": "pods",
  "InferenceService/rollout-strategy-example transformer": "bare",
  "InferenceService/qwen1-5-7b-chat engine": "bare",
  "InferenceService/qwen1-5-7b-chat router": "bare",
  "FlinkDeployment/basic-example jobManager": "bare",
  "FlinkDeployment/basic-example taskManager": "bare",
  "LLMInferenceServiceConfig/llmisvc-config-pd-disagg scheduler": "bare",
  "NodeSet/nodeset-sample slurmd": "bare",
  "ScaledJob/scaledjob-sample job": "bare",
  "Model/qwen2-500m-cpu model": "none",
};

const SHARED = resolve(import.meta.dirname, "../../../shared");

describe("pod sets of custom resources are those that a person read", {
  ...needsCorpus(),
  ...needsShared("kinds"),
}, () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = loadCatalog();
  });

  describe.each(["corpus", "examples"])("%s", (list) => {
    const text = readFileSync(join(import.meta.dirname, `../data/pod-sets/${list}.yaml`), "utf8");
    it.each((parse(text) as HandFile[]).map(({ file, sets }) => [file, sets] as const))(
      "%s",
      (file, sets) => {
        const expected = sets.flatMap((one) => {
          const otherwise = OTHERWISE[`${one.object} ${one.role}`];
          return otherwise === "bare" ? [] : [line(one, otherwise)];
        });
        const found = setsIn(file, catalog);
        const roles = new Set(sets.map((one) => OTHERWISE[`${one.object} ${one.role}`]));
        const told = found.map((one) =>
          line(one, roles.has("role") ? "role" : roles.has("pods") ? "pods" : undefined),
        );
        const isLoose = roles.has("pods");
        expect(isLoose ? told.map(withoutPods) : told).toEqual(
          isLoose ? expected.map(withoutPods) : expected,
        );
      },
    );
  });
});

function line({ object, role, line: at, pods, gpus }: HandSet, otherwise?: Otherwise): string {
  const where = gpus === 0 || gpus === "elsewhere" ? "" : ` line ${at}`;
  return `${object} ${otherwise === "role" ? "–" : role}${where}: ${pods} × ${otherwise === "none" ? 0 : gpus}`;
}

function withoutPods(text: string): string {
  return text.replace(/: \S+ ×/, ": ");
}

/** The pod sets of the custom resources in a file, in the order of the text. */
function setsIn(file: string, catalog: Catalog): readonly HandSet[] {
  const bytes = readFileSync(join(SHARED, file));
  const objects = readFiles([{ name: file, bytes, named: true }], ALWAYS).flatMap(({ documents }) =>
    documents.flatMap((one) => one.objects),
  );
  const knowledge = { catalog, surroundings: surroundingsOf(objects) };
  return objects.flatMap((object) => {
    const workload = asWorkload(object);
    if (workload === null || workload === "no-pod-spec" || isBuiltIn(object)) return [];
    return [...workload.podSets]
      .sort((a, b) => startOf(a) - startOf(b))
      .map((podSet) => {
        const { gpus, path } = gpusOf(podSet, knowledge);
        const span = landmark(object.root, path).span;
        return {
          object: object.wrapper?.title ?? objectTitle(object),
          role: podSet.role,
          line: object.source.lines.position(span.start).line,
          pods: podsOf(podSet),
          gpus,
        };
      });
  });
}

function startOf({ object, podSpecPath }: PodSet): number {
  return landmark(object.root, podSpecPath).span.start;
}

function isBuiltIn({ apiVersion, kind, wrapper }: KubeObject): boolean {
  const isCore = /^(?:v1$|apps\/|batch\/|extensions\/)/.test(apiVersion);
  return isCore && WORKLOAD_KIND_NAMES.includes(kind) && wrapper === undefined;
}

function podsOf(podSet: PodSet): number | null {
  if (podSet.kind.life === "template") return null;
  const isOne = podSet.counts.length === 0 && podSet.jobSpec === null;
  return isOne ? (podSet.object.wrapper?.copies ?? 1) : (podCounts(podSet, [])?.written ?? null);
}

type Knowledge = Parameters<typeof acceleratorsOf>[1];

function gpusOf(
  podSet: PodSet,
  knowledge: Knowledge,
): { readonly gpus: HandSet["gpus"]; readonly path: FieldPath } {
  const elsewhere = gpusElsewhere(podSet);
  if (elsewhere !== null) return { gpus: elsewhere.total ?? "elsewhere", path: elsewhere.path };
  const asks = acceleratorsOf(podSet, knowledge)
    .filter(({ container }) => container.role !== "init")
    .flatMap(({ devices }) => devices.map(askedAmount))
    .filter((one) => one !== null);
  const [first] = asks;
  if (first === undefined) return { gpus: 0, path: podSet.podSpecPath };
  const counts = asks.map(({ amount }) => (amount.kind === "whole" ? amount.count : Number.NaN));
  const sum = counts.reduce((total, one) => total + one, 0);
  return { gpus: Number.isNaN(sum) ? "text" : sum, path: first.path };
}
