import type { WorkloadKind } from "../../../k8s/open-kind.ts";
import { wrap } from "../../wrap.ts";
import { groupedTable, lines } from "../layout.ts";
import { lifeText, roleText } from "./words.ts";

/** Kinds of one API group, or those of Kubernetes itself. */
export interface KindGroup {
  readonly title: string;
  readonly kinds: readonly WorkloadKind[];
}

/** The kinds of Kubernetes itself, then the custom ones by API group, groups and kinds in the order of the alphabet. */
export function kindGroups(
  builtIn: readonly WorkloadKind[],
  custom: readonly WorkloadKind[],
): readonly KindGroup[] {
  const titles = [...new Set(custom.map(({ group }) => group))].sort();
  return [
    { title: BUILT_IN, kinds: builtIn },
    ...titles.map((title) => ({
      title,
      kinds: custom.filter(({ group }) => group === title).sort(byKind),
    })),
  ];
}

/** Title of the group of kinds that every cluster has. */
export const BUILT_IN = "Kubernetes";

function byKind(one: WorkloadKind, other: WorkloadKind): number {
  if (one.kind === other.kind) return 0;
  return one.kind < other.kind ? -1 : 1;
}

/** The kinds by API group: names, what each is for, and the roles of its pods. */
export function kindList(groups: readonly KindGroup[]): string {
  const rows = groups.map(({ title, kinds }) => ({
    title,
    rows: onceEach(kinds).map((kind) => [kindWithNames(kind), lifeText(kind), rolesText(kind)]),
  }));
  return lines([
    ...groupedTable(["kind (short names)", "for", "roles"], rows),
    "",
    wrap(
      "--select takes these names, in lower case, also with an s behind or with the group: rayclusters.ray.io. --role takes the roles; by name: the names are in the manifest.",
    ),
    wrap(
      "One in full, with what each profile writes and the sources: gpuify show kinds NAME, where NAME may be a kind, a short name, group/Kind or Kind.group",
    ),
  ]);
}

/** A kind whose layout depends on the version has several rows. */
function onceEach(kinds: readonly WorkloadKind[]): readonly WorkloadKind[] {
  return kinds.filter((kind, index) => kinds.findIndex((one) => one.kind === kind.kind) === index);
}

function kindWithNames(kind: WorkloadKind): string {
  const short = shortNames(kind);
  return short.length === 0 ? kind.kind : `${kind.kind} (${short.join(", ")})`;
}

/** Names that do not follow from the kind's own. */
export function shortNames({ kind, names }: WorkloadKind): readonly string[] {
  return names.filter((name) => !isDerived(name, kind.toLowerCase()));
}

function isDerived(name: string, singular: string): boolean {
  return name === singular || name === `${singular}s`;
}

/** The roles of a kind, each once; a dash where its pods need none. */
export function rolesText({ podSets, objects }: WorkloadKind): string {
  if (objects !== undefined && podSets.length === 0) return "those of the objects inside it";
  const roles = [...new Set(podSets.map(roleText))].filter((role) => role !== "");
  return roles.length === 0 ? "-" : roles.join(", ");
}
