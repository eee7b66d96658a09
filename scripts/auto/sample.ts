import { createHash } from "node:crypto";
import type { Catalog } from "../../src/gpu/types.ts";
import { hasAccelerator } from "../../src/patch/accelerators.ts";
import { type Subject, subjectId } from "./subjects.ts";

/** Which half of the labelled workloads: thresholds are chosen on one, and the other only measures. */
export type Half = "tuning" | "held-out";

/** The seed of the sample and of its halves. Never changed to please a figure. */
const SEED = "gpuify auto 1";

/** Of one repository and stratum at most so many, because examples of one author look alike. */
const PER_REPOSITORY = 4;

/** How many workloads of each stratum: the kind's class, with `+gpu` where an accelerator is asked for. */
const QUOTAS: Readonly<Record<string, number>> = {
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
};

/** The workloads to label, with their half: by chance, but the same in every run over the same corpus. */
export function drawSample(
  subjects: readonly Subject[],
  catalog: Catalog,
): readonly { readonly subject: Subject; readonly half: Half }[] {
  const drawn: Subject[] = [];
  const taken = new Map<string, number>();
  const seen = new Set<string>();
  for (const subject of byChance(subjects, subjectId)) {
    const { workload, file } = subject;
    const stratum = `${workload.kind.class}${hasAccelerator(workload, catalog) ? "+gpu" : ""}`;
    const ofRepository = `${stratum} ${repositoryOf(file)}`;
    const { span } = workload.podSpec;
    const text = workload.object.source.text.slice(span.start, span.end);
    if (seen.has(text) || (taken.get(stratum) ?? 0) >= (QUOTAS[stratum] ?? 0)) continue;
    if ((taken.get(ofRepository) ?? 0) >= PER_REPOSITORY) continue;
    for (const key of [stratum, ofRepository]) taken.set(key, (taken.get(key) ?? 0) + 1);
    seen.add(text);
    drawn.push(subject);
  }
  const halves = splitByRepository(drawn);
  return drawn.map((subject) => ({ subject, half: halves.get(repositoryOf(subject.file)) ?? "tuning" }));
}

/** Whole repositories go to one half or the other, so that no author's habits are in both. */
function splitByRepository(drawn: readonly Subject[]): ReadonlyMap<string, Half> {
  const sizes = new Map<string, number>();
  for (const { file } of drawn) sizes.set(repositoryOf(file), (sizes.get(repositoryOf(file)) ?? 0) + 1);
  const halves = new Map<string, Half>();
  let surplus = 0;
  for (const [repository, size] of byChance([...sizes], ([name]) => name)) {
    halves.set(repository, surplus <= 0 ? "tuning" : "held-out");
    surplus += surplus <= 0 ? size : -size;
  }
  return halves;
}

/** `dev/owner+repo/path` → `owner+repo`. */
export function repositoryOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function byChance<T>(list: readonly T[], name: (one: T) => string): readonly T[] {
  return list
    .map((one) => ({
      one,
      rank: createHash("sha256")
        .update(`${SEED} ${name(one)}`)
        .digest("hex"),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ one }) => one);
}
