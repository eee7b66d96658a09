import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../src/gpu/types.ts";
import { WORKLOAD_KIND_NAMES } from "../../src/k8s/kinds.ts";
import type { PatchFlags, PatchOutcome, PatchRequest } from "../../src/pipeline/outcome.ts";
import { runOne } from "./check-file.ts";
import { type CorpusFile, decode } from "./files.ts";
import { readStream } from "./objects.ts";
import { inOrder, placementOnly, withoutRecord } from "./switching-values.ts";
import { differences, type Value } from "./value.ts";

/**
 * Ways to a state that should be one. `training`, `direct` and `bursty` hold a step of the walk against the same
 * profile without the one before: training after continuous, continuous after training, bursty after both. `back` is
 * the end of the walk against its beginning; `none` is what `none` leaves of the end against what it leaves of the
 * original.
 */
export const COMPARISONS = ["training", "direct", "bursty", "back", "none"] as const;
export type ComparisonName = (typeof COMPARISONS)[number];

/** How two states of one object compare. `said`: they differ, and a message about the object told what is lost. */
export const VERDICTS = ["bytes", "values", "order", "said", "silent"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One object in one comparison. */
export interface Switched {
  readonly file: string;
  readonly object: string;
  readonly comparison: ComparisonName;
  readonly verdict: Verdict;
  readonly differences: readonly string[];
}

/** A workload that a profile refused: nothing was written, and the walk went on without it. */
export interface RefusedWorkload {
  readonly file: string;
  readonly object: string;
  /** Position in the chain and profile, such as `3 bursty`. */
  readonly at: string;
  readonly code: string;
}

/** What a file's walk comes to. `crash` is null but for a broken promise. */
export interface Walk {
  readonly file: string;
  readonly results: readonly Switched[];
  readonly refused: readonly RefusedWorkload[];
  readonly crash: string | null;
}

/** Messages that tell what does not go or come back, and the fields that they are about. */
const LOSSES: ReadonlyMap<string, RegExp> = new Map([
  ["daemon-set-left-alone", /./],
  ["eviction-annotations-gone", /metadata/],
  ["eviction-annotations-stay", /metadata/],
  ["shared-memory-kept", /volume/i],
  ["shared-memory-stays", /volume/i],
  ["training-retries-gone", /backoffLimit|podFailurePolicy/],
  ["training-retries-stay", /backoffLimit|podFailurePolicy/],
]);

type Select = PatchRequest["scope"]["select"];
type Step = { readonly name: string; readonly outcome: PatchOutcome };
type Bytes = Uint8Array;

/** With what every step is run. */
export interface WalkRun {
  readonly catalog: Catalog;
  readonly flags?: PatchFlags;
}

/** Walks through every file with pods that an independent reader reads. */
export function walkFiles(corpus: string, files: readonly CorpusFile[], run: WalkRun): readonly Walk[] {
  return files
    .filter(({ podKinds }) => podKinds.length > 0)
    .flatMap(({ file }) => {
      const bytes = readFileSync(join(corpus, file));
      const text = decode(bytes);
      return text === null || !isReadable(text) ? [] : [walkFile(file, bytes, run)];
    });
}

function isReadable(text: string): boolean {
  try {
    return readStream(text).objects.length > 0;
  } catch {
    return false;
  }
}

/** Takes all workloads of a file through the profiles and compares; workloads that a profile refuses are left out. */
export function walkFile(file: string, bytes: Bytes, run: WalkRun): Walk {
  const refused: RefusedWorkload[] = [];
  let select: Select | null = null;
  for (;;) {
    const walked = walk(file, bytes, select, run);
    if (typeof walked === "string") return { file, results: [], refused, crash: walked };
    const failing = walked.find(({ outcome }) => isRefused(outcome));
    if (failing === undefined) return { file, results: compareAll(file, walked), refused, crash: null };
    const before = refused.length;
    const code = codeOf(failing.outcome);
    const known = new Set(refused.map(({ object }) => object));
    for (const { object, status } of failing.outcome.workloads)
      if (status === "refused" && !known.has(object)) refused.push({ file, object, at: failing.name, code });
    const all = walked[0]?.outcome.workloads.map(({ object }) => object) ?? [];
    const out = new Set(refused.map(({ object }) => object));
    const rest = all.filter((object) => !out.has(object));
    if (refused.length === before || rest.length === 0) {
      refused.push(...rest.map((object) => ({ file, object, at: failing.name, code })));
      return { file, results: [], refused, crash: null };
    }
    select = rest.map(selectionOf);
  }
}

/** All states of one walk, in order, up to the first that is refused; text for a crash. */
function walk(
  file: string,
  bytes: Bytes,
  select: Select | null,
  { catalog, flags = {} }: WalkRun,
): readonly Step[] | string {
  const steps: Step[] = [];
  const run = (name: string, profile: string, input: Bytes): Bytes | string => {
    const scope = { all: select === null, select: select ?? [], labels: [], namespace: null };
    const outcome = runOne(file, input, { profile, scope, strict: false, flags }, catalog);
    if (typeof outcome === "string") return `${name}: ${outcome}`;
    steps.push({ name, outcome });
    return new TextEncoder().encode(textOf(outcome));
  };
  let state: Bytes | string = bytes;
  const states: Bytes[] = [];
  for (const [name, profile] of [
    ["1 continuous", "continuous"],
    ["2 training", "training"],
    ["3 bursty", "bursty"],
    ["4 continuous", "continuous"],
    ["5 none", "none"],
  ] as const) {
    state = run(name, profile, state);
    if (typeof state === "string") return state;
    if (isRefused(steps.at(-1)?.outcome)) return steps;
    states.push(state);
  }
  const [first = bytes, trained = bytes] = states;
  for (const [name, profile, input] of [
    ["back at once", "continuous", trained],
    ["training at once", "training", bytes],
    ["bursty at once", "bursty", first],
    ["none at once", "none", bytes],
  ] as const) {
    const made = run(name, profile, input);
    if (typeof made === "string") return made;
    if (isRefused(steps.at(-1)?.outcome)) return steps;
  }
  return steps;
}

function compareAll(file: string, steps: readonly Step[]): readonly Switched[] {
  const outcome = (name: string): PatchOutcome | undefined =>
    steps.find((step) => step.name === name)?.outcome;
  const pairs: Readonly<Record<ComparisonName, readonly [string, string]>> = {
    training: ["training at once", "2 training"],
    direct: ["1 continuous", "back at once"],
    bursty: ["bursty at once", "3 bursty"],
    back: ["1 continuous", "4 continuous"],
    none: ["none at once", "5 none"],
  };
  return COMPARISONS.flatMap((comparison): readonly Switched[] => {
    const [one, other] = pairs[comparison];
    // What `none` says is not about the switches before it.
    const said = saidOf(steps.filter(({ name }) => comparison === "none" || !name.includes("none")));
    const workloads = outcome(other)?.workloads ?? [];
    const [expected, actual] = [textOf(outcome(one)), textOf(outcome(other))];
    if (expected === actual)
      return workloads.map(({ object }) => ({ file, object, comparison, verdict: "bytes", differences: [] }));
    const meant = new Set(workloads.map(({ object }) => object));
    const seen = SEEN[comparison] ?? ((value) => value);
    return compare(expected, actual, { said, seen })
      .filter(({ object }) => !isWorkload(object) || meant.has(object))
      .map((result) => ({ ...result, file, comparison }));
  });
}

/** What of an object is compared, where that is not all. */
const SEEN: Readonly<Partial<Record<ComparisonName, (value: Value) => Value>>> = {
  bursty: withoutRecord,
  none: placementOnly,
};

type Said = (object: string, differences: readonly string[]) => boolean;

/** Whether messages about the object told of every difference. */
function saidOf(steps: readonly Step[]): Said {
  const told = steps.flatMap(({ outcome }) =>
    outcome.diagnostics.flatMap(({ code, message }) => {
      const about = LOSSES.get(code);
      return about === undefined ? [] : [{ message, about }];
    }),
  );
  return (object, found) =>
    found.every((difference) =>
      told.some(
        ({ message, about }) =>
          message.includes(object) && about.test(difference.replace(/: expected.*/s, "")),
      ),
    );
}

function compare(
  expected: string,
  actual: string,
  { said, seen }: { readonly said: Said; readonly seen: (value: Value) => Value },
): readonly Pick<Switched, "object" | "verdict" | "differences">[] {
  const seenAs = (part: Part): Part => ({ ...part, value: seen(part.value) });
  const after = new Map(readParts(actual).map((part) => [part.key, part]));
  const results: Pick<Switched, "object" | "verdict" | "differences">[] = [];
  for (const before of readParts(expected)) {
    const now = after.get(before.key);
    after.delete(before.key);
    if (now === undefined)
      results.push({ object: before.title, verdict: "silent", differences: ["object is gone"] });
    else if (isWorkload(before.title))
      results.push({ object: before.title, ...verdictOn(seenAs(before), seenAs(now), said) });
  }
  for (const { title } of after.values())
    results.push({ object: title, verdict: "silent", differences: ["object is new"] });
  return results;
}

interface Part {
  /** Title, namespace and which one of that name. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly value: Value;
}

const WORKLOADS: ReadonlySet<string> = new Set(WORKLOAD_KIND_NAMES);

function isWorkload(title: string): boolean {
  return WORKLOADS.has(title.replace(/\/.*/, ""));
}

function readParts(text: string): readonly Part[] {
  const lines = text.split("\n");
  const seen = new Map<string, number>();
  return readStream(text).objects.map(({ title, namespace, value, firstLine, lastLine }) => {
    const name = `${namespace ?? ""} ${title}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return {
      key: `${name} ${count}`,
      title,
      text: lines.slice(firstLine - 1, lastLine).join("\n"),
      value,
    };
  });
}

function verdictOn(before: Part, now: Part, said: Said): Pick<Switched, "verdict" | "differences"> {
  if (before.text === now.text) return { verdict: "bytes", differences: [] };
  const found = differences(before.value, now.value);
  if (found.length === 0) return { verdict: "values", differences: [] };
  const sorted = differences(inOrder(before.value), inOrder(now.value));
  if (sorted.length === 0) return { verdict: "order", differences: found };
  return { verdict: said(before.title, sorted) ? "said" : "silent", differences: sorted };
}

function isRefused(outcome: PatchOutcome | undefined): boolean {
  return outcome === undefined || outcome.diagnostics.some(({ severity }) => severity === "error");
}

function codeOf({ diagnostics }: PatchOutcome): string {
  return diagnostics.find(({ severity }) => severity === "error")?.code ?? "";
}

function textOf(outcome: PatchOutcome | undefined): string {
  return outcome?.files[0]?.text ?? "";
}

function selectionOf(object: string): Select[number] {
  const [kind = "", name = ""] = object.split("/");
  return { kind, name };
}
