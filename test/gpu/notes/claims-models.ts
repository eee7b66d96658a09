import { resourceMeaning } from "../../../src/gpu/catalog/knowledge.ts";
import type { ModelRow } from "../../../src/gpu/rows.ts";
import { type Claim, text, value } from "./claim.ts";
import { keysAt, noted } from "./notes.ts";
import { DOCUMENT, machineOn, modelRow, modelsBy, placementOf, platformRow, valuesOf } from "./rows.ts";

const GFD = "nvidia.com/gpu.product";
const GKE = "cloud.google.com/gke-accelerator";

const MODELS: readonly Claim[] = [
  // Gaudi is Intel's; the catalog tells it from Intel's GPUs.
  text(
    "gpu_models > $model > vendor",
    (vendor, { model = "" }) =>
      (modelRow(model)?.vendor === "habana" ? "intel" : modelRow(model)?.vendor) === vendor,
  ),
  value("gpu_models > $model > memory_gib", (gib, { model = "" }) => {
    const row = modelRow(model);
    return row?.memoryGib === gib && row?.memoryIsSourced === true;
  }),
  text("gpu_models > $model > arch", (arch, { model = "" }) => modelRow(model)?.arch === arch),
  text(
    "gpu_models > $model > resource",
    (resource, { model = "" }) => modelRow(model)?.resource === resource,
  ),
  // What is asked for where no model is named.
  text(
    "gpu_models > intel-arc-a > resource_alternative",
    (resource) => platformRow("generic-intel")?.resources.intel === resource,
  ),
  text("gpu_models > $model > gfd_product > *", (product, { model = "" }) =>
    valuesOf(model, "generic-nvidia", GFD).includes(product),
  ),
  text(
    "gpu_models > $model > gfd_sxm_only > *",
    (product, { model = "" }) => uniform(model, "generic-nvidia", GFD) === product,
  ),
  text("gpu_models > $model > gke > *", (accelerator, { model = "" }) =>
    valuesOf(model, "gke", GKE).includes(accelerator),
  ),
  text(
    "gpu_models > $model > gke_default",
    (accelerator, { model = "" }) => uniform(model, "gke", GKE) === accelerator,
  ),
  text("gpu_models > $model > karpenter_aws", (name, { model = "" }) =>
    valuesOf(model, "eks-karpenter", "karpenter.k8s.aws/instance-gpu-name").includes(name),
  ),
  text("gpu_models > $model > karpenter_aws_extra|select_by > $key", (one, { model = "", key = "" }) =>
    valuesOf(model, "eks-karpenter", key).includes(one),
  ),
  text(
    "gpu_models > $model > karpenter_aws_accelerator",
    (name, { model = "" }) =>
      placementOf(model, "eks-karpenter")?.recognised.some(
        (label) => label.key === "karpenter.k8s.aws/instance-accelerator-name" && label.values.includes(name),
      ) === true,
  ),
  ...["eks", "aks", "coreweave", "oke"].map((platform) =>
    text(
      `gpu_models > $model > ${platform}_instances > *`,
      (type, { model }) => machineOn(platform, type)?.model.name === model,
    ),
  ),
  text("gpu_models > $model > doks_model", (one, { model = "" }) =>
    valuesOf(model, "doks", "doks.digitalocean.com/gpu-model").includes(one),
  ),
  text(
    "gpu_models > $model > mig",
    (table, { model = "" }) =>
      modelRow(model)?.mig?.some((row) => same(row.instances, noted("mig_profiles", table))) === true,
  ),
  text("gpu_models > $model > device_ids|vf_device_ids > *", (id, { model = "" }) =>
    valuesOf(model, "generic-amd", "amd.com/gpu.device-id").includes(id),
  ),
  text(
    "gpu_models > $model > product_names > *",
    (product, { model = "" }) =>
      placementOf(model, "generic-amd")?.recognised.some(
        (label) => label.key === "amd.com/gpu.product-name" && label.values.includes(product),
      ) === true,
  ),
  value("gpu_models > $model > gpus_per_node", (gpus, { model = "" }) =>
    Object.values(modelRow(model)?.platforms ?? {}).every((placement) =>
      placement.machines.every((machine) => machine.gpus === gpus),
    ),
  ),
  text("gpu_models > $model > label > $key", (one, { model = "", key = "" }) =>
    valuesOf(model, "generic-intel", key).includes(one),
  ),
  text("gpu_models > $model > gke_tpu_accelerator", (type, { model = "" }) =>
    valuesOf(model, "gke", "cloud.google.com/gke-tpu-accelerator").includes(type),
  ),
  value(
    "gpu_models > $model > chips_per_vm > *",
    (chips, { model = "" }) =>
      placementOf(model, "gke")?.machines.some((machine) => machine.gpus === chips) === true,
  ),
  text(
    "gpu_models > $model > machines > *",
    (type, { model = "" }) => machineOn("gke", type)?.model.name === model,
  ),
  text(
    "gpu_models > $model > topologies > *",
    (shape, { model = "" }) => placementOf(model, "gke")?.topology?.values.includes(shape) === true,
  ),
  text("gpu_models > $model > taint_convention", (key, { model = "" }) =>
    Object.keys(modelRow(model)?.platforms ?? {}).every((platform) =>
      platformRow(platform)?.taints.some((taint) => taint.key === key && taint.by === "convention"),
    ),
  ),
  text("gpu_models_notes > wrong_values_seen_in_the_wild > *", (wrong) =>
    DOCUMENT.models.every((model) =>
      Object.values(model.platforms).every(({ labels, recognised }) =>
        [...labels, ...recognised].every((label) => !label.values.includes(wrong)),
      ),
    ),
  ),
];

const MIG: readonly Claim[] = [
  value("mig_profiles > $table > $profile", (instances, { table = "", profile = "" }) =>
    modelsCutBy(table).some((model) => model.mig?.some((row) => row.instances[profile] === instances)),
  ),
  text("mig_profiles > not_mig_capable > *", (name) => {
    // The V100 with 16 GB and with 32 GB are two models.
    const models = DOCUMENT.models.filter(
      (model) => model.name === name || (name === "v100" && model.name.startsWith("v100-")),
    );
    return models.length > 0 && models.every((model) => model.mig?.length === 0);
  }),
  text("mig_profiles > resource_name", () =>
    DOCUMENT.models
      .flatMap((model) => (model.mig ?? []).flatMap((row) => Object.keys(row.instances)))
      .every((profile) => resourceMeaning(`nvidia.com/mig-${profile.replace("+", ".")}`)?.kind === "mig"),
  ),
  value(
    "mig_profiles > gke_partition_sizes > $accelerator > $profile",
    (instances, { accelerator = "", profile = "" }) =>
      modelsBy("gke", GKE, accelerator).some((model) =>
        model.platforms.gke?.labels.some((label) => label.partitions?.[accelerator]?.[profile] === instances),
      ),
  ),
];

const RESOURCES: readonly Claim[] = [
  text(
    "resources > nvidia|amd|intel|google|aws > * > name",
    (name) => resourceMeaning(placeholder(name)) !== null,
  ),
  text("resources > rdma_and_friends > * > name", (name) => resourceMeaning(name)?.kind === "companion"),
  text("resources > amd > * > examples > *", (name) => resourceMeaning(name)?.kind === "partition"),
  text("resources > others_from_hami > * > *", (name) => resourceMeaning(name)?.vendor === "other"),
  text(
    "dra > device_classes > $class > extended_resource",
    (resource, { class: name }) =>
      resourceMeaning(`deviceclass.resource.kubernetes.io/${name}`)?.vendor ===
      resourceMeaning(resource)?.vendor,
  ),
  text("dra > extended_resource_mapping > implicit_resource_prefix", (prefix) =>
    DOCUMENT.resources.some((row) => "name" in row && row.name.startsWith(prefix)),
  ),
  text("workload_facts > cluster_autoscaler_keep_pod|karpenter_keep_pod > annotation", (key) =>
    DOCUMENT.evictionAnnotations.some((row) => row.value.key === key),
  ),
  text("workload_facts > $fact > value", (one, { fact = "" }) =>
    DOCUMENT.evictionAnnotations.some(
      (row) => row.value.key === noted("workload_facts", fact, "annotation") && row.value.value === one,
    ),
  ),
];

/** Comparisons of models, MIG tables, resources and annotations. */
export const MODEL_CLAIMS: readonly Claim[] = [...MODELS, ...MIG, ...RESOURCES];

function uniform(model: string, platform: string, key: string): string | undefined {
  return placementOf(model, platform)?.labels.find((label) => label.key === key)?.uniform;
}

/** Models that the notes cut by a table; a table that no model names belongs to the model it is called after. */
function modelsCutBy(table: string): readonly ModelRow[] {
  const named = keysAt("gpu_models").filter((model) => noted("gpu_models", model, "mig") === table);
  const names = named.length > 0 ? named : [table.split("-")[0] ?? table];
  return DOCUMENT.models.filter((model) => names.includes(model.name));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function placeholder(name: string): string {
  return name.replace("<profile>", "1g.5gb").replace("<compute>_<memory>", "spx_nps1");
}
