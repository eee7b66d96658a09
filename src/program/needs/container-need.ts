import type { ContainerView } from "../../k8s/pod-set.ts";
import { memoized } from "../../kernel/memoized.ts";
import type { GpuNeed, PodGroup, ProgramRun } from "./need.ts";
import { exactly, SILENT, undecided } from "./numbers.ts";
import { programRuns } from "./program-runs.ts";

/** What the programs of a container ask of GPUs, all together. */
export interface ContainerNeed {
  readonly need: GpuNeed;
  /** The known programs that say something about GPUs; empty where none does. */
  readonly runs: readonly ProgramRun[];
}

/**
 * How many GPUs the programs of a container ask for. Several that run at a time add up; of those that run one after the
 * other the largest counts; what runs in one branch of several, or once for each round of a loop, is left undecided
 * where the branches differ.
 */
export const needOf = memoized(readNeed);

function readNeed(container: ContainerView, group: PodGroup): ContainerNeed {
  const runs = programRuns(container, group).filter(({ need }) => need.kind !== "silent");
  const { perPod } = group;
  if (perPod !== undefined && runs.length > 0) return { need: exactly(perPod, []), runs };
  return { need: together(runs), runs };
}

function together(runs: readonly ProgramRun[]): GpuNeed {
  const [first, ...others] = runs;
  if (first === undefined) return SILENT;
  if (others.length === 0 && !isMany(first)) return first.need;
  const open = runs.map(({ need }) => need).find(({ kind }) => kind !== "exactly");
  if (open !== undefined) return open;
  if (runs.some(isMany)) return undecided("it is started in a loop");
  const counts = new Set(runs.map(countOf));
  if (runs.some(({ started }) => started.isConditional))
    return counts.size === 1
      ? first.need
      : undecided("branches of the script start it with different numbers of GPUs");
  return atOnce(runs);
}

/** The most that run at a time: those that were sent to the background, and the one that the script waits for. */
function atOnce(runs: readonly ProgramRun[]): GpuNeed {
  let beside = 0;
  let most = 0;
  for (const run of runs) {
    most = Math.max(most, beside + countOf(run));
    if (run.started.isBackground) beside += countOf(run);
  }
  const said = runs.flatMap(({ need }) => (need.kind === "exactly" ? need.said : []));
  return exactly(most, said);
}

function countOf({ need }: ProgramRun): number {
  return need.kind === "exactly" ? need.count : 0;
}

function isMany({ started }: ProgramRun): boolean {
  return started.isRepeated && started.isBackground;
}
