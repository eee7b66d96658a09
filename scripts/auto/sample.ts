import { createHash } from "node:crypto";
import type { Catalog } from "../../src/gpu/types.ts";
import { leadPodSet, type PodSet } from "../../src/k8s/workload.ts";
import { mayHaveAccelerator } from "../../src/workload/accelerators.ts";
import { annotatedShare } from "../../src/workload/share-annotations.ts";
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
  /** How many workloads of each stratum: its kind, with `+gpu` where an accelerator is asked for. */
  readonly quotas: Readonly<Record<string, number>>;
}

const FIRST: Plan = {
  seed: "gpuify auto 1",
  perRepository: 4,
  quotas: {
    "Deployment+gpu": 40,
    "Job+gpu": 30,
    "Pod+gpu": 24,
    "StatefulSet+gpu": 2,
    "CronJob+gpu": 2,
    "DaemonSet+gpu": 2,
    Deployment: 44,
    Job: 18,
    Pod: 16,
    StatefulSet: 12,
    ReplicaSet: 8,
    DaemonSet: 8,
    CronJob: 8,
  },
};

/** More of the kinds that are answered, so that precision stands on more answers. */
const FRESH: Plan = {
  seed: "gpuify auto 2",
  perRepository: 8,
  quotas: {
    "Deployment+gpu": 36,
    "Job+gpu": 24,
    "Pod+gpu": 10,
    Deployment: 60,
    Job: 8,
    Pod: 6,
    StatefulSet: 6,
    ReplicaSet: 6,
    CronJob: 4,
  },
};

/** Kinds that are drawn as another. */
const SAME: Readonly<Record<string, string>> = { ReplicationController: "ReplicaSet" };

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
    const asks = asksByField(leadPodSet(workload), catalog);
    const stratum = `${SAME[workload.kind.kind] ?? workload.kind.kind}${asks ? "+gpu" : ""}`;
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

/** By resource or claim: shares by annotation were not known when the sample was drawn, and it stays what it was. */
function asksByField(podSet: PodSet, catalog: Catalog): boolean {
  const knowledge = { catalog, surroundings: surroundingsOf([]) };
  return annotatedShare(podSet) === null && mayHaveAccelerator(podSet, knowledge);
}

function podSpecText({ workload }: Subject): string {
  const { span } = leadPodSet(workload).podSpec;
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
