import { labelMeaning, resourceMeaning } from "../../../src/gpu/catalog/knowledge.ts";
import { type Claim, text, value } from "./claim.ts";
import { remarks } from "./claims-platforms.ts";
import { saysGpu } from "./labels.ts";
import {
  DOCUMENT,
  machineOn,
  modelsBy,
  modelsByType,
  placementOf,
  platformRow,
  TYPE,
  valuesOf,
  WRITTEN,
} from "./rows.ts";

const ACCELERATOR = "cloud.google.com/gke-accelerator";

const GKE: readonly Claim[] = [
  text("platforms > gke > arm64_models > *", (accelerator) =>
    modelsBy("gke", ACCELERATOR, accelerator).some((model) => model.arch === "arm64"),
  ),
  text(
    "platforms > gke > model_values > *",
    (accelerator) => modelsBy("gke", ACCELERATOR, accelerator).length === 1,
  ),
  value(
    "platforms > gke > counts_per_node > $accelerator > *",
    (count, { accelerator = "" }) =>
      ["gke", "gke-autopilot"].every((platform) =>
        modelsBy(platform, ACCELERATOR, accelerator).every((model) =>
          placementOf(model.name, platform)
            ?.labels.find((label) => label.key === ACCELERATOR)
            ?.counts?.[accelerator]?.includes(Number(count)),
        ),
      ) && modelsBy("gke", ACCELERATOR, accelerator).length === 1,
  ),
  text("platforms > gke > instances > $type > model", (accelerator, { type = "" }) =>
    modelsByType("gke", type).some((model) => valuesOf(model.name, "gke", ACCELERATOR).includes(accelerator)),
  ),
  value("platforms > gke > instances > $type > gpus", (gpus, { type = "" }) =>
    modelsByType("gke", type).some((model) =>
      model.platforms.gke?.recognised.some((one) => one.key === TYPE && one.gpus?.[type] === gpus),
    ),
  ),
  text("platforms > gke > instances > $type > arch", (arch, { type = "" }) =>
    modelsByType("gke", type).some((model) => model.arch === arch),
  ),
  value(
    "platforms > gke > instances > $type > fractional",
    (_, { type = "" }) => saysGpu(TYPE, type) && modelsByType("gke", type).length === 0,
  ),
  text("platforms > gke > tpu > resource", (resource) => platformRow("gke")?.resources.google === resource),
  text("platforms > gke > tpu > required_selectors > *", (key) =>
    DOCUMENT.models
      .filter((model) => model.vendor === "google")
      .every((model) =>
        WRITTEN.some((label) => label.platform === "gke" && label.model === model.name && label.key === key),
      ),
  ),
  text("platforms > gke > tpu > single_host_topology > $type", (shape, { type = "" }) => {
    const found = machineOn("gke", type);
    const single = found?.model.platforms.gke?.topology?.single;
    return found !== undefined && single?.[String(found.machine.gpus)] === shape;
  }),
  value(
    "platforms > gke > tpu > chips_per_vm > $type",
    (chips, { type = "" }) => machineOn("gke", type)?.machine.gpus === chips,
  ),
  text(
    "platforms > gke > tpu > all_type_values > *",
    (type) => modelsBy("gke", "cloud.google.com/gke-tpu-accelerator", type).length === 1,
  ),
  // "Ask for all chips of the host".
  text("platforms > gke > tpu > chips_request", () =>
    DOCUMENT.models
      .filter((model) => model.vendor === "google")
      .every((model) => {
        const placement = model.platforms.gke;
        return placement?.countRule === "whole-machine" && placement.topology?.perHost === 4;
      }),
  ),
  text("platforms > gke > sharing_rules > 0", () =>
    remarks("gke", /time-sharing a container may ask for one/),
  ),
];

const AUTOPILOT: readonly Claim[] = [
  text("platforms > gke-autopilot > inherits", (other) =>
    WRITTEN.filter((label) => label.platform === "gke-autopilot").every((label) =>
      WRITTEN.some((one) => one.platform === other && one.key === label.key),
    ),
  ),
  text(
    "platforms > gke-autopilot > supported_models > *",
    (accelerator) => modelsBy("gke-autopilot", ACCELERATOR, accelerator).length === 1,
  ),
  text(
    "platforms > gke-autopilot > differences > 0",
    (sentence) =>
      sentence.includes(ACCELERATOR) &&
      remarks("gke-autopilot", /1\.28\.9 to 1\.29\.4 .*compute-class: Accelerator/) &&
      saysGpu("cloud.google.com/compute-class", "Accelerator"),
  ),
  text("platforms > gke-autopilot > differences > 1", () => platformRow("gke-autopilot")?.injected !== null),
  text(
    "platforms > gke-autopilot > differences > 2",
    () => platformRow("gke-autopilot")?.spot?.tolerations.length === 0,
  ),
  text(
    "platforms > gke-autopilot > differences > 3",
    (sentence) =>
      (platformRow("gke-autopilot")?.labelPairs[0]?.value ?? []).every((key) =>
        sentence.includes(key.slice("cloud.google.com/".length)),
      ) && remarks("gke-autopilot", /MPS is not offered/),
  ),
  text("platforms > gke-autopilot > differences > 4", () =>
    remarks("gke-autopilot", /NVIDIA GPU Operator cannot/),
  ),
  text("platforms > gke-autopilot > differences > 5", () =>
    ["6", "12", "24"].every((size) => modelsByType("gke-autopilot", `g4-standard-${size}`).length === 0),
  ),
];

const AWS: readonly Claim[] = [
  text("platforms > eks > device_plugin", () =>
    remarks("eks", /AL2023 .* no device plugin; Bottlerocket's does/),
  ),
  text(
    "platforms > eks-karpenter > known_resources > *",
    (resource) =>
      Object.values(platformRow("eks-karpenter")?.resources ?? {}).includes(resource) ||
      machines("eks-karpenter").some((machine) => machine.parts?.[resource] !== undefined) ||
      (resourceMeaning(resource)?.kind === "companion" &&
        machines("eks-karpenter").some((machine) => machine.efa !== undefined)),
  ),
  text(
    "platforms > eks-karpenter > hard_rule",
    () =>
      platformRow("eks-karpenter")?.launcher?.value === "Karpenter" &&
      WRITTEN.every((label) => label.platform !== "eks-karpenter" || !label.key.startsWith("nvidia.com/")),
  ),
  text("platforms > eks-karpenter > disruption_annotation > key", (key) =>
    keepsPods("eks-karpenter", key, "true"),
  ),
  text("platforms > eks-karpenter > disruption_annotation > values > 0", (one) =>
    keepsPods("eks-karpenter", "karpenter.sh/do-not-disrupt", one),
  ),
  text(
    "platforms > eks-karpenter > fractional_instances > families > *",
    (family) =>
      saysGpu("karpenter.k8s.aws/instance-family", family) &&
      remarks("eks-karpenter", new RegExp(`\\b${family}\\b`)) &&
      machines("eks-karpenter").every((machine) => machine.series !== family),
  ),
  text("platforms > eks-karpenter > instances > $type > model", (name, { type = "" }) => {
    const model = machineOn("eks-karpenter", type)?.model.name ?? "";
    return valuesOf(model, "eks-karpenter", "karpenter.k8s.aws/instance-gpu-name").includes(name);
  }),
  text(
    "platforms > eks-karpenter > instances > $type > accelerator",
    (name, { type = "" }) =>
      machineOn("eks-karpenter", type)?.model.platforms["eks-karpenter"]?.recognised.some(
        (label) => label.key === "karpenter.k8s.aws/instance-accelerator-name" && label.values.includes(name),
      ) === true,
  ),
  value(
    "platforms > eks-karpenter > instances > $type > devices",
    (devices, { type = "" }) => machineOn("eks-karpenter", type)?.machine.gpus === devices,
  ),
  value(
    "platforms > eks-karpenter > instances > $type > cores",
    (cores, { type = "" }) =>
      machineOn("eks-karpenter", type)?.machine.parts?.["aws.amazon.com/neuroncore"] === cores,
  ),
  value("platforms > eks-karpenter > instances > $type > efa", (efa, { type = "" }) => {
    const found = machineOn("eks-karpenter", type);
    return found !== undefined && (found.machine.efa ?? 0) === efa;
  }),
  value(
    "platforms > eks-karpenter > instances > $type > gpu_memory_mib",
    (mib, { type = "" }) => (machineOn("eks-karpenter", type)?.model.memoryGib ?? 0) * 1024 === mib,
  ),
  value(
    "platforms > eks-karpenter > instances_not_in_karpenter_table > $type > gpus",
    (gpus, { type = "" }) =>
      machineOn("eks", type)?.machine.gpus === gpus && machineOn("eks-karpenter", type) === undefined,
  ),
  text(
    "platforms > eks-karpenter > instances_not_in_karpenter_table > $type > arch",
    (arch, { type = "" }) => machineOn("eks", type)?.model.arch === arch,
  ),
  text(
    "platforms > eks-auto-mode > wrong_prefix",
    () =>
      remarks("eks-auto-mode", /karpenter\.k8s\.aws do not exist/) &&
      WRITTEN.every(
        (label) => label.platform !== "eks-auto-mode" || !label.key.startsWith("karpenter.k8s.aws/"),
      ),
  ),
  text("platforms > eks-auto-mode > unsupported > *", (what) =>
    what === "MIG"
      ? platformRow("eks-auto-mode")?.mig?.offer === "none"
      : remarks("eks-auto-mode", new RegExp(`no ${what.replace(" config", "")}\\b`)),
  ),
  text(
    "platforms > eks-karpenter > unknown_resources > *",
    (resource) => resource === "nvidia.com/mig-*" && platformRow("eks-karpenter")?.mig?.offer === "none",
  ),
  text("platforms > eks-auto-mode > node_lifetime", () =>
    remarks("eks-auto-mode", /at most 21 days.*checkpoint/),
  ),
];

const AZURE: readonly Claim[] = [
  text("platforms > aks > device_plugin", () => remarks("aks", /device plugin is the user's to install/)),
  text(
    "platforms > aks > mig",
    () => remarks("aks", /--gpu-instance-profile/) && platformRow("aks")?.mig?.offer === "resource",
  ),
  value(
    "platforms > aks > instances > $type > fractional",
    (_, { type = "" }) => saysGpu(TYPE, type) && machineOn("aks", type) === undefined,
  ),
  text(
    "platforms > aks-nap > not_present > *",
    (key) => labelMeaning(key) !== null && labelMeaning(key)?.platforms.includes("aks-nap") === false,
  ),
];

const OTHERS: readonly Claim[] = [
  // Machines of the clouds that name the model as the catalog does.
  text("platforms > aks|coreweave|oke > instances > $type > model", (model, { type = "" }) =>
    ["aks", "coreweave", "oke"].some((platform) => machineOn(platform, type)?.model.name === model),
  ),
  value(
    "platforms > $platform > instances > $type > gpus",
    (gpus, { platform = "", type = "" }) => machineOn(platform, type)?.machine.gpus === gpus,
  ),
  text(
    "platforms > $platform > instances > $type > resource",
    (resource, { platform = "", type = "" }) => machineOn(platform, type)?.model.resource === resource,
  ),
  text(
    "platforms > $platform > instances > $type > arch",
    (arch, { platform = "", type = "" }) => machineOn(platform, type)?.model.arch === arch,
  ),
  text(
    "platforms > $platform > rdma > resource",
    (resource) => resourceMeaning(resource)?.kind === "companion",
  ),
  text("platforms > lke > models_offered > *", (model) => placementOf(model, "lke") !== undefined),
  text("platforms > k3s > runtime_class", (name) => platformRow("k3s")?.runtimeClass?.value === name),
  text(
    "platforms > minikube > labels",
    (none) => none === "none" && WRITTEN.every((label) => label.platform !== "minikube"),
  ),
  text("platforms > openshift > note", () =>
    remarks("openshift", /no runtimeClassName is needed; hostPath and privileged/),
  ),
  text("platforms > coreweave > note", () =>
    remarks("coreweave", /NVIDIA GPU Operator: do not install another/),
  ),
  text("platforms > lke > note", () =>
    remarks("lke", /device plugin or GPU Operator is the user's to install/),
  ),
];

/** Comparisons about one cloud each, and its machines. */
export const CLOUD_CLAIMS: readonly Claim[] = [...GKE, ...AUTOPILOT, ...AWS, ...AZURE, ...OTHERS];

function machines(platform: string) {
  return DOCUMENT.models.flatMap((model) => model.platforms[platform]?.machines ?? []);
}

function keepsPods(platform: string, key: string, one: string): boolean {
  return (
    platformRow(platform)?.evictionAnnotations.some(
      (annotation) => annotation.value.key === key && annotation.value.value === one,
    ) === true
  );
}
