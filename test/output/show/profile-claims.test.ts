import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { PROFILE_TEXTS } from "../../../src/output/show/profile-texts.ts";
import type { DecisionFlags } from "../../../src/profile/flags.ts";
import { deployment, gpus, job } from "../../patch/manifests.ts";
import { codesOf, run, textAfter } from "../../pipeline/run.ts";

/** The objects after a run, as they are read again. */
function after(manifest: string, profile: string, flags: DecisionFlags = {}) {
  const text = textAfter(run(manifest, { profile, flags, scope: { all: true } }));
  return parseAllDocuments(text).map((document) => document.toJS());
}

function podOf(manifest: string, profile: string, flags: DecisionFlags = {}) {
  const [object] = after(manifest, profile, flags).filter(({ kind }) => kind !== "Service");
  return object.spec.template.spec;
}

const limits = (pod: ReturnType<typeof podOf>) => pod.containers[0].resources?.limits;
const shm = (pod: ReturnType<typeof podOf>) => pod.volumes?.[0]?.emptyDir;
const twoReplicas = deployment({ spec: "replicas: 2" });
const never = job({ pod: "restartPolicy: Never" });
const indexed = job({
  pod: "restartPolicy: Never",
  spec: "completionMode: Indexed\ncompletions: 8\nparallelism: 2",
});
const restored = (): string => textAfter(run(deployment({ container: gpus(2) }), { profile: "bursty" }));

/** A part of what `show profiles` says, and what a run says to it. */
const CLAIMS: readonly (readonly [profile: string, words: string, check: () => void])[] = [
  [
    "continuous",
    "the number it has, else what its command asks for, else 1; a request for the same resource is made equal",
    () => {
      expect(limits(podOf(twoReplicas, "continuous"))).toEqual({ "nvidia.com/gpu": 1 });
      const command = "command: [vllm, serve, m, --tensor-parallel-size, '4']";
      expect(limits(podOf(deployment({ container: command }), "continuous"))).toEqual({
        "nvidia.com/gpu": 4,
      });
      const both = "resources: { limits: { nvidia.com/gpu: 2 }, requests: { nvidia.com/gpu: 1 } }";
      const [container] = podOf(deployment({ container: both }), "continuous").containers;
      expect(container.resources).toEqual({
        limits: { "nvidia.com/gpu": 2 },
        requests: { "nvidia.com/gpu": 2 },
      });
    },
  ],
  [
    "continuous",
    "with --mig a part of a GPU in place of whole ones; with --topology the shape of a TPU slice",
    () => {
      expect(limits(podOf(twoReplicas, "continuous", { mig: "1g.10gb" }))).toEqual({
        "nvidia.com/mig-1g.10gb": 1,
      });
      const slice = { platform: "gke", gpu: "tpu-v5e", gpus: 4, topology: "2x4" };
      expect(Object.values(podOf(twoReplicas, "continuous", slice).nodeSelector)).toContain("2x4");
    },
  ],
  [
    "continuous",
    "and its runtime class where GPU pods need one (k3s)",
    () => {
      expect(podOf(twoReplicas, "continuous", { platform: "k3s" }).runtimeClassName).toBe("nvidia");
      expect(podOf(twoReplicas, "continuous").runtimeClassName).toBeUndefined();
      expect(podOf(twoReplicas, "continuous").tolerations).toHaveLength(1);
    },
  ],
  [
    "continuous",
    "a selector for the GPU model, when one is named; without one only where the platform guarantees a label",
    () => {
      expect(podOf(twoReplicas, "continuous", { platform: "gke", gpu: "l4" }).nodeSelector).toBeDefined();
      expect(podOf(twoReplicas, "continuous", { platform: "gke" }).nodeSelector).toBeUndefined();
      expect(podOf(twoReplicas, "continuous", { platform: "aks" }).nodeSelector).toBeDefined();
    },
  ],
  [
    "continuous",
    "/dev/shm in memory, with more than one GPU per pod or with --shm",
    () => {
      expect(shm(podOf(twoReplicas, "continuous"))).toBeUndefined();
      expect(shm(podOf(twoReplicas, "continuous", { gpus: 2 }))).toEqual({ medium: "Memory" });
      expect(shm(podOf(twoReplicas, "continuous", { shm: "1Gi" }))).toEqual({
        medium: "Memory",
        sizeLimit: "1Gi",
      });
    },
  ],
  [
    "continuous",
    "what bursty took away comes back, and what gpuify made for another profile (autoscaler, workers) goes",
    () => {
      const objects = after(restored(), "continuous");
      expect(objects.map(({ kind }) => kind)).toEqual(["Deployment"]);
      expect(limits(objects[0].spec.template.spec)).toEqual({ "nvidia.com/gpu": 2 });
      const workers = textAfter(run(never, { profile: "training", flags: { workers: 4 } }));
      expect(after(workers, "continuous").map(({ kind }) => kind)).toEqual(["Job"]);
    },
  ],
  [
    "continuous",
    "a note says where a server has no probes",
    () => {
      const server = deployment({ container: "ports: [{ containerPort: 80 }]" });
      expect(codesOf(run(server, { profile: "continuous" })).join()).toContain("probe");
    },
  ],
  [
    "bursty",
    "a CPU request of 1 where none is set",
    () => {
      const [object] = after(deployment({ container: gpus(1), spec: "replicas: 2" }), "bursty");
      const [container] = object.spec.template.spec.containers;
      expect(container.resources).toEqual({ requests: { cpu: 1 } });
    },
  ],
  [
    "bursty",
    "from its replicas to --max-replicas, else four times as many",
    () => {
      const bounds = (flags: DecisionFlags) => after(twoReplicas, "bursty", flags)[1].spec;
      expect(bounds({})).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
      expect(bounds({ maxReplicas: 5 })).toMatchObject({ minReplicas: 2, maxReplicas: 5 });
    },
  ],
  [
    "bursty",
    "a Job with several completions runs more of them at once with --parallelism; --shards N numbers N pods of one",
    () => {
      const several = job({ pod: "restartPolicy: Never", spec: "completions: 8" });
      expect(after(several, "bursty", { parallelism: 4 })[0].spec.parallelism).toBe(4);
      const numbered = { completionMode: "Indexed", completions: 3, parallelism: 3 };
      expect(after(never, "bursty", { shards: 3 })[0].spec).toMatchObject(numbered);
    },
  ],
  [
    "bursty",
    "a Deployment that cannot grow safely (paused, Recreate, a volume of its own …): no autoscaler",
    () => {
      for (const spec of ["paused: true", "strategy: { type: Recreate }"])
        expect(after(deployment({ spec }), "bursty")).toHaveLength(1);
      const volume = "volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]";
      expect(after(deployment({ spec: "replicas: 1", pod: volume }), "bursty")).toHaveLength(1);
    },
  ],
  [
    "training",
    "backoffLimit, where unset: 3 per parallel pod, also with restartPolicy: OnFailure, where preemptions count; 3 per index for an Indexed Job that works off more indexes than run at once",
    () => {
      expect(after(never, "training")[0].spec.backoffLimit).toBe(3);
      const wide = job({ pod: "restartPolicy: Never", spec: "completions: 4\nparallelism: 4" });
      expect(after(wide, "training")[0].spec.backoffLimit).toBe(12);
      const shares = after(indexed, "training")[0].spec;
      expect([shares.backoffLimit, shares.backoffLimitPerIndex]).toEqual([undefined, 3]);
      const counted = after(job({ pod: "restartPolicy: OnFailure" }), "training")[0].spec;
      expect([counted.backoffLimit, counted.podFailurePolicy]).toEqual([3, undefined]);
    },
  ],
  [
    "training",
    "on spot nodes not Karpenter's, which would delay the signal that the node goes",
    () => {
      const annotations = (flags: DecisionFlags) =>
        Object.keys(after(never, "training", flags)[0].spec.template.metadata?.annotations ?? {});
      const karpenter = { platform: "eks-karpenter" };
      expect(annotations(karpenter)).toContain("karpenter.sh/do-not-disrupt");
      expect(annotations({ ...karpenter, spot: true })).not.toContain("karpenter.sh/do-not-disrupt");
      expect(annotations({ platform: "gke", spot: true })).toHaveLength(1);
    },
  ],
  [
    "training",
    "with --workers N: an Indexed Job of N pods that find each other, with a headless Service before it",
    () => {
      const [service, made] = after(never, "training", { workers: 4 });
      expect(service).toMatchObject({ kind: "Service", spec: { clusterIP: "None" } });
      expect(made.spec).toMatchObject({ completionMode: "Indexed", completions: 4, parallelism: 4 });
      const names = made.spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name);
      expect(names).toEqual(expect.arrayContaining(["MASTER_ADDR", "NODE_RANK", "PET_NNODES"]));
    },
  ],
  [
    "training",
    "with --queue NAME: the label by which Kueue admits the Job; no selector then but what was asked for by name",
    () => {
      const [made] = after(never, "training", { queue: "team-a", platform: "aks" });
      expect(made.metadata.labels).toEqual({ "kueue.x-k8s.io/queue-name": "team-a" });
      expect(made.spec.template.spec.nodeSelector).toBeUndefined();
      const named = { queue: "team-a", platform: "gke", gpu: "l4" };
      expect(podOf(never, "training", named).nodeSelector).toBeDefined();
    },
  ],
  [
    "training",
    "what bursty took away comes back, and its autoscaler goes",
    () => {
      expect(after(restored(), "training").map(({ kind }) => kind)).toEqual(["Deployment"]);
    },
  ],
  [
    "none",
    "GPU tolerations, selectors, affinity and runtime classes that the catalog knows are removed",
    () => {
      const placed = textAfter(
        run(twoReplicas, { profile: "continuous", flags: { platform: "gke", gpu: "l4" } }),
      );
      const pod = podOf(placed, "none");
      expect([pod.nodeSelector, pod.tolerations]).toEqual([undefined, undefined]);
      expect(limits(pod)).toEqual({ "nvidia.com/gpu": 1 });
    },
  ],
];

test.each(CLAIMS)("%s: %s", (name, words, check) => {
  const text = PROFILE_TEXTS.find((profile) => profile.name === name);
  expect([...(text?.changes ?? []), ...(text?.leaves ?? [])].join("\n")).toContain(words);
  check();
});
