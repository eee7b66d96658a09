import type { WorkloadKind } from "../../../k8s/open-kind.ts";
import { wrap } from "../../wrap.ts";
import { lines, section, tableSection, unwrapped } from "../layout.ts";
import { podSetFacts, podSetTitle } from "./pod-set.ts";
import { lifecycleText, lifeText, patternText } from "./words.ts";
import { writtenFacts } from "./written.ts";

/** One kind in full. */
export function kindDetail(row: WorkloadKind): string {
  const { immutable, notes = [], unverified = [] } = row;
  return lines([
    wrap(`${titleOf(row)}: ${lifeText(row)}`),
    "",
    wrap(`  ${lifecycleText(row)}`),
    wrap(`  --select takes ${row.names.join(", ")}`),
    ...row.podSets.flatMap((set) => tableSection(podSetTitle(set), podSetFacts(set))),
    ...tableSection("what the profiles write", writtenFacts(row)),
    ...section(
      "fields that a live object refuses to change",
      immutable.length === 0 ? [] : [immutable.map(patternText).join(", ")],
    ),
    ...section("notes", notes),
    ...section("not verified", unverified),
    ...unwrapped("sources", sourcesOf(row)),
  ]);
}

/** `RayCluster (ray.io, v1, v1alpha1)`. */
function titleOf({ kind, group, aliases, versions = [] }: WorkloadKind): string {
  const former = aliases.map((alias) => `formerly ${groupText(alias)}`);
  return `${kind} (${[groupText(group), ...versions, ...former].join(", ")})`;
}

/** The core group has no name. */
export function groupText(group: string): string {
  return group === "" ? "core" : group;
}

/** Where the facts were read, each with its repository. */
export function sourcesOf({ source, life }: WorkloadKind): readonly string[] {
  const all = source.split("; ").filter((one) => one !== "");
  return life === undefined ? all.map((folder) => `kubernetes/kubernetes pkg/${folder}`) : all;
}
