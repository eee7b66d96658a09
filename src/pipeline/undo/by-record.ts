import type { Catalog } from "../../gpu/types.ts";
import type { KubeObject } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import { isRefusal } from "../../kernel/diagnostic.ts";
import { readRestore } from "../../patch/shared/restore-annotation.ts";
import { decideUndo, hasRecord } from "../../patch/undo/decide-undo.ts";
import { type Trace, traceOfObject, tracesIn } from "../../patch/undo/traces.ts";
import { surroundingsOf } from "../../workload/surroundings.ts";
import { changedObjects } from "../changed-objects.ts";
import { allObjects, type Decided, madeAmong, toldOf, workloadsAmong } from "../decide-all.ts";
import { sortDiagnostics } from "../diagnostics.ts";
import { loadFiles } from "../input/load.ts";
import type { ManifestInput } from "../input/manifest-input.ts";
import { markNothing } from "../kustomize/mark-parts.ts";
import type { PatchOutcome, PatchRequest } from "../outcome.ts";
import { filesRefused, markRefused, realizeFiles } from "../realize-files.ts";
import { readBack, settle } from "../settle.ts";
import { sortWork } from "../sort-work.ts";
import { outcomeOfWorkload } from "../workload-outcomes.ts";

/** What records prove, taken back. */
interface RecordOutcome {
  readonly outcome: PatchOutcome;
  /** Whether any workload has a record. */
  readonly proof: "record" | "none";
  /** What only looks like gpuify's: in all objects where there is no record, else in those of a training record. */
  readonly traces: readonly Trace[];
}

/**
 * Takes back what the records of the workloads prove. Objects of gpuify's go where they belong to such a workload.
 * @throws Bug when an edit does not verify.
 */
export function undoByRecord(
  inputs: readonly ManifestInput[],
  request: Pick<PatchRequest, "strict">,
  catalog: Catalog,
): RecordOutcome {
  // A Service that gpuify made may lie in any file.
  const files = loadFiles(inputs, request, () => true);
  const objects = allObjects(files);
  const { workloads } = workloadsAmong(objects);
  const decide = (all: readonly Workload[], around: readonly KubeObject[]): readonly Decided[] => {
    const context = { catalog, surroundings: surroundingsOf(around) };
    return all.filter(hasRecord).map((workload) => ({
      workload,
      decision: decideUndo({ workload, ...context }),
    }));
  };
  const decided = decide(workloads, objects);
  const sorted = sortWork(files, objects, decided);
  const realized = realizeFiles(files, sorted, request);
  const diagnostics = [...decided.flatMap(toldOf), ...realized.refusals];
  const refused = diagnostics.some(isRefusal);
  const settled =
    refused || realized.settled.size === 0 ? null : readBack(files, realized.settled, markNothing, workloads);
  if (settled !== null) settle(settled, decide);
  const touched = madeAmong(decided);
  const dropped = touched.flatMap(({ decision }) => decision.dropped);
  const surroundings = surroundingsOf(objects);
  return {
    outcome: {
      refused,
      files: markRefused(realized.files, filesRefused(diagnostics)),
      diagnostics: sortDiagnostics(diagnostics, files),
      workloads: decided.map((one) =>
        outcomeOfWorkload(one, realized.refused.has(one) ? "refused" : "carried-out"),
      ),
      passedThrough: objects.length - decided.length - new Set(dropped.map(({ id }) => id)).size,
      commands: dropped.map(({ command, reason }) => ({ command, reason })),
      partFiles: 0,
      unhandled: [],
      scopeProblem: null,
      changed: changedObjects(realized.settled, settled?.byDocument ?? new Map(), () => null),
      review: null,
    },
    proof: decided.length > 0 ? "record" : "none",
    traces:
      decided.length > 0
        ? // What bursty recorded is the whole of what it did; the training profile records workers and queue alone.
          decided.flatMap(({ workload }) =>
            workload.podSets.every((one) => readRestore(one).record === null)
              ? tracesIn({ workload, catalog, surroundings })
              : [],
          )
        : [
            ...workloads.flatMap((workload) => tracesIn({ workload, catalog, surroundings })),
            ...objects.flatMap(traceOfObject),
          ],
  };
}
