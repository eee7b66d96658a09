import type { Advice } from "../../kernel/diagnostic.ts";
import { byProfile } from "../../profile/by-profile.ts";
import { isExplicit } from "../../profile/origin.ts";
import type { Settings } from "../../profile/settings.ts";
import type { Remembered } from "../profiles/gpu/allocation/counts.ts";
import type { RestoreRecord } from "../records/restore-record.ts";
import { after, type DecisionContext, inPodSet, type PodSetContext } from "../shared/context.ts";
import type { ReasonedOperation, Step } from "../shared/decision.ts";
import { readRestore, recordedElsewhere } from "../shared/restore-annotation.ts";
import { rememberedGpu, restoreOperations } from "./restore-fields.ts";

/** What a former `bursty` run had taken from a workload. */
interface Restored {
  /** Those to decide with: workers and queue come again. */
  readonly settings: Settings;
  /** What gives back; empty where nothing was recorded. */
  readonly operations: readonly ReasonedOperation[];
  readonly diagnostics: readonly Advice[];
  readonly remembered: Remembered | null;
  /** Size of the shared memory it had: empty for memory without a size, null where it had none. */
  readonly shm: string | null;
}

/** A workload with what a former `bursty` run had taken from it given back. */
interface BurstyUndone {
  readonly context: DecisionContext;
  readonly diagnostics: readonly Advice[];
  /** By role, what devices and containers are chosen by. */
  readonly devices: ReadonlyMap<string, Pick<Restored, "remembered" | "shm">>;
}

/** Gives back to each pod set in turn what its record holds; `mark` may change the operations that do so. */
export function undoBursty(
  start: DecisionContext,
  mark: (operations: readonly ReasonedOperation[]) => readonly ReasonedOperation[] = (operations) =>
    operations,
): BurstyUndone {
  const diagnostics: Advice[] = [...recordedElsewhere(start.workload)];
  const devices = new Map<string, Restored>();
  let context = start;
  for (const { role } of start.workload.podSets) {
    const restored = restoredFrom(inPodSet(context, role));
    context = { ...after(context, mark(restored.operations)), settings: restored.settings };
    devices.set(role, restored);
    diagnostics.push(...restored.diagnostics);
  }
  return { context, diagnostics, devices };
}

/** Reads the annotation `gpuify.dev/restore` and gives back what the user did not decide anew. */
function restoredFrom(context: PodSetContext): Restored {
  const { podSet, catalog } = context;
  const { record, diagnostics } = readRestore(podSet);
  // One annotation records all pod sets: that it cannot be read is told once.
  const isFirst = context.workload.podSets[0].role === podSet.role;
  if (record === null)
    return {
      settings: context.settings,
      operations: [],
      diagnostics: isFirst ? diagnostics : [],
      remembered: null,
      shm: null,
    };
  const remembered = rememberedGpu(record, catalog);
  const restoration = restoreOperations(context, record, stepsToRestore(context, record, remembered));
  return {
    settings: settingsAgain(context, record),
    operations: restoration.operations,
    diagnostics: [...diagnostics, ...restoration.diagnostics],
    remembered,
    shm: restoration.shm,
  };
}

/** Workers and queue that another profile took out come again with `training`, unless somebody asks for others. */
function settingsAgain({ settings }: PodSetContext, { workers, onePerNode, queue }: RestoreRecord): Settings {
  const origin = byProfile(settings);
  if (settings.base !== "training") return settings;
  return {
    ...(workers === undefined ? {} : { workers: { value: workers, origin } }),
    ...(onePerNode === undefined ? {} : { onePerNode: { value: onePerNode, origin } }),
    ...(queue === undefined ? {} : { queue: { value: queue, origin } }),
    ...settings,
  };
}

/**
 * What chose the nodes comes back also for another model or vendor: the profile replaces what fights those, as it does
 * in a manifest that never went to CPUs, and the rest is the user's. Resources are asked for anew in another container,
 * or in place of a claim.
 */
function stepsToRestore(
  { settings }: PodSetContext,
  record: RestoreRecord,
  remembered: Remembered | null,
): readonly Step[] {
  const isReplaced = isExplicit(settings.model) || isExplicit(settings.vendor) || isExplicit(settings.mig);
  const moves =
    isExplicit(settings.container) &&
    remembered !== null &&
    settings.container?.value !== remembered.container;
  const steps: Step[] = ["placement", "runtime", "lifecycle", "scale"];
  if (!moves && !(isReplaced && record.claims !== undefined)) steps.push("resources");
  return steps;
}
