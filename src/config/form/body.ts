import { VENDORS } from "../../gpu/catalog/problems.ts";
import type { Toleration } from "../../gpu/types.ts";
import { MAX_COUNT, MAX_GPUS } from "../../profile/limits.ts";
import type { AutoscalerShape, EnvVar } from "../../profile/settings.ts";
import { MOST_INDEXED } from "../../workload/job-limits.ts";
import type { ProfileBody } from "../types.ts";
import {
  asInApi,
  factor,
  flag,
  keys,
  listOf,
  mapOf,
  oneOf,
  orFlag,
  type PropertiesOf,
  text,
  whole,
  written,
} from "./kit.ts";
import {
  CONTAINER_NAME,
  ENV_NAME,
  LABEL_KEY,
  LABEL_VALUE,
  MIG_PROFILE,
  OBJECT_NAME,
  QUANTITY,
  ROLE_NAMES,
} from "./names.ts";

/** The effects of a taint, and what they do. */
export const EFFECTS = {
  NoSchedule: "new pods stay away",
  PreferNoSchedule: "new pods stay away where they can",
  NoExecute: "pods stay away, and those that run are evicted",
} as const;

/** Keys and values of labels. */
export function labels(description: string, example: Readonly<Record<string, string>>) {
  const value = text({ description: "Value of the label.", examples: Object.values(example) }, LABEL_VALUE);
  return mapOf({ ...value, minLength: 0 }, LABEL_KEY, { description, examples: [example] });
}

/** Who makes the accelerator, as a word. */
export const VENDOR = asInApi<string>({
  description: "Who makes the GPU.",
  examples: ["nvidia"],
  type: "string",
  enum: VENDORS,
});

const GPU = keys<NonNullable<ProfileBody["gpu"]>>(
  {
    model: text({
      description:
        "GPU model, as listed by `gpuify show models`, one of an own platform, or `auto`: the smallest of the platform that fits the model in the command.",
      examples: ["h100", "l4", "mi300x"],
    }),
    count: whole(1, MAX_GPUS, { description: "GPUs per pod.", examples: [1, 8] }),
    vendor: VENDOR,
    mig: text(
      {
        description: "MIG profile: a part of a GPU in place of whole ones.",
        examples: ["1g.10gb", "3g.40gb"],
      },
      MIG_PROFILE,
    ),
    topology: text(
      { description: "Shape of a TPU slice.", examples: ["2x4", "2x2x4"] },
      {
        pattern: "^\\d{1,4}(?:x\\d{1,4}){1,2}$",
        patternErrorMessage: "the shape of a TPU slice, such as 2x4",
      },
    ),
  },
  {},
  { description: "The GPUs of a pod.", examples: [{ model: "h100", count: 8 }] },
);

const TOLERATION = asInApi<Toleration>({
  ...keys<Omit<Toleration, "operator"> & { readonly operator?: Toleration["operator"] }>(
    {
      key: text({ description: "Key of the taint.", examples: ["acme.io/gpu"] }, LABEL_KEY),
      operator: oneOf(
        { Equal: "the taint has this value (the default)", Exists: "whatever value the taint has" },
        { description: "How key and value are compared with those of the taint.", examples: ["Exists"] },
      ),
      value: {
        ...text({ description: "Value of the taint.", examples: ["training"] }, LABEL_VALUE),
        minLength: 0,
      },
      effect: oneOf(EFFECTS, {
        description: "Effect of the taint; without it all effects.",
        examples: ["NoSchedule"],
      }),
    },
    { key: true },
    {
      description: "A taint that the pods put up with.",
      examples: [{ key: "acme.io/gpu", operator: "Exists" }],
    },
  ),
  description: "A taint that the pods put up with.",
  examples: [{ key: "acme.io/gpu", operator: "Exists" }],
});

const ENV = asInApi<EnvVar>({
  type: "object",
  properties: {
    name: text({ description: "Name of the variable.", examples: ["NCCL_DEBUG"] }, ENV_NAME),
    value: { description: "Its value, as text.", examples: ["INFO"], type: "string" },
    valueFrom: {
      description: "Where the value comes from, in the API's own form.",
      examples: [{ fieldRef: { fieldPath: "spec.nodeName" } }],
      type: "object",
      minProperties: 1,
    },
  },
  required: ["name"],
  additionalProperties: false,
  description: "An environment variable.",
  examples: [{ name: "NCCL_DEBUG", value: "INFO" }],
});

const AUTOSCALE = orFlag(
  keys<AutoscalerShape>(
    {
      metrics: asInApi({
        description: "`spec.metrics` of a HorizontalPodAutoscaler (autoscaling/v2).",
        examples: [
          [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
            },
          ],
        ],
        type: "array",
        items: {
          type: "object",
          description: "One metric, in the API's own form.",
          examples: [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
            },
          ],
          required: ["type"],
          properties: {
            type: { type: "string", description: "Kind of the metric.", examples: ["Resource"] },
          },
        },
        minItems: 1,
      }),
      behavior: asInApi({
        description: "`spec.behavior` of a HorizontalPodAutoscaler: how fast it grows and shrinks.",
        examples: [{ scaleDown: { stabilizationWindowSeconds: 600 } }],
        type: "object",
        minProperties: 1,
      }),
    },
    {},
    {
      description: "`false`: no autoscaler. A map: what the autoscaler measures, and how fast it moves.",
      examples: [false, { behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } }],
    },
  ),
);

function quantity(description: string, ...examples: readonly string[]) {
  return written({ description, examples }, QUANTITY);
}

/** What a profile, a rule or the defaults can say, key by key. */
export const BODY: PropertiesOf<ProfileBody> = {
  gpu: GPU,
  platform: text({
    description: "Where the workload runs: a platform of the catalog, or one of `platforms`.",
    examples: ["gke", "eks", "our-metal"],
  }),
  container: text(
    { description: "The container that computes, where it is not obvious.", examples: ["server"] },
    CONTAINER_NAME,
  ),
  role: text(
    {
      description:
        "The roles that get the profile, of a workload with several: names and globs with commas between them.",
      examples: ["worker", "decode-*,prefill-*"],
    },
    ROLE_NAMES,
  ),
  spot: flag({ description: "Run on spot machines.", examples: [true] }),
  shm: quantity("Size limit of /dev/shm.", "16Gi"),
  rollout: oneOf(
    {
      keep: "leave the rollout strategy as it is",
      "in-place": "replace pod by pod, without spare GPUs",
    },
    { description: "How pods are replaced.", examples: ["in-place"] },
  ),
  keepOff: oneOf(
    {
      required: "never on GPU nodes; where there are no others the pods stay Pending",
      preferred: "on GPU nodes only when the others are full",
      none: "on any node",
    },
    {
      description: "How CPU pods keep off GPU nodes (bursty); the platform decides where nothing says.",
      examples: ["required"],
    },
  ),
  replicas: whole(0, MAX_COUNT, { description: "Replicas, and the autoscaler's minimum.", examples: [2] }),
  maxReplicas: whole(1, MAX_COUNT, { description: "The autoscaler's maximum.", examples: [20] }),
  burst: factor(1, 1000, {
    description: "The autoscaler's maximum as a multiple of the replicas (4 when nothing says).",
    examples: [4, 10],
  }),
  cpu: quantity("CPU request of the container that computes.", "500m", "2"),
  memory: quantity("Memory request of the container that computes; with a GPU also its memory limit.", "2Gi"),
  autoscale: AUTOSCALE,
  releaseReplicas: flag({
    description: "Leave the number of replicas to the autoscaler: `spec.replicas` is taken away.",
    examples: [true],
  }),
  parallelism: whole(1, MAX_COUNT, {
    description: "Parallel pods of a Job with several completions.",
    examples: [8],
  }),
  shards: whole(1, MAX_COUNT, {
    description: "Make a Job Indexed with so many completions; its program must shard.",
    examples: [16],
  }),
  workers: whole(1, MOST_INDEXED, {
    description:
      "Pods of a Job that work together, on as many nodes as the scheduler chooses: an Indexed Job with a Service for them; 1 makes it one pod again.",
    examples: [4],
  }),
  onePerNode: flag({
    description: "Puts each worker on its own node, with a required anti-affinity; needs `workers`.",
    examples: [true],
  }),
  queue: text(
    { description: "The LocalQueue of Kueue that a Job waits in.", examples: ["research"] },
    { ...LABEL_VALUE },
  ),
  nodeSelector: labels("Labels of the nodes that the pods may run on.", { "acme.io/pool": "serving" }),
  tolerations: listOf(TOLERATION, {
    description: "Taints that the pods put up with, besides those of the platform.",
    examples: [[{ key: "acme.io/team", operator: "Equal", value: "vision", effect: "NoSchedule" }]],
  }),
  labels: labels("Labels of the pods.", { team: "vision" }),
  annotations: mapOf(
    asInApi<string>({ description: "Text of the annotation.", examples: ["false"], type: "string" }),
    { ...LABEL_KEY, patternErrorMessage: LABEL_KEY.patternErrorMessage.replace("label", "annotation") },
    { description: "Annotations of the pods.", examples: [{ "sidecar.istio.io/inject": "false" }] },
  ),
  priorityClassName: text(
    { description: "PriorityClass of the pods.", examples: ["batch-low"] },
    OBJECT_NAME,
  ),
  runtimeClassName: text({ description: "RuntimeClass of the pods.", examples: ["nvidia"] }, OBJECT_NAME),
  schedulerName: text({ description: "Scheduler of the pods.", examples: ["volcano"] }, OBJECT_NAME),
  env: listOf(ENV, {
    description: "Environment of the container that computes.",
    examples: [[{ name: "NCCL_DEBUG", value: "INFO" }]],
  }),
};
