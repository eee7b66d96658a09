import type { PlatformRow } from "../../gpu/rows.ts";
import { proof } from "./citations.ts";
import { tolerationText } from "./words.ts";

/** What pods get on a platform: tolerations, and what spot capacity asks for. */

/** What is tolerated without spot, and what need not be because the platform does it. */
export function tolerationLines(platform: PlatformRow): readonly string[] {
  const { tolerations, injected, arm64Toleration } = platform;
  const all = [
    ...Object.entries(tolerations).flatMap(([vendor, rows]) =>
      rows.map((row) => `${vendor}: ${tolerationText(row.value)} ${proof(row)}`),
    ),
    ...(arm64Toleration === null
      ? []
      : [`arm64 models: ${tolerationText(arm64Toleration.value)} ${proof(arm64Toleration)}`]),
    ...(injected === null ? [] : [`not needed: ${injected.value} ${proof(injected)}`]),
  ];
  return all.length === 0 ? ["none"] : all;
}

/** The label, the tolerations, and how long a pod has after the notice. */
export function spotLines({ spot }: PlatformRow): readonly string[] {
  if (spot === null) return ["no label asks for it here"];
  const { label, tolerations, notice } = spot;
  return [
    `${label.value.key} = ${label.value.value} ${proof(label)}`,
    ...tolerations.map((row) => `tolerated: ${tolerationText(row.value)} ${proof(row)}`),
    `time between notice and end: ${notice === null ? "not verified" : `${notice.value} s ${proof(notice)}`}`,
  ];
}
