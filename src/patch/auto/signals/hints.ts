import { at, items, stringMap, textAt } from "../../../k8s/access.ts";
import { labelsOf } from "../../../k8s/object.ts";
import { podMetadata } from "../../../k8s/workload.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import { matchesGlob } from "../../glob.ts";
import { flagNames, isPreparation, scriptWords } from "../commands.ts";
import { ENV_HINTS, FLAG_HINTS, type HintRow, NAME_HINTS, SCRIPT_HINTS } from "../data/hints.ts";
import { wordsOf } from "../image-name.ts";
import { counts, type Subject } from "../subject.ts";
import type { Evidence } from "../types.ts";

/** A name that was found, and where. */
interface Found {
  readonly name: string;
  readonly path: FieldPath;
}

/** What names of variables, flags, scripts and objects say. A row counts once, however often it is found. */
export function hintEvidence(subject: Subject): readonly Evidence[] {
  return [
    ...matching(ENV_HINTS, environment(subject), subject),
    ...matching(FLAG_HINTS, ofCommands(subject, flagNames), subject),
    ...matching(SCRIPT_HINTS, ofCommands(subject, scriptWords), subject),
    ...matching(NAME_HINTS, namesOf(subject), subject),
  ];
}

function matching(rows: readonly HintRow[], found: readonly Found[], subject: Subject): readonly Evidence[] {
  return rows.flatMap((row): Evidence[] => {
    if (!counts(row.when, subject)) return [];
    const hit = found.find(({ name }) => row.names.some((glob) => matchesGlob(glob, name)));
    if (hit === undefined) return [];
    return [{ text: row.text.replace("NAME", hit.name), path: hit.path, points: row.points, for: row.for }];
  });
}

function environment({ workers }: Subject): readonly Found[] {
  return workers.flatMap(({ container }) =>
    items(at(container.node, ["env"])).flatMap((item, index) => {
      const name = textAt(item, ["name"]);
      return name === null ? [] : [{ name, path: [...container.path, "env", index] }];
    }),
  );
}

function ofCommands(
  { workers }: Subject,
  namesIn: (command: readonly string[]) => readonly string[],
): readonly Found[] {
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

function namesOf({ workload, workers }: Subject): readonly Found[] {
  const named = (text: string, path: FieldPath): Found[] => wordsOf(text).map((name) => ({ name, path }));
  const onObject = labelsOf(workload.object);
  const onPods = stringMap(at(podMetadata(workload), ["labels"]));
  return [
    ...named(workload.object.name, ["metadata", "name"]),
    ...workers.flatMap(({ container }) => named(container.name, [...container.path, "name"])),
    ...LABELS.flatMap((key) => [
      ...named(onObject.get(key) ?? "", ["metadata", "labels", key]),
      ...named(onPods.get(key) ?? "", [...workload.templatePath, "metadata", "labels", key]),
    ]),
  ];
}
