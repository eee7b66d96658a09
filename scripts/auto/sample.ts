import { createHash } from "node:crypto";
import type { Catalog } from "../../src/gpu/types.ts";
import { mayHaveAccelerator } from "../../src/workload/accelerators.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { type Subject, subjectId } from "./subjects.ts";

/**
 * Which part of the labelled workloads: weights and the threshold are set on `tuning`; `held-out` and `fresh` only
 * measure. `fresh` was drawn and labelled when weights and threshold stood.
 */
export type Part = "tuning" | "held-out" | "fresh";

/** A part of the sample before it is labelled. */
export interface Drawn {
  readonly subject: Subject;
  readonly part: Part;
}

/** How a sample is drawn. The seeds are never changed to please a figure. */
interface Plan {
  readonly seed: string;
  /** Of one repository and stratum at most so many, because examples of one author look alike. */
  readonly perRepository: number;
  /** How many workloads of each stratum: the kind's class, with `+gpu` where an accelerator is asked for. */
  readonly quotas: Readonly<Record<string, number>>;
}

const FIRST: Plan = {
  seed: "gpuify auto 1",
  perRepository: 4,
  quotas: {
    "deployment+gpu": 40,
    "job+gpu": 30,
    "pod+gpu": 24,
    "stateful-set+gpu": 2,
    "cron-job+gpu": 2,
    "daemon-set+gpu": 2,
    deployment: 44,
    job: 18,
    pod: 16,
    "stateful-set": 12,
    "replica-set": 8,
    "daemon-set": 8,
    "cron-job": 8,
  },
};

/** More of the kinds that are answered, so that precision stands on more answers. */
const FRESH: Plan = {
  seed: "gpuify auto 2",
  perRepository: 8,
  quotas: {
    "deployment+gpu": 36,
    "job+gpu": 24,
    "pod+gpu": 10,
    deployment: 60,
    job: 8,
    pod: 6,
    "stateful-set": 6,
    "replica-set": 6,
    "cron-job": 4,
  },
};

/** The first sample, in halves: by chance, but the same in every run over the same corpus. */
export function drawSample(subjects: readonly Subject[], catalog: Catalog): readonly Drawn[] {
  const drawn = draw(subjects, catalog, FIRST);
  const halves = splitByRepository(drawn);
  return drawn.map((subject) => ({ subject, part: halves.get(repositoryOf(subject.file)) ?? "tuning" }));
}

/** Workloads of the held-out repositories that the first sample does not hold. */
export function drawFresh(
  subjects: readonly Subject[],
  catalog: Catalog,
  first: readonly Drawn[],
): readonly Drawn[] {
  const heldOut = new Set(
    first.filter(({ part }) => part === "held-out").map(({ subject }) => repositoryOf(subject.file)),
  );
  const known = new Set(first.map(({ subject }) => podSpecText(subject)));
  const others = subjects.filter(
    (subject) => heldOut.has(repositoryOf(subject.file)) && !known.has(podSpecText(subject)),
  );
  return draw(others, catalog, FRESH).map((subject) => ({ subject, part: "fresh" }));
}

function draw(
  subjects: readonly Subject[],
  catalog: Catalog,
  { seed, perRepository, quotas }: Plan,
): readonly Subject[] {
  const drawn: Subject[] = [];
  const taken = new Map<string, number>();
  const seen = new Set<string>();
  for (const subject of byChance(seed, subjects, subjectId)) {
    const { workload, file } = subject;
    const asks = mayHaveAccelerator(workload, { catalog, surroundings: surroundingsOf([]) });
    const stratum = `${workload.kind.class}${asks ? "+gpu" : ""}`;
    const ofRepository = `${stratum} ${repositoryOf(file)}`;
    const text = podSpecText(subject);
    if (seen.has(text) || (taken.get(stratum) ?? 0) >= (quotas[stratum] ?? 0)) continue;
    if ((taken.get(ofRepository) ?? 0) >= perRepository) continue;
    for (const key of [stratum, ofRepository]) taken.set(key, (taken.get(key) ?? 0) + 1);
    seen.add(text);
    drawn.push(subject);
  }
  return drawn;
}

function podSpecText({ workload }: Subject): string {
  const { span } = workload.podSpec;
  return workload.object.source.text.slice(span.start, span.end);
}

/** Whole repositories go to one half or the other, so that no author's habits are in both. */
function splitByRepository(drawn: readonly Subject[]): ReadonlyMap<string, Part> {
  const sizes = new Map<string, number>();
  for (const { file } of drawn) sizes.set(repositoryOf(file), (sizes.get(repositoryOf(file)) ?? 0) + 1);
  const halves = new Map<string, Part>();
  let surplus = 0;
  for (const [repository, size] of byChance(FIRST.seed, [...sizes], ([name]) => name)) {
    halves.set(repository, surplus <= 0 ? "tuning" : "held-out");
    surplus += surplus <= 0 ? size : -size;
  }
  return halves;
}

/** `dev/owner+repo/path` → `owner+repo`. */
export function repositoryOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function byChance<T>(seed: string, list: readonly T[], name: (one: T) => string): readonly T[] {
  return list
    .map((one) => ({
      one,
      rank: createHash("sha256")
        .update(`${seed} ${name(one)}`)
        .digest("hex"),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ one }) => one);
}
