import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withLastWord } from "../../src/commands/last-word.ts";
import type { WholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { objectTitle } from "../../src/k8s/object.ts";
import { type Diagnostic, SEVERITIES } from "../../src/kernel/diagnostic.ts";
import type { Finding } from "../../src/lint/finding.ts";
import { GPU_RULES, RULES } from "../../src/lint/groups/registry.ts";
import { workloadsAmong } from "../../src/pipeline/decide-all.ts";
import { type LastWord, type LastWordTools, lastWord, type Told } from "../../src/pipeline/last-word.ts";
import { lintManifests } from "../../src/pipeline/lint.ts";
import type { PatchOutcome, PatchRequest, Review, Subject } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { PROFILES, type ProfileName } from "./check-file.ts";
import type { CorpusFile } from "./files.ts";

/** Where the files are patched for: nowhere in particular, and three platforms with a model that each has. */
export const PLACES = [
  { platform: null, flags: {} },
  { platform: "gke", flags: { platform: "gke", gpu: "l4" } },
  { platform: "eks-karpenter", flags: { platform: "eks-karpenter", gpu: "a100-40gb" } },
  { platform: "aks", flags: { platform: "aks", gpu: "a100-80gb" } },
] as const satisfies readonly { readonly platform: string | null; readonly flags: DecisionFlags }[];

/** A finding of the linter in what a run wrote, from warning on, and what the run has said of it. */
export interface Heard {
  /** `own`: under the same code by the decision itself. `counted`: in the line that counts the rest. */
  readonly as: "run" | "input" | "own" | "counted";
  readonly rule: string;
  readonly severity: Finding["severity"];
  readonly message: string;
  /** Of the output. */
  readonly line: number;
  /** `Deployment/web`. */
  readonly workload: string;
}

/** What one file's run comes to. */
export interface Patched {
  readonly file: string;
  readonly profile: string;
  readonly platform: string | null;
  /** How many workloads the profile was for. */
  readonly workloads: number;
  readonly heard: readonly Heard[];
  /** Broken promises. */
  readonly problems: readonly string[];
}

/** One run, done: what goes out, and what was said. */
export interface DoneRun {
  readonly file: string;
  readonly profile: string;
  readonly platform: string | null;
  readonly outcome: PatchOutcome;
  readonly word: LastWord;
  readonly review: Review;
}

const PLAIN: Omit<LastWordTools, "whole"> = {
  severitiesIn: () => ({}),
  nameOf: (file) => file,
  baseline: null,
};

/** Patches every file for every profile and place, and lints what comes out for the same place. */
export function patchFiles(
  corpus: string,
  files: readonly CorpusFile[],
  whole: WholeCatalog,
  profiles: readonly ProfileName[] = PROFILES,
): readonly Patched[] {
  return files.flatMap(({ file }) => {
    const bytes = readFileSync(join(corpus, file));
    return profiles.flatMap((profile) =>
      PLACES.flatMap(({ platform, flags }): readonly Patched[] => {
        const run = runWithoutRefused({ file, bytes, profile, platform, flags }, whole);
        return run === null ? [] : [compareWithLint(run, whole)];
      }),
    );
  });
}

interface FileRun {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly profile: string;
  readonly platform: string | null;
  readonly flags: DecisionFlags;
}

/** Workloads that are refused are left out, so that the others of the file are tried; null where none is left. */
function runWithoutRefused(run: FileRun, whole: WholeCatalog): DoneRun | null {
  const { file, bytes, profile, platform, flags } = run;
  let select: PatchRequest["scope"]["select"] = [];
  for (let rest = Number.POSITIVE_INFINITY; ; ) {
    const scope = { all: select.length === 0, select, labels: [], namespace: null };
    const request: PatchRequest = { profile, scope, strict: false, flags };
    const outcome = patchManifests([{ name: file, bytes, named: true }], request, whole.catalog);
    const { review } = outcome;
    if (review !== null) {
      const word = lastWord(review, outcome.diagnostics, { ...PLAIN, whole });
      return { file, profile, platform, outcome: withLastWord(outcome, word), word, review };
    }
    const refused = new Set(
      outcome.workloads.flatMap(({ object, status }) => (status === "refused" ? [object] : [])),
    );
    const others = outcome.workloads.map(({ object }) => object).filter((object) => !refused.has(object));
    if (others.length === 0 || others.length >= rest) return null;
    rest = others.length;
    select = [...new Set(others)].map((object) => {
      const [kind = "", name = ""] = object.split("/");
      return { kind, name };
    });
  }
}

/** Holds what was said of the workloads against what the linter finds in the text that goes out. */
export function compareWithLint(run: DoneRun, whole: WholeCatalog): Patched {
  const { file, profile, platform, word, review, outcome } = run;
  const found = findingsIn(run, whole);
  const told = [...word.told];
  const heard = found.map((one): Heard => {
    const index = told.findIndex((other) => isSame(other, one));
    const [said] = index < 0 ? [] : told.splice(index, 1);
    if (said !== undefined) return heardAs(said.cause, one);
    return heardAs(ownOf(one, word).length > 0 ? "own" : "counted", one);
  });
  const counted = heard.filter((one) => one.as === "counted");
  const problems = [
    ...told.map(({ finding }) => `told, but not found: ${finding.rule.id}: ${finding.message}`),
    ...(counted.length === word.more
      ? []
      : [`${word.more} counted of ${counted.length}: ${counted.map(wordsOf).join("; ")}`]),
    ...counted
      .filter(({ severity }) => severity === "error")
      .map((one) => `an error is only counted: ${wordsOf(one)}`),
    ...found
      .filter((one) => isMilder(one, word))
      .map((one) => `patch says it milder: ${wordsOf(heardAs("own", one))}`),
    ...calledRight(outcome, word, found),
  ];
  const workloads = review.subjects.length;
  const place = `${profile} ${platform ?? "nowhere"} ${file}`;
  return { file, profile, platform, workloads, heard, problems: problems.map((one) => `${place}: ${one}`) };
}

function heardAs(as: Heard["as"], { finding, subject }: Found): Heard {
  const { rule, severity, message, location } = finding;
  return { as, rule: rule.id, severity, message, line: location.line, workload: objectTitle(subject.before) };
}

interface Found {
  readonly finding: Finding;
  readonly subject: Subject;
}

/** What the linter finds in the workloads that the profile was for, by their order in the text. */
function findingsIn({ outcome, review, platform }: DoneRun, whole: WholeCatalog): readonly Found[] {
  const inputs = outcome.files.map(({ name, text }) => ({
    name,
    bytes: new TextEncoder().encode(text),
    named: true,
  }));
  const linted = lintManifests(inputs, {
    whole,
    rules: GPU_RULES,
    ids: RULES.map(({ id }) => id),
    settingsOf: () => ({ severities: {}, platformOf: () => platform, minor: 36 }),
    schemas: new Map(),
    checkCustom: null,
    nameOf: (file) => file,
    roleOf: () => null,
  });
  const after = workloadsAmong(review.after).workloads.map(({ object }) => object);
  // The linter finds pods of unknown kinds by their shape; patch is not for them unless asked.
  const read = workloadsAmong(linted.files.flatMap(({ objects }) => objects)).workloads.filter(
    ({ kind }) => kind.isByShape !== true,
  );
  const subjects = new Map(
    review.subjects.map((subject) => [read[after.indexOf(subject.after)]?.object, subject]),
  );
  return linted.findings.flatMap((finding): readonly Found[] => {
    const subject = finding.object === null ? undefined : subjects.get(finding.object);
    return subject === undefined || finding.severity === "info" ? [] : [{ finding, subject }];
  });
}

function isSame({ finding, workload }: Told, { finding: found, subject }: Found): boolean {
  return (
    finding.rule === found.rule &&
    workload === subject.before &&
    finding.message === found.message &&
    finding.severity === found.severity &&
    finding.path.join("\t") === found.path.join("\t")
  );
}

/** What the decision said itself, of the same workload under the same code. */
function ownOf({ finding, subject }: Found, { diagnostics }: LastWord): readonly Diagnostic[] {
  return diagnostics.filter((one) => one.code === finding.rule.id && isIn(one, subject));
}

function isIn({ location }: Diagnostic, { before: { source, root } }: Subject): boolean {
  if (location?.span === undefined || location.file !== source.name) return false;
  return root.span.start <= location.span.start && location.span.end <= root.span.end;
}

/** The same fact, said by both, is as serious. */
function isMilder(found: Found, word: LastWord): boolean {
  const own = ownOf(found, word);
  const { severity } = found.finding;
  return (
    own.length > 0 && own.every((one) => SEVERITIES.indexOf(one.severity) < SEVERITIES.indexOf(severity))
  );
}

/** Nothing is as wanted that an error is about, whoever tells it. */
function calledRight(
  { workloads }: PatchOutcome,
  { diagnostics }: LastWord,
  found: readonly Found[],
): readonly string[] {
  const right = workloads.filter(({ status, errors = 0 }) => status === "unchanged" && errors === 0);
  return right.flatMap(({ object, line, file }) => {
    const isAbout = ({ before: { source, root } }: Subject): boolean =>
      source.name === file && source.lines.position(root.span.start).line === line;
    const broken = found.filter(
      ({ finding, subject }) =>
        finding.severity === "error" && isAbout(subject) && objectTitle(subject.before) === object,
    );
    const refused = diagnostics.filter(
      ({ severity, location }) => severity === "error" && location?.file === file && location.line === line,
    );
    return [
      ...broken.map((one) => `called as wanted: ${wordsOf(heardAs("own", one))}`),
      ...refused.map(({ code, message }) => `called as wanted: ${object} ${code}: ${message}`),
    ];
  });
}

function wordsOf({ workload, rule, severity, message, line }: Heard): string {
  return `${workload} ${severity} ${rule} (line ${line} of the output): ${message}`;
}
