import { spotTolerations } from "../tables/traces.ts";
import type { Catalog, Vendor } from "../types.ts";
import { keepOffOn } from "./keep-off.ts";
import { isGpuLabelValue, isSpotLabel, labelMeaning, taintVendor } from "./knowledge.ts";
import { type OwnPlatforms, ownLabels, ownSpotTolerations } from "./own-platforms.ts";

/** What the platforms of a config add to the knowledge of names: their labels and taints mean GPUs too. */
export function ownKnowledge(
  own: OwnPlatforms,
): Pick<Catalog, "label" | "isGpuLabelValue" | "isSpotLabel" | "spotTolerations" | "gpuTaint" | "keepOff"> {
  const labels = ownLabels(own);
  return {
    label: (key) => {
      const found = labels.filter((label) => label.key === key);
      const [first] = found;
      if (first === undefined) return labelMeaning(key);
      const platforms = [...new Set(found.map((label) => label.platform))];
      const byValue = first.kind !== "model";
      return {
        vendor: null,
        platforms,
        kind: first.kind,
        gpuOnly: first.kind === "model",
        byValue: byValue && first.kind !== "capacity",
      };
    },
    isGpuLabelValue: (key, value) => {
      const found = labels.filter((label) => label.key === key && label.kind !== "capacity");
      if (found.length === 0) return isGpuLabelValue(key, value);
      return found.some((label) => label.kind === "model" || label.value === value);
    },
    isSpotLabel: (key, value) => {
      const found = labels.filter((label) => label.key === key);
      if (found.length === 0) return isSpotLabel(key, value);
      return found.some((label) => label.kind === "capacity" && label.value === value);
    },
    spotTolerations: () => [...spotTolerations(), ...ownSpotTolerations(own)],
    gpuTaint: (key, value) => {
      for (const { taints, models } of Object.values(own))
        for (const taint of taints ?? [])
          if (taint.key === key && (taint.value === undefined || value === null || taint.value === value))
            return (Object.values(models ?? {})[0]?.vendor as Vendor | undefined) ?? "nvidia";
      return taintVendor(key, value);
    },
    keepOff: (platform) => {
      const one = own[platform];
      if (one === undefined) return keepOffOn(platform);
      if ((one.taints ?? []).some(({ effect }) => effect !== "PreferNoSchedule")) return null;
      const base = one.extends === undefined ? null : keepOffOn(one.extends);
      const [label] = Object.entries(one.gpuLabels ?? {});
      if (label === undefined) return base;
      return {
        strength: base?.strength ?? "preferred",
        expressions: [
          {
            value: { key: label[0], operator: "NotIn", values: [label[1]] },
            reason: `the config's platform ${platform} labels its GPU nodes with it and does not taint them`,
            provenance: { source: ["config"], date: "", confidence: "official" },
          },
        ],
      };
    },
  };
}
