import type { OwnKind, OwnPodSet } from "../types.ts";
import { flag, keys, listOf, mapOf, oneOf, text } from "./kit.ts";

const PATH_FORM = {
  pattern: "^[^\\s.]+(?:\\.[^\\s.]+)*$",
  patternErrorMessage: "a path: keys with dots between them, `[]` behind a list, `*` for each value of a map",
} as const;

function path(description: string, ...examples: readonly string[]) {
  return text({ description, examples }, PATH_FORM);
}

const COMPUTES = {
  yes: "its pods compute, and get the GPUs",
  no: "its pods coordinate others",
  alone: "they compute where no other role does",
  keep: "they compute where they ask for a GPU already",
} as const;

const POD_SET = keys<OwnPodSet>(
  {
    role: text({
      description:
        "The role of these pods: a name, `.field` for a field of the item that the last `[]` or `*` chooses, `*` for the key.",
      examples: ["worker", ".name", "*"],
    }),
    at: path("Where the pod template is, or with `form: spec` the pod spec.", "spec.workers[].template"),
    form: oneOf(
      { template: "has `metadata` and `spec`", spec: "the fields of a pod spec, without metadata" },
      { description: "How the pods are written.", examples: ["spec"] },
    ),
    main: listOf(
      text({ description: "A field, or `.` for pod and container in one map.", examples: ["runner"] }),
      {
        description: "Fields of the pod spec that hold the container, beside `containers`.",
        examples: [["runner"]],
      },
    ),
    labels: path("Where labels of the pods are, with `form: spec`.", "spec.labels"),
    annotations: path("Where annotations of the pods are, with `form: spec`.", "spec.annotations"),
    fields: listOf(text({ description: "A field.", examples: ["resources"] }), {
      description:
        "The fields of a pod spec and a container that exist there; all of them where this is missing.",
      examples: [["resources", "nodeSelector", "tolerations"]],
    }),
    computes: oneOf(COMPUTES, { description: "Whether these pods get GPUs.", examples: ["no"] }),
    computesByName: mapOf(
      oneOf(COMPUTES, { description: "Whether these pods get GPUs.", examples: ["no"] }),
      { minLength: 1 },
      { description: "The same by the role's name, in lower case.", examples: [{ router: "no" }] },
    ),
    pods: listOf(
      text(
        {
          description: "A path, and behind `?` what counts where no number is written.",
          examples: ["spec.replicas ?1"],
        },
        {
          pattern: "^\\S+(?: \\?\\d{1,9})?$",
          patternErrorMessage: "a path and `?` with a number, as in `spec.replicas ?1`",
        },
      ),
      { description: "Numbers whose product is the number of pods.", examples: [["spec.replicas ?1"]] },
    ),
    job: path("Where the JobSpec of batch/v1 is that makes these pods.", "spec.jobTemplate.spec"),
    versions: listOf(text({ description: "A version.", examples: ["v1alpha1"] }), {
      description: "The versions of the API that have these pods.",
      examples: [["v1alpha1"]],
    }),
  },
  { role: true, at: true },
  { description: "One group of like pods.", examples: [{ role: "worker", at: "spec.workers[].template" }] },
);

/** A kind of the user's own that makes pods. */
export const OWN_KIND = keys<OwnKind>(
  {
    group: text(
      { description: "The API group.", examples: ["ml.acme.io"] },
      { pattern: "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$", patternErrorMessage: "an API group (a domain)" },
    ),
    kind: text(
      { description: "The kind.", examples: ["Trainer"] },
      {
        pattern: "^[A-Z][A-Za-z0-9]*$",
        patternErrorMessage: "a kind (letters and digits, the first in upper case)",
      },
    ),
    life: oneOf(
      {
        serving: "runs until it is deleted, and serves",
        batch: "runs to an end",
        cluster: "runs until it is deleted, for programs that come and go",
        workspace: "a place where a person works",
        template: "makes no pods itself; other objects do",
      },
      { description: "What it is for.", examples: ["batch"] },
    ),
    ends: flag({
      description: "Whether a run finishes on its own. By default, only batch does.",
      examples: [true],
    }),
    podSets: listOf(POD_SET, {
      description: "Where its pods are described.",
      examples: [[{ role: "worker", at: "spec.workers[].template" }]],
    }),
    scale: oneOf(
      {
        subresource: "a HorizontalPodAutoscaler may aim at it",
        own: "it scales itself",
        none: "its number of pods is fixed",
      },
      { description: "What changes the number of pods.", examples: ["subresource"] },
    ),
    kueue: oneOf(
      { on: "Kueue admits it", optional: "Kueue admits it where that is switched on" },
      { description: "Whether a queue of Kueue can hold it back.", examples: ["on"] },
    ),
    queue: path("The field for a queue of the kind's own scheduler.", "spec.queue"),
    sharedMemory: path("`operator`: the operator mounts /dev/shm. Else the field for its size.", "operator"),
  },
  { group: true, kind: true, podSets: true },
  {
    description: "A custom resource that makes pods and that gpuify does not know.",
    examples: [
      { group: "ml.acme.io", kind: "Trainer", podSets: [{ role: "worker", at: "spec.workers[].template" }] },
    ],
  },
);
