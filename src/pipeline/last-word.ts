import type { WholeCatalog } from "../gpu/whole-catalog.ts";
import type { KubeObject } from "../k8s/object.ts";
import { minorOf, nearestVersion } from "../k8s/schema/versions.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { groupBy } from "../kernel/group-by.ts";
import { ownOf } from "../kernel/own.ts";
import { type Baseline, compareWithBaseline } from "../lint/baseline.ts";
import { type Finding, foundBefore, identified } from "../lint/finding.ts";
import { GPU_RULES } from "../lint/registry.ts";
import { runRules, type SeverityOf } from "../lint/run-rules.ts";
import type { Suppression } from "../lint/suppression.ts";
import { surroundingsOf } from "../workload/surroundings.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { isSuppressed, judge, objectsOf, type SeveritiesIn, suppressionsIn } from "./judge.ts";
import { lintContext } from "./lint-context.ts";
import type { Review, Subject } from "./outcome.ts";

/** What a team has said about findings. */
export interface LastWordTools {
  readonly whole: WholeCatalog;
  readonly severitiesIn: SeveritiesIn;
  /** What a file is called in fingerprints. */
  readonly nameOf: (file: string) => string;
  /** What was there when the team began. */
  readonly baseline: Baseline | null;
}

/** A finding of the linter about what a run leaves. */
export interface Told {
  readonly finding: Finding;
  /** `run`: the run wrote it, or it follows from what it wrote. `input`: it was there, and nothing was done about it. */
  readonly cause: "run" | "input";
}

/** What is left to say when a run is done. */
export interface LastWord {
  /** From warning on what the run caused, and all errors. */
  readonly told: readonly Told[];
  /** How many more findings, from warning on, the input already had. */
  readonly more: number;
  /** What was told before, as the config and suppressions want it. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Holds the linter's GPU rules against the workloads that a run was for, changed or not, for the platform in force. What
 * the run itself has told about a workload is not told twice.
 */
export function lastWord(review: Review, diagnostics: readonly Diagnostic[], tools: LastWordTools): LastWord {
  const objects = review.subjects.map(({ before }) => before);
  const places = objectsOf(diagnostics, review.before);
  const suppressions = suppressionsIn([...new Set([...objects, ...places.values()])], review.before);
  const judged = judge(diagnostics, places, suppressions, tools.severitiesIn);
  const known = new Set(judged.flatMap((one) => placeOf(one.code, one.location)));
  const after = findingsIn(review.subjects, review.after, "after", tools);
  const before = after.some(isSerious) ? findingsIn(review.subjects, review.before, "before", tools) : [];
  const old = new Set(before.map(({ finding }) => finding.fingerprint));
  const left = after
    .filter(isSerious)
    .filter(({ finding }) => !isAccepted(finding, suppressions, tools))
    .filter(({ finding }) => placeOf(finding.rule.id, finding.location).every((place) => !known.has(place)))
    .map(({ finding, subject }): Told => {
      const isOld = old.has(finding.fingerprint) && !isWritten(subject, finding.path);
      return { finding, cause: isOld ? "input" : "run" };
    });
  const told = left.filter(({ finding, cause }) => cause === "run" || finding.severity === "error");
  return { told, more: left.length - told.length, diagnostics: judged };
}

interface OfSubject {
  readonly finding: Finding;
  readonly subject: Subject;
}

function isSerious({ finding }: OfSubject): boolean {
  return finding.severity !== "info";
}

function findingsIn(
  subjects: readonly Subject[],
  objects: readonly KubeObject[],
  state: "before" | "after",
  tools: LastWordTools,
): readonly OfSubject[] {
  const bySubject = new Map(subjects.map((subject) => [subject[state], subject]));
  const minors = groupBy(subjects, ({ settings }) => minorOf(nearestVersion(settings.kubernetesMinor.value)));
  const severityOf: SeverityOf = (rule, file) => ownOf(tools.severitiesIn(file), rule.id) ?? rule.severity;
  return [...minors].flatMap(([minor, some]) => {
    const context = lintContext(tools.whole, {
      minor,
      surroundings: surroundingsOf(objects),
      platformSaid: (object) => platformOf(bySubject.get(object)),
    });
    return some.flatMap((subject) =>
      runRules(GPU_RULES, [subject[state]], context, severityOf).flatMap((found): readonly OfSubject[] => {
        if (found.object !== subject[state]) return [];
        const finding = identified(foundBefore(found, subject.before), tools.nameOf);
        return [{ finding, subject }];
      }),
    );
  });
}

/** A platform that nobody named is looked for in the pod's own labels, as `lint` does. */
function platformOf(subject: Subject | undefined): string | null {
  const platform = subject?.settings.platform;
  return platform === undefined || platform.origin.kind === "default" ? null : platform.value;
}

/** The run wrote the field, or something that it is in. */
function isWritten({ written }: Subject, path: FieldPath): boolean {
  return written.some((one) => one.every((step, index) => path[index] === step));
}

function isAccepted(
  finding: Finding,
  suppressions: readonly Suppression[],
  { baseline }: LastWordTools,
): boolean {
  if (isSuppressed(finding.rule.id, finding, suppressions)) return true;
  return baseline !== null && compareWithBaseline([finding], baseline, new Set()).known.length > 0;
}

/** A workload's document names it well enough: the items of a List are told together. */
function placeOf(code: string, location: Diagnostic["location"]): readonly string[] {
  return location === undefined ? [] : [`${code}\n${location.file}\n${location.document ?? ""}`];
}
