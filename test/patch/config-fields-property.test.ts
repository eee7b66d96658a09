import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { ProfileBody } from "../../src/config/types.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { changesOf, errorsOf, type Run, run, textAfter } from "../pipeline/run.ts";

/** Text that a profile of one's own may say, with neighbours that fight it or look like it. */
const MAPS = {
  nodeSelector: fc.dictionary(
    fc.constantFrom(
      "team",
      "cloud.google.com/gke-accelerator",
      "cloud.google.com/gke-spot",
      "karpenter.sh/capacity-type",
      "nvidia.com/gpu.present",
      "nvidia.com/gpu.product",
      "kubernetes.azure.com/scalesetpriority",
      "node.kubernetes.io/instance-type",
    ),
    fc.constantFrom("a", "true", "spot", "on-demand", "nvidia-l4", "p5.48xlarge", "m5.large", ""),
    { maxKeys: 2 },
  ),
  labels: fc.dictionary(fc.constantFrom("app", "team", "tier"), fc.constantFrom("web", "1", "x", ""), {
    maxKeys: 2,
  }),
  annotations: fc.dictionary(
    fc.constantFrom(
      "note",
      "cluster-autoscaler.kubernetes.io/safe-to-evict",
      "karpenter.sh/do-not-disrupt",
      "kubectl.kubernetes.io/default-container",
      "gpuify.dev/skip",
    ),
    fc.constantFrom("true", "false", "side", "main", "a: b"),
    { maxKeys: 2 },
  ),
};

const TOLERATIONS = fc.array(
  fc.constantFrom(
    { key: "team", operator: "Equal", value: "a", effect: "NoSchedule" } as const,
    { key: "team", operator: "Exists" } as const,
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" } as const,
    { key: "nvidia.com/gpu", operator: "Equal", value: "present", effect: "NoSchedule" } as const,
    { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" } as const,
  ),
  { maxLength: 3 },
);

const ENV = fc.array(
  fc.constantFrom(
    { name: "A", value: "1" },
    { name: "A", value: "two words" },
    { name: "B", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    { name: "MASTER_ADDR", value: "elsewhere" },
    { name: "NVIDIA_VISIBLE_DEVICES", value: "all" },
    { name: "C" },
  ),
  { maxLength: 3 },
);

const BODY: fc.Arbitrary<ProfileBody> = fc.record(
  {
    ...MAPS,
    tolerations: TOLERATIONS,
    env: ENV,
    priorityClassName: fc.constantFrom("high", "low"),
    runtimeClassName: fc.constantFrom("nvidia", "kata"),
    schedulerName: fc.constantFrom("volcano"),
    shm: fc.constantFrom("1Gi", "16Gi"),
    cpu: fc.constantFrom("500m", "2"),
    memory: fc.constantFrom("1Gi"),
    replicas: fc.constantFrom(1, 3),
    maxReplicas: fc.constantFrom(1, 5),
    burst: fc.constantFrom(1, 2.5),
    autoscale: fc.constantFrom<NonNullable<ProfileBody["autoscale"]>>(false, true, {
      behavior: { scaleUp: {} },
    }),
    releaseReplicas: fc.boolean(),
    workers: fc.constantFrom(2, 4),
    queue: fc.constantFrom("team", "other"),
    container: fc.constantFrom("main", "side", "nobody"),
    spot: fc.boolean(),
    rollout: fc.constantFrom("in-place", "keep"),
    parallelism: fc.constantFrom(2),
    shards: fc.constantFrom(3),
    gpu: fc.record(
      {
        count: fc.constantFrom(1, 2),
        model: fc.constantFrom("l4", "h100", "mi300x"),
        vendor: fc.constantFrom("nvidia", "amd"),
        mig: fc.constant("1g.10gb"),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const POD = fc.record(
  {
    ...MAPS,
    tolerations: TOLERATIONS,
    env: ENV,
    scalar: fc.constantFrom(
      { priorityClassName: "low" },
      { runtimeClassName: "kata" },
      { runtimeClassName: "nvidia" },
      { schedulerName: "default-scheduler" },
    ),
    resource: fc.constantFrom("nvidia.com/gpu", "amd.com/gpu", "nvidia.com/mig-1g.10gb", "cpu"),
    side: fc.constant(true),
    replicas: fc.constantFrom(0, 2),
    completions: fc.constantFrom(1, 4),
    shm: fc.constantFrom("dshm", "other"),
    strategy: fc.constantFrom("Recreate", "RollingUpdate"),
  },
  { requiredKeys: [] },
);

type Pod = typeof POD extends fc.Arbitrary<infer T> ? T : never;

const KINDS = [
  "Deployment",
  "StatefulSet",
  "Job",
  "CronJob",
  "Pod",
  "DaemonSet",
  "ReplicationController",
] as const;

/** One workload as plain values. */
function workload(kind: (typeof KINDS)[number], pod: Pod): object {
  const { labels, annotations, resource, side, env, scalar, nodeSelector, tolerations, shm } = pod;
  const metadata = {
    ...(labels && { labels }),
    ...(annotations && { annotations: withoutOurs(annotations) }),
  };
  const spec = {
    ...scalar,
    ...(nodeSelector && { nodeSelector }),
    ...(tolerations && { tolerations }),
    ...(shm && { volumes: [{ name: shm, emptyDir: { medium: "Memory", sizeLimit: "2Gi" } }] }),
    containers: [
      {
        name: "main",
        image: "app",
        ...(resource && { resources: { limits: { [resource]: 1 } } }),
        ...(env && { env }),
        ...(shm && { volumeMounts: [{ name: shm, mountPath: "/dev/shm" }] }),
      },
      ...(side ? [{ name: "side", image: "other", ...(env && { env }) }] : []),
    ],
  };
  const template = { ...(Object.keys(metadata).length > 0 && { metadata }), spec };
  const top = { apiVersion: versionOf(kind), kind, metadata: { name: "web" } };
  const jobSpec = {
    ...(pod.completions && { completions: pod.completions }),
    template: { ...template, spec: { restartPolicy: "Never", ...spec } },
  };
  const selector = labels?.app === undefined ? {} : { selector: { matchLabels: { app: labels.app } } };
  switch (kind) {
    case "Pod":
      return { ...top, metadata: { ...top.metadata, ...metadata }, spec };
    case "Job":
      return { ...top, spec: jobSpec };
    case "CronJob":
      return { ...top, spec: { schedule: "0 3 * * *", jobTemplate: { spec: jobSpec } } };
    case "ReplicationController":
      return { ...top, spec: { ...(labels?.app && { selector: { app: labels.app } }), template } };
    default:
      return {
        ...top,
        spec: {
          ...(pod.replicas !== undefined && kind !== "DaemonSet" && { replicas: pod.replicas }),
          ...(pod.strategy && kind === "Deployment" && { strategy: { type: pod.strategy } }),
          ...selector,
          template,
        },
      };
  }
}

function versionOf(kind: (typeof KINDS)[number]): string {
  if (kind === "Job" || kind === "CronJob") return "batch/v1";
  return kind === "Pod" || kind === "ReplicationController" ? "v1" : "apps/v1";
}

/** A skip of the manifest's own would end the test before it began. */
function withoutOurs(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !key.startsWith("gpuify.dev/")));
}

const LAYOUTS = [
  // Equal parts become anchors and aliases.
  (object: object) => stringify(object),
  (object: object) => stringify(object, { aliasDuplicateObjects: false }),
  (object: object) => stringify(object, { aliasDuplicateObjects: false, indentSeq: false }),
  (object: object) => `${JSON.stringify(object)}\n`,
  (object: object) => stringify({ apiVersion: "v1", kind: "List", items: [object] }),
] as const;

const FLAGS: readonly DecisionFlags[] = [
  {},
  {},
  { gpus: 2 },
  { gpu: "h100" },
  { spot: true },
  { container: "side" },
];

describe("a profile of one's own", () => {
  it("is settled after one run, wherever it comes from, whatever the manifest says", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        POD,
        BODY,
        fc.constantFrom("continuous", "training", "bursty"),
        fc.constantFrom("profile", "defaults", "rule", "both"),
        fc.constantFrom("generic", "gke", "eks-karpenter", "aks", "k3s"),
        fc.constantFrom(...LAYOUTS),
        fc.constantFrom(...FLAGS),
        fc.constantFrom(null, null, "bursty", "training"),
        (kind, pod, body, base, source, platform, layout, flags, former) => {
          const text = layout(workload(kind, pod));
          const before =
            former === null
              ? null
              : run(text, {
                  profile: former,
                  scope: { all: true },
                  flags: former === "training" && /Job/.test(kind) ? { workers: 3, queue: "team" } : {},
                });
          const start = before === null || errorsOf(before).length > 0 ? text : textAfter(before);
          const options: Run = {
            profile: "own",
            flags,
            scope: { select: [{ kind, name: "web" }] },
            config: {
              platform,
              ...(source === "defaults" || source === "both" ? { defaults: body } : {}),
              profiles: { own: { extends: base, ...(source === "profile" && body) } },
              ...(source === "rule" || source === "both"
                ? { rules: [{ match: { kind: "*" }, profile: "own", ...(source === "rule" && body) }] }
                : {}),
            },
          };
          const once = run(start, options);
          if (errorsOf(once).length > 0) return;
          const overwritten = changesOf(once).filter(
            ({ origin, oldText, op, path }) =>
              origin.kind === "config-defaults" &&
              (op === "remove" || (oldText ?? "") !== "") &&
              // What bursty or a flag takes away leaves a gap that a default may fill.
              !(
                (base === "bursty" || Object.keys(flags).length > 0) &&
                /runtimeClassName|metadata|nodeSelector/.test(path)
              ) &&
              // Where the run goes no manifest answers: labels of other platforms go, whoever named the platform.
              !(
                op === "remove" &&
                /nodeSelector(\["(cloud\.google\.com|karpenter|kubernetes\.azure)|$)/.test(path)
              ) &&
              // To take it out is all that releaseReplicas means.
              path !== "spec.replicas",
          );
          if (former === null) expect(overwritten, "defaults only fill gaps").toEqual([]);
          const after = textAfter(once);
          expect(textAfter(run(after, options))).toBe(after);
        },
      ),
      { numRuns: Number(process.env.OWN_RUNS ?? 600) },
    );
  });
});
