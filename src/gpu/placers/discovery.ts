import { lookedUp, noted } from "../data/provenance.ts";
import type { ModelLabel } from "../rows.ts";
import { byLabels, type Placer } from "./placer.ts";

/** Clusters where the vendors' own components label the nodes. */

/** NVIDIA: the product name, by GPU Feature Discovery. */
export const byProductName: Placer = ({ gfd }) => (gfd.length === 0 ? null : byLabels([productLabel(gfd)]));

/** AMD: the PCI device id; product names are recognised. */
export const byDeviceId: Placer = ({ amd }) => {
  const provenance = noted("source-code", "amd-labeller", "amd-operator");
  const ids = [...(amd?.deviceIds ?? []), ...(amd?.virtualIds ?? [])];
  const [first] = ids;
  if (first === undefined) return null;
  const names = amd?.productNames ?? [];
  return byLabels([{ key: "amd.com/gpu.device-id", values: ids, uniform: first, ...provenance }], {
    recognised: names.length === 0 ? [] : [{ key: "amd.com/gpu.product-name", values: names, ...provenance }],
  });
};

/** Intel: GPUs by Intel's node feature rules; of Gaudi they tell only that there is one. */
export const byIntelFeature: Placer = ({ name, intelLabel, hasGaudiLabel }) => {
  if (intelLabel !== null) {
    const { key, value } = intelLabel;
    return byLabels([
      { key, values: [value], uniform: value, ...noted("source-code", "intel-nfd", "intel-dp") },
    ]);
  }
  if (!hasGaudiLabel) return null;
  const key = "intel.feature.node.kubernetes.io/gaudi";
  // The rule for Gaudi is with Intel's resource driver; the device plugins' own rules do not have it.
  const provenance = lookedUp("source-code", "intel-dra");
  return byLabels([{ key, values: ["true"], uniform: "true", ...provenance }], {
    caveat: {
      value: `no label tells ${name} from other Gaudis: the pod may get another generation where the cluster has several`,
      ...provenance,
    },
  });
};

/** Of several product names, ranks that must be alike get the SXM one where the name says so, else the first. */
function productLabel(values: readonly string[]): ModelLabel {
  const uniform = values.find((value) => /-SXM\d?-/.test(value)) ?? values[0] ?? "";
  return {
    key: "nvidia.com/gpu.product",
    values,
    uniform,
    ...noted("source-code", "nv-open-kmod", "gfd"),
  };
}
