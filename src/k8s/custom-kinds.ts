import { lazy } from "../kernel/lazy.ts";
import { memoized } from "../kernel/memoized.ts";
import { data as groups } from "./data/kinds/groups.yaml";
import { data as kserve } from "./data/kinds/kserve.yaml";
import { data as others } from "./data/kinds/others.yaml";
import { data as pipelines } from "./data/kinds/pipelines.yaml";
import { data as ray } from "./data/kinds/ray.yaml";
import { data as serving } from "./data/kinds/serving.yaml";
import { data as training } from "./data/kinds/training.yaml";
import { expandKind } from "./expand-kind.ts";
import type { KindData } from "./kind-data.ts";
import { openKind, type WorkloadKind } from "./open-kind.ts";

const ALL = lazy((): readonly KindData[] =>
  [ray, groups, training, kserve, serving, pipelines, others].flatMap(
    (data) => data() as readonly KindData[],
  ),
);

/** The rows of a kind by `group/Kind`: several where the layout depends on the version. */
const BY_NAME = lazy(() => {
  const rows = new Map<string, KindData[]>();
  for (const row of ALL())
    for (const group of [row.group, ...(row.aliases ?? [])]) {
      const name = `${group}/${row.kind}`;
      rows.set(name, [...(rows.get(name) ?? []), row]);
    }
  return rows;
});

const opened = memoized((row: KindData): WorkloadKind => {
  const [original = null] = row.sameAs === undefined ? [] : (BY_NAME().get(row.sameAs) ?? []);
  return openKind(expandKind(row, original));
});

/** The row of a custom resource that makes pods, or null. */
export function customKind(group: string, version: string, kind: string): WorkloadKind | null {
  const rows = BY_NAME().get(`${group}/${kind}`) ?? [];
  const row = rows.find(({ versions }) => versions?.includes(version)) ?? rows[0];
  return row === undefined ? null : opened(row);
}

/** True for a group with custom resources that make pods. */
export function isCustomGroup(group: string): boolean {
  return GROUPS().has(group);
}

const GROUPS = lazy(() => new Set(ALL().flatMap(({ group, aliases = [] }) => [group, ...aliases])));

/** All custom resources that make pods, in the order of the rows. */
export function customKinds(): readonly WorkloadKind[] {
  return ALL().map(opened);
}

/** The rows as they are written, for those who print or check them. */
export function customKindData(): readonly KindData[] {
  return ALL();
}
