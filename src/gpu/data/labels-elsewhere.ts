import type { LabelRow } from "../rows.ts";
import type { LabelMeaning, Vendor } from "../types.ts";
import { byValue, gpuOnly, gpuOnlyPattern, shared, type Writer } from "./label-rows.ts";
import { MACHINE_FAMILIES } from "./machine-families.ts";
import { lookedUp, noted } from "./provenance.ts";

const coreweave: Writer = {
  vendor: "nvidia",
  platforms: ["coreweave"],
  provenance: noted("official", "cw-sched", "cw-refarch"),
};
const machineTypes = MACHINE_FAMILIES.map((family) => family.pattern);

/** Labels of the platforms beyond the three large clouds, and of clouds whose labels are only recognised. */
export function elsewhereLabels(): readonly LabelRow[] {
  return [
    ...gpuOnly(
      { vendor: "nvidia", platforms: ["openshift"], provenance: noted("official", "openshift-docs") },
      "model",
      "cluster-api/accelerator",
    ),
    ...gpuOnlyPattern(
      { ...coreweave, provenance: noted("sample", "cw-refarch", "skypilot") },
      "model",
      "gpu\\.nvidia\\.com/.+",
    ),
    ...byValue(coreweave, "presence", "node.coreweave.cloud/class", ["gpu"]),
    ...byValue(coreweave, "instance-type", "node.kubernetes.io/type", machineTypes),
    ...gpuOnly(coreweave, "topology", "ds.coreweave.com/nvlink.domain"),
    ...shared(
      coreweave,
      "topology",
      "backend.coreweave.cloud/flavor",
      "backend.coreweave.cloud/fabric",
      "backend.coreweave.cloud/superpod",
      "backend.coreweave.cloud/leafgroup",
    ),
    ...gpuOnly(
      { vendor: "nvidia", platforms: ["oke"], provenance: noted("official", "oke-hpc") },
      "presence",
      "nvidia.com/gpu",
    ),
    ...gpuOnly(
      { vendor: "amd", platforms: ["oke"], provenance: noted("official", "oke-hpc") },
      "presence",
      "amd.com/gpu",
    ),
    ...shared(
      { vendor: null, platforms: ["oke"], provenance: noted("official", "oke-hpc") },
      "topology",
      "oci.oraclecloud.com/rdma.local_block_id",
      "oci.oraclecloud.com/rdma.network_block_id",
      "oci.oraclecloud.com/rdma.hpc_island_id",
    ),
    ...shared(
      { vendor: null, platforms: ["oke"], provenance: lookedUp("official", "oke-preemptible") },
      "capacity",
      "oci.oraclecloud.com/oke-is-preemptible",
    ),
    ...gpuOnly(
      { vendor: null, platforms: ["doks"], provenance: noted("official", "doks-docs") },
      "model",
      "doks.digitalocean.com/gpu-model",
    ),
    ...gpuOnly(
      { vendor: null, platforms: ["doks"], provenance: noted("official", "doks-docs") },
      "property",
      "doks.digitalocean.com/gpu-brand",
    ),
    ...autoscalerLabel("doks", "cloud.digitalocean.com/gpu-node", "presence", null),
    ...gpuOnly(
      { vendor: "nvidia", platforms: ["nebius"], provenance: noted("official", "nebius-topo") },
      "topology",
      "topology.nebius.com/gpu-cluster-id",
    ),
    ...shared(
      { vendor: null, platforms: ["nebius"], provenance: noted("official", "nebius-topo") },
      "topology",
      "topology.nebius.com/tier-0",
      "topology.nebius.com/tier-1",
      "topology.nebius.com/tier-2",
    ),
    ...gpuOnly(
      { vendor: "nvidia", platforms: ["nebius"], provenance: noted("sample", "nebius-lib") },
      "presence",
      "nebius.com/gpu",
    ),
    ...gpuOnly(
      { vendor: "nvidia", platforms: ["nebius"], provenance: lookedUp("sample", "skypilot") },
      "model",
      "nebius.com/gpu-name",
    ),
    ...shared(
      { vendor: null, platforms: ["nebius"], provenance: lookedUp("sample", "skypilot") },
      "capacity",
      "nebius.com/preemptible",
    ),
    ...gpuOnly(
      { vendor: null, platforms: ["nebius"], provenance: lookedUp("source-code", "ca-providers") },
      "presence",
      "nebius.com/gpu-node",
    ),
    ...autoscalerLabel("alicloud", "aliyun.accelerator/nvidia_name", "model", "nvidia"),
    ...autoscalerLabel("tencent", "cloud.tencent.com/tke-accelerator", "model", null),
    ...autoscalerLabel("baidu", "baidu/nvidia_name", "model", "nvidia"),
    ...autoscalerLabel("scaleway", "k8s.scw.cloud/gpu", "presence", null),
    ...autoscalerLabel("ovh", "node.kubernetes.ovhcloud.com/gpu", "presence", null),
    ...autoscalerLabel("civo", "civo.com/gpu-node", "presence", null),
    ...autoscalerLabel("volcengine", "machine.cluster.vke.volcengine.com/gpu-name", "model", null),
  ];
}

/** A label by which a cluster autoscaler knows GPU nodes. */
function autoscalerLabel(
  platform: string,
  key: string,
  kind: LabelMeaning["kind"],
  vendor: Vendor | null,
): readonly LabelRow[] {
  const writer = { vendor, platforms: [platform], provenance: noted("source-code", "ca-providers") };
  return gpuOnly(writer, kind, key);
}
