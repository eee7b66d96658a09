import type { KubeObject } from "../k8s/object.ts";
import { currentCode } from "../kernel/code-lookup/renamed.ts";
import { type Diagnostic, isRefusal, type Severity } from "../kernel/diagnostic.ts";
import { groupBy } from "../kernel/group-by.ts";
import { ownOf } from "../kernel/own.ts";
import type { Location, Span } from "../kernel/span.ts";
import {
  covers,
  type Suppressible,
  type Suppression,
  suppressingAnnotations,
  suppressingComments,
} from "../lint/suppression/suppression.ts";

/** How serious codes are to a team, by file and then by name. */
export type SeveritiesIn = (file: string) => Readonly<Record<string, Severity | "off">>;

/** What comments and annotations say in the files of some objects; `objects` are all that these files have. */
export function suppressionsIn(
  some: readonly KubeObject[],
  objects: readonly KubeObject[],
): readonly Suppression[] {
  const inSource = groupBy(objects, ({ source }) => source);
  return [
    ...[...new Set(some.map(({ source }) => source))].flatMap((source) =>
      suppressingComments(source, [...new Set((inSource.get(source) ?? []).map(({ document }) => document))]),
    ),
    ...some.flatMap(suppressingAnnotations),
  ];
}

/** True where somebody said that what the code tells is meant. */
export function isSuppressed(
  code: string,
  place: Suppressible,
  suppressions: readonly Suppression[],
): boolean {
  return suppressions.some((one) => one.rules.map(currentCode).includes(code) && covers(one, place));
}

/** The object that a place is in; null where it is in none, such as a file as a whole. */
export type ObjectAt = (location: Location | undefined) => KubeObject | null;

/** Finds objects by place. */
export function objectsByPlace(objects: readonly KubeObject[]): ObjectAt {
  const inFile = new Map(
    [...groupBy(objects, ({ source }) => source.name)].map(([file, own]) => [file, sortedByPlace(own)]),
  );
  return (location) => {
    const span = location?.span;
    if (location === undefined || span === undefined) return null;
    return innermost(inFile.get(location.file) ?? [], span);
  };
}

/** An object among those of its file that begin no later, and how far these reach. */
interface PlacedObject {
  readonly object: KubeObject;
  readonly reach: number;
}

function sortedByPlace(objects: readonly KubeObject[]): readonly PlacedObject[] {
  const sorted = [...objects].sort((a, b) => a.root.span.start - b.root.span.start);
  let reach = 0;
  return sorted.map((object) => {
    reach = Math.max(reach, object.root.span.end);
    return { object, reach };
  });
}

/** Of a List and its item the item, which begins last. */
function innermost(sorted: readonly PlacedObject[], { start, end }: Span): KubeObject | null {
  for (let index = countUntil(sorted, start) - 1; index >= 0; index--) {
    const { object, reach } = sorted[index] as PlacedObject;
    if (reach < end) return null;
    if (object.root.span.end >= end) return object;
  }
  return null;
}

/** How many begin at an offset or before it. */
function countUntil(sorted: readonly PlacedObject[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as PlacedObject).object.root.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Diagnostics as serious as a team wants them, without those that are meant. Refusals stand. */
export function judge(
  diagnostics: readonly Diagnostic[],
  objectAt: ObjectAt,
  suppressions: readonly Suppression[],
  severitiesIn: SeveritiesIn,
): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic): readonly Diagnostic[] => {
    const { code, location } = diagnostic;
    if (isRefusal(diagnostic) || location === undefined) return [diagnostic];
    const severity = ownOf(severitiesIn(location.file), code);
    const object = objectAt(location);
    if (severity === "off" || isSuppressed(code, { location, object }, suppressions)) return [];
    return [severity === undefined ? diagnostic : { ...diagnostic, severity }];
  });
}
