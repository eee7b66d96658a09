import type { AdmissionRow } from "../../gpu/admission-rows.ts";
import { tellsPart } from "../../gpu/labels/tells-part.ts";
import { compareQuantities, type Quantity, wholeNumber } from "../../k8s/quantity.ts";
import { isPositive } from "../../k8s/scheduling/node-requirements.ts";
import { containerRequest, podRequest } from "../../k8s/scheduling/pod-requests.ts";
import { amountAt, amountPath, podLevelResources } from "../../k8s/workload.ts";
import { at, isNullish } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { admissionAdvice, admissionOf } from "../placement/admission.ts";
import { nodeConditions, writtenConditions } from "../placement/conditions.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

const GIB = 1n << 30n;

/** More cpu or memory than a machine has that has as many GPUs. */
export const autopilotMachineExceeded: Rule = {
  id: "autopilot-machine-exceeded",
  severity: "error",
  title: "More cpu or memory than GKE Autopilot gives with the GPUs",
  fix: "none",
  applies: { platforms: ["gke-autopilot"] },
  about: () => ({
    why: "Autopilot rejects a pod whose containers together ask for more cpu or memory than it gives with that number of GPUs of that model: somewhat less than the largest machine with as many has. Less than the minimum it raises by itself.",
    advice: "Ask for less, or for more GPUs, which come with larger machines.",
    sources: [
      {
        title: "GKE: resource requests in Autopilot",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests",
      },
      {
        title: "argoproj/argo-workflows#13073: higher than the Autopilot maximum",
        url: "https://github.com/argoproj/argo-workflows/issues/13073",
      },
      {
        title: "GKE's cluster autoscaler: machines with GPUs",
        url: "https://github.com/GoogleCloudPlatform/cluster-autoscaler/blob/main/pkg/cloudprovider/gke/machinetypes/deprecated_machine_types_gpu_config.go",
      },
    ],
    bad: example("32"),
    good: example("16"),
  }),
  check: perPod((pod, context) => {
    const admission = admissionOf(pod);
    // Nothing makes a machine for a pod of a DaemonSet, and a part of a GPU is a part of a machine.
    if (admission === null || pod.workload.kind.lifecycle === "per-node" || isPart(pod, context)) return [];
    const machine = machineOf(pod, admission);
    if (machine === null) return [];
    const [cpu, memory] = machine.size;
    return [
      ...exceeded("cpu", { pod, admission, machine, most: { numerator: BigInt(cpu), denominator: 1n } }),
      ...(memory === undefined
        ? []
        : exceeded("memory", {
            pod,
            admission,
            machine,
            most: { numerator: BigInt(memory) * GIB, denominator: 1n },
          })),
    ];
  }),
};

function example(cpu: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-l4
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        requests:
          cpu: "${cpu}"
          memory: 64Gi
        limits:
          memory: 64Gi
          nvidia.com/gpu: 1
`;
}

/** The largest machine for the pod: CPUs and GiB, where they are known. */
interface Machine {
  readonly value: string;
  readonly count: number;
  readonly size: readonly [cpu: number, memory?: number];
}

function isPart(pod: Pod, { catalog }: LintContext): boolean {
  return writtenConditions(pod).some((one) => isPositive(one) && tellsPart(catalog.label(one.key)));
}

/** By the one model that is selected and the GPUs of the pod; null with a compute class, which has machines of its own. */
function machineOf(pod: Pod, { machines, computeClass }: AdmissionRow): Machine | null {
  const { key, sizes } = machines.value;
  const conditions = nodeConditions(pod);
  if (conditions.some((one) => one.key === computeClass.value.key && !one.values.includes("Accelerator")))
    return null;
  const model = conditions.find((one) => one.key === key && one.operator === "In");
  const [value, ...others] = model?.values ?? [];
  const resources = new Set(
    pod.gpuContainers.flatMap(({ asked }) =>
      asked.filter(({ meaning }) => meaning.kind === "whole").map(({ resource }) => resource),
    ),
  );
  const [resource] = resources;
  if (value === undefined || others.length > 0 || resource === undefined || resources.size > 1) return null;
  const amount = podRequest(pod.workload, resource);
  const count = amount === null ? null : wholeNumber(amount);
  const size = count === null ? undefined : sizes[value]?.[count];
  return count === null || size === undefined ? null : { value, count, size };
}

/** The node needs some for itself, so that a pod never gets all of a machine. */
function exceeded(
  resource: "cpu" | "memory",
  {
    pod,
    admission,
    machine,
    most,
  }: {
    readonly pod: Pod;
    readonly admission: AdmissionRow;
    readonly machine: Machine;
    readonly most: Quantity;
  },
): readonly RuleFinding[] {
  const total = podRequest(pod.workload, resource);
  if (total === null || compareQuantities(total, most) < 0) return [];
  const place = placeOf(resource, pod);
  const [cpus, gib] = machine.size;
  const has = resource === "cpu" ? `${cpus} CPUs` : `${gib} GiB of memory`;
  return [
    {
      ...place,
      message: `${admission.by} rejects the pod: with ${machine.count} ${machine.value} it gives less than ${has}, which the largest such machine has, and the pod asks for ${amountText(resource, total)}`,
      advice: admissionAdvice(
        admission,
        admission.machines.value.exemption,
        "Ask for less, or for more GPUs, which come with larger machines.",
      ),
    },
  ];
}

/** The container that asks for most; the pod's own resources stand for all of them. */
function placeOf(resource: "cpu" | "memory", pod: Pod): Pick<RuleFinding, "path" | "container"> {
  const { podSpecPath } = pod.workload;
  const ofPod = podLevelResources(pod.workload);
  const own = SECTIONS.find((section) => !isNullish(at(ofPod, [section, resource])));
  if (own !== undefined) return { path: [...podSpecPath, "resources", own, resource] };
  const largest = pod.containers.reduce<{ one: PodContainerView; amount: Quantity } | null>((most, one) => {
    const amount = containerRequest(one.view, resource);
    if (amount === null) return most;
    return most === null || compareQuantities(amount, most.amount) > 0 ? { one, amount } : most;
  }, null);
  const view = largest?.one.view;
  const section = SECTIONS.find((one) => view !== undefined && !isNullish(amountAt(view, one, resource)));
  if (view === undefined || section === undefined) return { path: podSpecPath };
  return { container: view, path: amountPath(view, section, resource) ?? view.path };
}

const SECTIONS = ["requests", "limits"] as const;

function amountText(resource: "cpu" | "memory", { numerator, denominator }: Quantity): string {
  const amount = Number(numerator) / Number(denominator);
  const shown = resource === "cpu" ? amount : amount / Number(GIB);
  return `${Math.round(shown * 100) / 100}${resource === "cpu" ? "" : " GiB"}`;
}
