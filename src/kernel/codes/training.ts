import type { Declarations } from "./declaration.ts";

/** TODO */
export const TRAINING_CODES = {
  // patch/steps/shared-memory.ts: pods with shared memory in an emptyDir are drained only with `kubectl drain --delete-emptydir-data`
  "drain-needs-flag": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/steps/training-remains.ts: `the annotations against eviction of ${objectTitle(workload.object)} go with the rest of what the training profile had added`
  "eviction-annotations-gone": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "Write them again if they were your own: this profile leaves them then.",
  },
  // patch/steps/kind-notes.ts: `${named} of a live ${workload.object.kind} cannot be changed, and \`kubectl apply\` will be refused where it exists`
  "field-immutable": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice:
      "Delete the live one first (`kubectl delete --cascade=orphan` keeps its pods), or give the new one another name.",
  },
  // patch/steps/kind-notes.ts: `kubectl apply` refuses objects with generateName; send them with `kubectl create -f`, which makes a new Job each time
  "generate-name": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/steps/eviction.ts: `the annotation "${path.at(-1)}" of ${objectTitle(workload.object)} lets an autoscaler evict its pods; it is left as it is`
  "may-be-evicted": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/restore.ts: `the annotation ${RESTORE_ANNOTATION} of ${objectTitle(workload.object)} is damaged or from another version`
  // patch/bursty/decide.ts: `${objectTitle(workload.object)} cannot be recorded: its annotation ${RESTORE_ANNOTATION} is damaged or from another version`
  // patch/workers/apart.ts: `the annotation ${TRAINING_ANNOTATION} of ${objectTitle(workload.object)} is damaged or from another version`
  // patch/workers/keep-record.ts: `the annotation ${TRAINING_ANNOTATION} is damaged or from another version`
  "restore-unreadable": {
    severity: "error",
    title: "TODO",
    why: "What was recorded there, such as the number of GPUs, cannot be given back.",
    advice: "Take its text from version control, or remove the annotation.",
  },
  // patch/steps/training-remains.ts: size === "" ? `the shared memory of ${title} is kept: a comment next to it may be about it` : `shared memory of ${size} stays in ${title}: somebody chose its size`
  "shared-memory-stays": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "One GPU does not need it: remove the volume and its mount if they are left from a training run.",
  },
  // patch/steps/shared-memory.ts: `${SHM_PATH} is the volume "${name}", which is not memory: --shm does not apply`
  "shm-is-another-volume": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Remove the mount, and gpuify adds one in memory.",
  },
  // patch/steps/shared-memory.ts: `"${settings.shm.value}" is not a size for shared memory`
  "shm-size-invalid": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Give a quantity such as 16Gi.",
  },
  // patch/steps/eviction.ts: `${DO_NOT_DISRUPT} delays the signal that a spot node is being taken back`
  "spot-signal-delayed": {
    severity: "warning",
    title: "TODO",
    why: "Karpenter does not drain such pods, and the machine goes all the same.",
    advice: "Remove the annotation for runs on spot nodes.",
  },
  // patch/steps/own-retries.ts: `taken out of ${objectTitle(workload.object)}, exactly as the training profile writes it: ${names}`
  "training-retries-gone": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "What is your own stays when it stands further up in the spec.",
  },
  // patch/steps/own-retries.ts: `podFailurePolicy of ${objectTitle(workload.object)} stays: the training profile writes it so, and so do people`
  "training-retries-stay": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "Remove it if a training run left it.",
  },
} as const satisfies Declarations;
