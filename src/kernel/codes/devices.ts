import type { Declarations } from "./declaration.ts";

/** TODO */
export const DEVICES_CODES = {
  // patch/container.ts: `${objectTitle(workload.object)} has several containers that could be meant: ${names.join(", ")}`
  // patch/bursty/requests-step.ts: `--cpu and --memory are for one container, and several had a GPU: ${names.join(", ")}`
  "ambiguous-container": {
    severity: "error",
    title: "TODO",
    why: "Every container that asks for a GPU gets one of its own, so one must be named.",
    advice: "Pass --container NAME.",
  },
  // patch/unknown-claims.ts: `${what} may ask for a GPU or for another device: its ResourceClaim or ResourceClaimTemplate is not in the input`
  "claim-not-in-input": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/unknown-claims.ts: `container "${container.name}" of ${objectTitle(workload.object)} uses the claim "${name}", which the pod does not have`
  "claim-not-in-pod": {
    severity: "error",
    title: "TODO",
    why: "The API server rejects the pod, and gpuify does not know whether the claim is for a GPU.",
    advice: "Add the claim to the pod's `resourceClaims`, or remove it from the container.",
  },
  // patch/unknown-claims.ts: `${what} names no device class, so it may ask for a GPU or for another device`
  // patch/unknown-claims.ts: `${what} asks for the device class "${deviceClass}", but gpuify does not know whether that is a GPU`
  "device-class-unknown": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/objections.ts: `container "${claiming.container.name}" gets its devices by the claim "${claiming.claims[0]}"`
  "gpu-by-claim": {
    severity: "error",
    title: "TODO",
    why: "A count or model beside a claim would be a second accelerator, and the pod would stay Pending.",
    advice: "Change the ResourceClaim or ResourceClaimTemplate, or remove the claim first.",
  },
  // patch/other-containers.ts: `container "${container.name}" of ${objectTitle(workload.object)} keeps ${textOf(asks)} in addition to the GPU of ${namesOf(chosen)}`
  // patch/other-containers.ts: `container "${container.name}" of ${objectTitle(workload.object)} asks for ${textOf(asks)}, but the GPU is meant for ${namesOf(chosen)}`
  "gpu-on-another-container": {
    severity: "error",
    title: "TODO",
    why: "Each container that asks for a GPU gets its own, so the pod would get more GPUs than you asked for.",
    advice:
      "Remove it from the manifest. If both need GPUs, set their counts in the manifest, and do not name a container or a number of GPUs.",
  },
  // patch/other-containers.ts: `container "${container.name}" of ${objectTitle(workload.object)} loses ${textOf(asks)}, because it is ${sidecarOf(container)}`
  "gpu-taken-from-sidecar": {
    severity: "warning",
    title: "TODO",
    why: "Each container that asks for a GPU gets its own, and a sidecar never uses one.",
    advice: "TODO",
  },
  // patch/objections.ts: `${objectTitle(workload.object)} has several containers that ask for an accelerator: ${names}`
  "gpus-for-several-containers": {
    severity: "error",
    title: "TODO",
    why: "A count for the pod does not say how it is shared out among them.",
    advice: "Change the counts in the manifest, or keep the accelerator in only one of them.",
  },
  // patch/steps/resources.ts: `container "${container.name}" trains on ${count} MIG devices, which cannot talk to each other`
  "mig-devices-apart": {
    severity: "warning",
    title: "TODO",
    why: "There is no peer access between MIG devices, so NCCL fails or falls back to the network.",
    advice: "Pass --gpu MODEL for whole GPUs, or use one device per pod.",
  },
  // patch/container.ts: `${objectTitle(workload.object)} has no container that could get a GPU`
  "no-container": {
    severity: "error",
    title: "TODO",
    why: "The API server rejects a pod without containers.",
    advice: "Add the containers, or leave this object out with --select.",
  },
  // patch/objections.ts: `0 GPUs make no sense with the profile "${settings.profile}"`
  "no-gpus-asked": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Use `-p bursty` to take the GPU away.",
  },
  // patch/counts.ts: `${parts.join(" and ")} of container "${one.container.name}" becomes one whole GPU`
  "part-becomes-whole-gpu": {
    severity: "warning",
    title: "TODO",
    why: "A part of a GPU does not say how many whole ones do the same work.",
    advice: "Pass --gpus N for another number.",
  },
  // patch/question.ts: `${objectTitle(workload.object)} keeps its accelerator, and its placement is left alone: ${why}`
  "placement-left-alone": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/counts.ts: `${inPart.file} sets \`${resource}\` to a placeholder (${amount.text}), and what is decided depends on the number of GPUs`
  // patch/render-first.ts: `\`${String(path.at(-1))}\` is a placeholder (${text}), but ${needed}`
  "render-first": {
    severity: "error",
    title: "TODO",
    why: "What stands there is not known before the manifest is rendered.",
    advice: "TODO",
  },
  // patch/objections.ts: `${objectTitle(workload.object)} would have accelerators of different kinds: ${names.join(", ")}`
  "second-accelerator": {
    severity: "error",
    title: "TODO",
    why: "The API server accepts that, but the pod stays Pending: no node offers both.",
    advice: "TODO",
  },
  // patch/counts.ts: `"${ask.resource}" is a share of a GPU, and ${gpus.value} shares are not ${gpus.value} times as much`
  "shared-gpu-count": {
    severity: "error",
    title: "TODO",
    why: "The device plugin may reject the pod, or give two shares of one GPU.",
    advice: "Add --gpu MODEL for whole GPUs, or leave --gpus out.",
  },
  // patch/container.ts: `${objectTitle(workload.object)} has no container "${wanted.value}"`
  "unknown-container": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/question.ts:
  "unknown-vendor": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/counts.ts: `${count} × ${ask.resource} becomes one MIG device`
  "whole-gpus-become-part": {
    severity: "warning",
    title: "TODO",
    why: "Several whole GPUs do not say how many parts of one do the same work.",
    advice: "Pass --gpus N for another number.",
  },
} as const satisfies Declarations;
