import { labelsOf } from "../../../k8s/object.ts";
import { podLabels } from "../../../k8s/workload.ts";
import { hasWildcard, matchesGlob } from "../../../kernel/glob/name-glob.ts";
import { isPreparation } from "../../../program/command/commands.ts";
import { wordsOf } from "../../../program/command/image-name.ts";
import { flagNames, scriptWords } from "../../../program/command/patterns.ts";
import { at, items, stringMap, textAt } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { Evidence } from "../data/evidence.ts";
import { ENV_HINTS, FLAG_HINTS, type HintRow, NAME_HINTS, SCRIPT_HINTS } from "../data/hints.ts";
import { type AutoSubject, counts } from "./subject.ts";

/** A name that was found, and where. */
interface NamedHint {
  readonly name: string;
  readonly path: FieldPath;
}

/** What names of variables, flags, scripts and objects say. A row counts once, however often it is found. */
export function hintEvidence(subject: AutoSubject): readonly Evidence[] {
  return [
    ...matching(ENV, environment(subject), subject),
    ...matching(FLAGS, ofCommands(subject, flagNames), subject),
    ...matching(SCRIPTS, ofCommands(subject, scriptWords), subject),
    ...matching(NAMES, namesOf(subject), subject),
  ];
}

/** A row with its names sorted into those that are looked up and those that are compared. */
interface Prepared {
  readonly row: HintRow;
  readonly exact: ReadonlySet<string>;
  readonly globs: readonly string[];
}

const prepared = (rows: readonly HintRow[]): readonly Prepared[] =>
  rows.map((row) => ({
    row,
    exact: new Set(row.names.filter((name) => !hasWildcard(name))),
    globs: row.names.filter(hasWildcard),
  }));

const ENV = prepared(ENV_HINTS);
const FLAGS = prepared(FLAG_HINTS);
const SCRIPTS = prepared(SCRIPT_HINTS);
const NAMES = prepared(NAME_HINTS);

function matching(
  rows: readonly Prepared[],
  found: readonly NamedHint[],
  subject: AutoSubject,
): readonly Evidence[] {
  if (found.length === 0) return [];
  return rows.flatMap(({ row, exact, globs }): Evidence[] => {
    if (!counts(row.when, subject)) return [];
    const hit = found.find(({ name }) => exact.has(name) || globs.some((glob) => matchesGlob(glob, name)));
    if (hit === undefined) return [];
    return [{ text: row.text.replace("NAME", hit.name), path: hit.path, points: row.points, for: row.for }];
  });
}

function environment({ workers }: AutoSubject): readonly NamedHint[] {
  return workers.flatMap(({ container }) =>
    items(at(container.node, ["env"])).flatMap((item, index) => {
      const name = textAt(item, ["name"]);
      return name === null ? [] : [{ name, path: [...container.path, "env", index] }];
    }),
  );
}

function ofCommands(
  { workers }: AutoSubject,
  namesIn: (command: readonly string[]) => readonly string[],
): readonly NamedHint[] {
  return workers.flatMap(({ container, commands }) => {
    const field = at(container.node, ["command"]) === null ? "args" : "command";
    const running = commands.filter((command) => !isPreparation(command));
    return running.flatMap(namesIn).map((name) => ({ name, path: [...container.path, field] }));
  });
}

const LABELS = [
  "app.kubernetes.io/name",
  "app.kubernetes.io/component",
  "app",
  "k8s-app",
  "component",
  "tier",
];

function namesOf({ podSet, workers }: AutoSubject): readonly NamedHint[] {
  const named = (text: string | undefined, path: FieldPath): readonly NamedHint[] =>
    text === undefined ? [] : wordsOf(text).map((name) => ({ name, path }));
  const onObject = labelsOf(podSet.object);
  const onPods = stringMap(podLabels(podSet));
  return [
    ...named(podSet.object.name, ["metadata", "name"]),
    ...workers.flatMap(({ container }) => named(container.name, [...container.path, "name"])),
    ...LABELS.flatMap((key) => [
      ...named(onObject.get(key), ["metadata", "labels", key]),
      ...named(onPods.get(key), [...(podSet.labelsPath ?? []), key]),
    ]),
  ];
}
