import { textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Platforms whose GPU nodes run GPU containers by default, without a class of their own. */
const WITHOUT: readonly string[] = [
  "gke",
  "gke-autopilot",
  "eks",
  "eks-karpenter",
  "eks-auto-mode",
  "aks",
  "aks-nap",
];

const AUTOPILOT = "gke-autopilot";

/** A runtime class that is not there, or is missing where one is needed. */
export const runtimeClassNotOnPlatform: Rule = {
  id: "runtime-class-not-on-platform",
  severity: "error",
  title: "Runtime class that the platform does not have, or needs",
  fix: "none",
  about: () => ({
    why: "A pod that names a RuntimeClass that does not exist is rejected. NVIDIA's GPU Operator and k3s have `nvidia`; GKE, EKS and AKS have none, since their GPU nodes need none. On k3s a GPU pod without it finds no driver, unless nvidia is the default runtime.",
    advice:
      "Leave `runtimeClassName` out on GKE, EKS and AKS, unless GPU Operator makes the class; name it on k3s.",
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
    if (pod.platforms.length === 0) return [];
    const name = textAt(pod.workload.podSpec, ["runtimeClassName"]);
    return name === null || name === "" ? missing(pod) : absent(pod, name, context);
  }),
};

function absent(pod: Pod, name: string, { catalog, surroundings }: LintContext): readonly RuleFinding[] {
  const isMade = surroundings.objects.some(
    (object) => object.kind === "RuntimeClass" && object.name === name,
  );
  if (!catalog.isGpuRuntimeClass(name) || isMade) return [];
  if (!pod.platforms.every((platform) => WITHOUT.includes(platform.name))) return [];
  const isAutopilot = pod.platforms.every((platform) => platform.name === AUTOPILOT);
  const [first] = pod.platforms;
  return [
    {
      path: [...pod.workload.podSpecPath, "runtimeClassName"],
      message: isAutopilot
        ? `Autopilot has no runtime class "${name}", and GPU Operator cannot make it there`
        : `${first?.title} has no runtime class "${name}" of its own: without GPU Operator the pod is rejected`,
      ...(!isAutopilot && { severity: "warning" }),
    },
  ];
}

function missing(pod: Pod): readonly RuleFinding[] {
  const needed = pod.platforms.map(({ runtimeClass }) => runtimeClass?.value);
  const [first] = needed;
  if (first === undefined || needed.some((one) => one !== first) || !pod.vendors.includes("nvidia"))
    return [];
  return [
    {
      path: [...pod.workload.podSpecPath, "runtimeClassName"],
      message: `${pod.platforms[0]?.title} runs GPU containers with the runtime class "${first}", unless it is the default runtime`,
      advice: `Set \`runtimeClassName: ${first}\`, unless the nodes have it as default runtime or use CDI.`,
      severity: "info",
    },
  ];
}
