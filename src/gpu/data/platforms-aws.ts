import type { CapacityRow, PlatformRow } from "../rows.ts";
import {
  amdToleration,
  KARPENTER_NEVER,
  karpenterSpotLabel,
  migByResource,
  noMig,
  noRuntimeClass,
  noSchedule,
  PLAIN,
  tolerates,
} from "./platform-parts.ts";
import { lookedUp, noted } from "./provenance.ts";
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from "./traces.ts";

/** EC2 warns a spot machine two minutes before it ends. */
const notice = { value: 120, ...lookedUp("official", "ec2-spot") };

const nvidia = tolerates("nvidia.com/gpu", noted("official", "eks-ml"));
const neuron = tolerates("aws.amazon.com/neuron", noted("official", "eks-ml"));

const byGuides = (key: string) =>
  noSchedule({ key, value: null, by: "convention", on: "accelerator nodes" }, noted("official", "eks-ml"));

const taints = [byGuides("nvidia.com/gpu"), byGuides("aws.amazon.com/neuron")];

const runtimeClass = noRuntimeClass("eks-ml", "eks-runtime-class");

const karpenterCapacity: CapacityRow = {
  key: "karpenter.sh/capacity-type",
  values: ["on-demand", "spot", "reserved"],
  ...noted("source-code", "karpenter-core", "karpenter-aws-labels"),
};

/** EKS with node groups, with Karpenter, and Auto Mode. */
export const AWS_PLATFORMS: readonly PlatformRow[] = [
  {
    ...PLAIN,
    name: "eks",
    title: "EKS with managed or self-managed node groups",
    resources: { nvidia: "nvidia.com/gpu", aws: "aws.amazon.com/neuron", habana: "habana.ai/gaudi" },
    tolerations: { nvidia: [nvidia], aws: [neuron] },
    taints,
    mig: { ...migByResource, ...noted("official", "eks-mig") },
    noLabelReason: "node groups have no label that always says that a node has GPUs",
    spot: {
      label: {
        value: { key: "eks.amazonaws.com/capacityType", value: "SPOT" },
        ...noted("official", "eks-ml", "ca-aws"),
      },
      tolerations: [],
      notice,
    },
    capacity: [
      {
        key: "eks.amazonaws.com/capacityType",
        values: ["ON_DEMAND", "SPOT"],
        ...noted("official", "eks-ml", "ca-aws"),
      },
    ],
    evictionAnnotations: [SAFE_TO_EVICT],
    runtimeClass,
    remarks: [
      {
        value:
          "EKS also tolerates the taint named like a requested resource by itself (documented up to 1.32)",
        ...lookedUp("official", "eks-versions"),
      },
      {
        value: "the AL2023 image for NVIDIA brings no device plugin; Bottlerocket's does",
        ...noted("official", "eks-ml"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("official", "eks-ml", "eks-nodeadm", "ca-aws"),
  },
  {
    ...PLAIN,
    name: "eks-karpenter",
    title: "EKS with Karpenter",
    resources: {
      nvidia: "nvidia.com/gpu",
      amd: "amd.com/gpu",
      aws: "aws.amazon.com/neuron",
      habana: "habana.ai/gaudi",
    },
    tolerations: { nvidia: [nvidia], amd: [amdToleration], aws: [neuron] },
    taints,
    vendorLabel: {
      nvidia: manufacturer("karpenter.k8s.aws", "nvidia"),
      amd: manufacturer("karpenter.k8s.aws", "amd"),
      habana: manufacturer("karpenter.k8s.aws", "habana"),
    },
    mig: noMig(
      "Karpenter launches no node for nvidia.com/mig-*",
      noted("source-code", "karpenter-aws-labels"),
    ),
    noLabelReason: "Karpenter launches nodes for the resource",
    spot: { label: karpenterSpotLabel, tolerations: [], notice },
    capacity: [karpenterCapacity],
    evictionAnnotations: [DO_NOT_DISRUPT],
    runtimeClass,
    launcher: { value: "Karpenter", ...noted("source-code", "karpenter-aws-sched") },
    neverLaunched: KARPENTER_NEVER,
    remarks: [
      {
        value: "g6f and gr6f have parts of an L4 and count as machines without GPUs",
        ...noted("source-code", "karpenter-aws-types"),
      },
      {
        value: "instance-gpu-memory has changed its values between releases: compare with Gt, not In",
        ...noted("source-code", "karpenter-aws-types", "karpenter-aws-types-v1.0"),
      },
      {
        value:
          "inf2 was called inferentia in older releases, so Neuron devices are selected by instance-family",
        ...noted("source-code", "karpenter-aws-types", "karpenter-aws-types-v1.0"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("source-code", "karpenter-aws-labels", "karpenter-aws-types", "karpenter-aws-sched"),
  },
  {
    ...PLAIN,
    name: "eks-auto-mode",
    title: "EKS Auto Mode",
    resources: { nvidia: "nvidia.com/gpu", aws: "aws.amazon.com/neuron" },
    tolerations: { nvidia: [nvidia], aws: [neuron] },
    taints,
    vendorLabel: {
      nvidia: {
        value: { key: "eks.amazonaws.com/instance-gpu-manufacturer", value: "nvidia" },
        ...lookedUp("official", "eks-auto"),
      },
    },
    mig: noMig("Auto Mode offers no MIG", noted("official", "eks-auto")),
    noLabelReason: "Auto Mode launches nodes for the resource",
    spot: { label: karpenterSpotLabel, tolerations: [], notice },
    capacity: [karpenterCapacity],
    evictionAnnotations: [DO_NOT_DISRUPT],
    runtimeClass,
    launcher: { value: "Auto Mode", ...noted("official", "eks-auto") },
    neverLaunched: KARPENTER_NEVER,
    remarks: [
      { value: "labels of karpenter.k8s.aws do not exist on its nodes", ...noted("official", "eks-auto") },
      { value: "no time-slicing, no DRA", ...noted("official", "eks-auto") },
      { value: "a node lives at most 21 days: long jobs need checkpoints", ...noted("official", "eks-auto") },
    ],
    countRule: "up-to-machine",
    ...noted("official", "eks-auto", "eks-ml"),
  },
];

function manufacturer(prefix: string, value: string) {
  const key = `${prefix}/instance-gpu-manufacturer`;
  return { value: { key, value }, ...noted("source-code", "karpenter-aws-labels", "karpenter-aws-types") };
}
