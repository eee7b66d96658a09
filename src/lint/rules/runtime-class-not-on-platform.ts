import type { Vendor } from "../../gpu/types.ts";
import { devicesOf } from "../../gpu/words.ts";
import { runtimeClassClash } from "../../workload/runtime-class.ts";
import { textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import { type Fix, perPod, type Rule, type RuleFinding } from "../rule.ts";

const AUTOPILOT = "gke-autopilot";

/** A runtime class that is not there, or is missing where one is needed. */
export const runtimeClassNotOnPlatform: Rule = {
  id: "runtime-class-not-on-platform",
  severity: "error",
  title: "Runtime class that the platform does not have, or needs",
  fix: "unsafe",
  about: () => ({
    why: "A pod that names a RuntimeClass that does not exist is rejected. NVIDIA's GPU Operator and k3s have `nvidia`; GKE, EKS and AKS have none, since their GPU nodes need none. On k3s a GPU pod without it finds no driver, unless nvidia is the default runtime.",
    advice:
      "Leave `runtimeClassName` out on GKE, EKS and AKS, unless GPU Operator makes the class; name it on k3s; never name another vendor's.",
    sources: [
      {
        title: "Runtime class",
        url: "https://kubernetes.io/docs/concepts/containers/runtime-class/#usage",
      },
      {
        title: "k3s: NVIDIA container runtime",
        url: "https://docs.k3s.io/advanced#nvidia-container-runtime",
      },
      {
        title: "NVIDIA GPU Operator: CDI and runtime classes",
        url: "https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/cdi.html",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  runtimeClassName: nvidia
  nodeSelector:
    karpenter.k8s.aws/instance-gpu-name: l40s
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    karpenter.k8s.aws/instance-gpu-name: l40s
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    const name = textAt(pod.workload.podSpec, ["runtimeClassName"]);
    return name === null || name === "" ? missing(pod) : unusable(pod, name, context);
  }),
};

function unusable(pod: Pod, name: string, context: LintContext): readonly RuleFinding[] {
  const clash = runtimeClassClash(name, pod.vendors, pod.platforms, context);
  if (clash === null) return [];
  const path = [...pod.workload.podSpecPath, "runtimeClassName"];
  const fix: Fix = {
    safety: "unsafe",
    title: `remove runtimeClassName: ${name}`,
    operations: [{ op: "remove", path }],
  };
  switch (clash.kind) {
    case "other-vendor":
      return [{ path, fix, severity: "warning", ...ofOtherVendor(pod, name, clash.vendor) }];
    case "not-on-platform":
      return [{ path, fix, ...notThere(pod, name) }];
    default:
      return clash satisfies never;
  }
}

/** A machine may have GPUs of both vendors, so that the pod starts all the same. */
function ofOtherVendor(
  { vendors }: Pod,
  name: string,
  vendor: Vendor,
): Pick<RuleFinding, "message" | "why" | "advice"> {
  const asked = vendors.map(devicesOf).join(" and ");
  return {
    message: `the runtime class "${name}" is for ${devicesOf(vendor)}, and the pod asks for ${asked}`,
    why: "A node without that runtime cannot start the pod, and a container that it starts gets no GPU of the other vendor.",
    advice: "Remove `runtimeClassName`, or ask for the devices that it is for.",
  };
}

/** Google installs GPUs of Autopilot itself; elsewhere GPU Operator may have made the class. */
function notThere({ platforms }: Pod, name: string): Pick<RuleFinding, "message" | "severity"> {
  if (platforms.every((platform) => platform.name === AUTOPILOT))
    return { message: `Autopilot has no runtime class "${name}", and GPU Operator cannot make it there` };
  const [first] = platforms;
  return {
    message: `${first?.title} does not come with the runtime class "${name}": the pod is rejected unless GPU Operator is installed`,
    severity: "warning",
  };
}

function missing(pod: Pod): readonly RuleFinding[] {
  const needed = pod.platforms.map(({ runtimeClass }) => runtimeClass?.value);
  const [first] = needed;
  if (first == null || needed.some((one) => one !== first) || !pod.vendors.includes("nvidia")) return [];
  return [
    {
      path: [...pod.workload.podSpecPath, "runtimeClassName"],
      message: `${pod.platforms[0]?.title} runs GPU containers with the runtime class "${first}", unless it is the default runtime`,
      advice: `Set \`runtimeClassName: ${first}\`, unless the nodes have it as default runtime or use CDI.`,
      severity: "info",
    },
  ];
}
