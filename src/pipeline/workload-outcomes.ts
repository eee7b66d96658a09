import { objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Unsettled } from "./assign.ts";
import { type Decided, isChange, type Made } from "./decide-all.ts";
import type { Carried } from "./keep-going.ts";
import type { PatchOutcome, WorkloadOutcome } from "./outcome.ts";
import type { ResolvedRun } from "./resolve-run.ts";

/** What became of each workload that the run was for, in the order of the input. */
export function workloadOutcomes(
  decided: readonly Decided[],
  unsettled: readonly Unsettled[],
  { realized, withheld }: Pick<Carried, "realized" | "withheld">,
): readonly WorkloadOutcome[] {
  const isRefused = (one: Decided) =>
    realized.refused.has(one) || withheld.has(one.workload.object.source.name);
  const outcomes = decided.map((one) => ({
    id: one.workload.object.id,
    outcome: outcomeOfWorkload(one, isRefused(one) ? "refused" : "carried-out"),
  }));
  if (unsettled.length === 0) return outcomes.map(({ outcome }) => outcome);
  const others = unsettled.map(({ workload, status }) => ({
    id: workload.object.id,
    outcome: leftOutcome(workload, withheld.has(workload.object.source.name) ? "refused" : status),
  }));
  return [...outcomes, ...others].sort((a, b) => a.id - b.id).map(({ outcome }) => outcome);
}

/** Objects of the files that may change which nothing is told of; a document that was not read counts as one. */
export function countPassedThrough(
  { files, objects }: Pick<ResolvedRun, "files" | "objects">,
  touched: readonly Made[],
  outcomes: PatchOutcome["workloads"],
  withheld: ReadonlySet<string>,
): number {
  const isOpen = (name: string) => !withheld.has(name);
  const alsoTouched = new Set(
    touched.flatMap(({ decision }) => [...decision.dropped, ...decision.sideEdits].map(({ id }) => id)),
  );
  const told = outcomes.filter(({ file }) => isOpen(file)).length + alsoTouched.size;
  const unread = files.filter(({ input }) => isOpen(input.name)).reduce((sum, file) => sum + file.unread, 0);
  return objects.filter(({ source }) => isOpen(source.name)).length - told + unread;
}

/** What is told of a workload for which something was decided; `refused` where that was not carried out. */
export function outcomeOfWorkload(
  { workload, decision }: Decided,
  work: "carried-out" | "refused",
): WorkloadOutcome {
  if (decision.kind === "refused") return leftOutcome(workload, "refused");
  const { gpus, peak, vendor, notes } = decision;
  return {
    ...placeOf(workload),
    status: work === "refused" ? "refused" : isChange(decision) ? "patched" : "unchanged",
    ...(vendor !== undefined && { vendor }),
    gpus,
    peak,
    notes: notes.map(({ value, reason }) => `${reason}: ${value}`),
  };
}

/** A workload that stays as it is, and whose devices nobody counted. */
function leftOutcome(workload: Workload, status: "undecided" | "refused"): WorkloadOutcome {
  const gpus = { before: 0, after: 0, peakAfter: null };
  return { ...placeOf(workload), status, gpus, peak: null, notes: [] };
}

function placeOf({ object }: Workload): Pick<WorkloadOutcome, "file" | "object" | "namespace" | "line"> {
  const { line } = object.source.lines.position(object.root.span.start);
  return { file: object.source.name, object: objectTitle(object), namespace: object.namespace, line };
}
