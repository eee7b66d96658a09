import { taintVendor } from "../../gpu/catalog/knowledge.ts";
import type { ModelRow, NodeTaintRow, PlatformRow } from "../../gpu/rows.ts";
import type { Toleration, Vendor } from "../../gpu/types.ts";
import { toleratesKnown, viewOfToleration } from "../../workload/tolerations.ts";
import { taintText } from "./words.ts";

/** How a pod gets past a taint: by a toleration that is written, by one that the platform adds, or not at all. */
type Tolerance = "written" | "by-platform" | "none";

/** What becomes of a taint of the platform; `vendor` narrows to the tolerations of one vendor. */
export function toleranceOf(
  taint: NodeTaintRow,
  platform: PlatformRow,
  vendor: Vendor | null = null,
): Tolerance {
  if (writtenOn(platform, vendor).some((one) => toleratesKnown(viewOfToleration(one), taint)))
    return "written";
  return platform.injected !== null && taintVendor(taint.key, taint.value) !== null ? "by-platform" : "none";
}

const WORDS: Readonly<Record<Tolerance, string>> = {
  written: "tolerated",
  "by-platform": "the platform tolerates it",
  none: "not tolerated",
};

/** A taint with its nodes and what becomes of it, as one clause. */
export function taintClause(taint: NodeTaintRow, tolerance: Tolerance): string {
  const origin = taint.by === "convention" ? " (convention)" : "";
  return `${taintText(taint)}${origin} on ${taint.on}: ${WORDS[tolerance]}`;
}

/** The taints that a pod with the model meets, those of spot nodes left out. */
export function taintsMetBy(model: ModelRow, platform: PlatformRow): readonly NodeTaintRow[] {
  const ofVendor = platform.tolerations[model.vendor] ?? [];
  return platform.taints.filter((taint) => {
    if (platform.arm64Toleration?.value.key === taint.key) return model.arch !== null;
    if (ofVendor.some(({ value }) => value.key === taint.key)) return true;
    return taintVendor(taint.key, taint.value) === model.vendor;
  });
}

function writtenOn(platform: PlatformRow, vendor: Vendor | null): readonly Toleration[] {
  const { tolerations, arm64Toleration, spot } = platform;
  const always = vendor === null ? Object.values(tolerations).flat() : (tolerations[vendor] ?? []);
  const rows = [
    ...always,
    ...(arm64Toleration === null ? [] : [arm64Toleration]),
    ...(spot?.tolerations ?? []),
  ];
  return rows.map((row) => row.value);
}
