import type { Catalog } from "../gpu/types.ts";
import { workloadKind } from "../k8s/kinds.ts";
import { type KubeObject, objectsIn, objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import { isRefusal } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import { chooseWorkloads, type Scope } from "../patch/scope.ts";
import { unhandledNotes, withoutRepeatedParts, withoutSkipped } from "../patch/unhandled-objects.ts";
import { unhandledAmong } from "../workload/unhandled-accelerators.ts";
import type { Source } from "../yaml/source.ts";
import type { YamlDocument } from "../yaml/tree.ts";
import { assignAll, type RunSources, sourceDiagnostics, unsaidProblem, usageOf } from "./assign.ts";
import { changedObjects } from "./changed-objects.ts";
import {
  type Assigned,
  assertSettled,
  type Decided,
  decideAll,
  isChange,
  madeAmong,
  toldOf,
  workloadsAmong,
} from "./decide-all.ts";
import { sortDiagnostics } from "./diagnostics.ts";
import { hollowDiagnostics } from "./hollow.ts";
import type { MarkObjects } from "./kustomize/mark-parts.ts";
import { countPartFiles, isWorkloadPart } from "./kustomize/part-files.ts";
import { kustomizeNotes } from "./kustomize/part-notes.ts";
import { isSkipped, type LoadedFile } from "./load.ts";
import type { ManifestInput, PatchOutcome, PatchRequest, WorkloadOutcome } from "./outcome.ts";
import { patchPlaceholderNotes } from "./placeholder-notes.ts";
import { planWork } from "./plan-work.ts";
import { markRefused, type Realized, realizeFiles } from "./realize-files.ts";
import { type ResolvedRun, resolveRun } from "./resolve-run.ts";
import { unhandledOutcomes } from "./unhandled-outcomes.ts";
import { unusedFlags } from "./unused-flags.ts";

/**
 * Patches manifests: bytes in, texts, changes and diagnostics out. Pure: same input, same output.
 * What is wrong with the manifests comes back as diagnostics; an `error` among them means that nothing may be
 * written.
 * @throws Bug when an edit does not verify, or when deciding again on the result would change it again.
 */
export function patchManifests(
  inputs: readonly ManifestInput[],
  request: PatchRequest,
  catalog: Catalog,
  { policyOf = () => null, recognize, lone, kustomize = null }: RunSources = {},
): PatchOutcome {
  return decideRun(resolveRun(inputs, request, { policyOf, kustomize }), catalog, {
    ...(recognize !== undefined && { recognize }),
    ...(lone !== undefined && { lone }),
  });
}

/**
 * The second half of `patchManifests`: decides a run that was read, and edits. The catalog has to have, and `recognize` to
 * be, what `neededParts` names.
 */
export function decideRun(
  run: ResolvedRun,
  catalog: Catalog,
  { recognize, lone }: Pick<RunSources, "recognize" | "lone"> = {},
): PatchOutcome {
  const { inputs, request, policyOf, kustomize, mark, files, objects, workloads, hollow, resolved } = run;
  const others = objects.filter(({ apiVersion, kind }) => workloadKind(apiVersion, kind) === null);
  const unhandled =
    others.length === 0 ? [] : withoutRepeatedParts(withoutSkipped(unhandledAmong(others, catalog)));
  const context = { surroundings: { objects }, catalog };
  const scope = chooseWorkloads(resolved, searchedScope(request, files), context, {
    hollow: [...hollow, ...objects.filter(isWorkloadPart)],
    unhandled,
    ...(lone === undefined ? {} : { lone }),
  });
  const unsaid = unsaidProblem(request, resolved, scope, inputs.map(policyOf));
  const isUnsaid = unsaid !== null && isRefusal(unsaid);
  const notes = unsaid === null ? scope.notes : [unsaid];
  const problem =
    usageOf(request, inputs, resolved, { policyOf, catalog }) ?? scope.problem ?? (isUnsaid ? unsaid : null);
  const { assigned, diagnostics: recognized } = assignAll(
    problem === null ? scope.chosen : [],
    resolved,
    context,
    recognize,
  );
  const live = request.liveFields === undefined ? {} : { liveFields: request.liveFields };
  const decided = decideAll(assigned, { ...context, ...live });
  const plan = planWork(files, objects, decided);
  const realized = realizeFiles(files, plan, request);
  const partFiles = countPartFiles(files);
  const diagnostics = [
    ...(realized.refusals.length === 0 && problem === null ? notes : []),
    ...sourceDiagnostics(resolved, scope),
    ...recognized,
    ...unusedFlags(request, assigned),
    ...decided.flatMap(toldOf),
    ...hollowDiagnostics(hollow, request.scope),
    ...(kustomize === null && partFiles === 0 ? [] : kustomizeNotes(run, decided)),
    ...(unhandled.length === 0 ? [] : unhandledNotes(unhandled)),
    ...realized.refusals,
    ...patchPlaceholderNotes(decided),
  ];
  const refused = diagnostics.some(isRefusal);
  let again: ReadonlyMap<YamlDocument, readonly KubeObject[]> = new Map();
  if (!refused && realized.settled.size > 0) {
    const settingsOf = new Map(assigned.map(({ workload, settings }) => [workload, settings]));
    again = settle(files, realized.settled, mark, (out, all) => {
      if (out.length !== workloads.length)
        throw new Bug(`${workloads.length} workloads went in and ${out.length} came out`);
      const reassigned = out.flatMap((workload, index): Assigned[] => {
        const settings = settingsOf.get(workloads[index] as Workload);
        return settings === undefined ? [] : [{ workload, settings }];
      });
      return decideAll(reassigned, { catalog, surroundings: { objects: all }, ...live });
    });
  }
  const touched = madeAmong(decided);
  const alsoTouched = new Set(
    touched.flatMap(({ decision }) => [...decision.dropped, ...decision.sideEdits].map(({ id }) => id)),
  );
  return {
    files: markRefused(realized.files, diagnostics),
    refused,
    diagnostics: sortDiagnostics(diagnostics, files),
    workloads: decided.map((one) => outcomeOfWorkload(one, realized.refused.has(one))),
    unhandled: unhandled.length === 0 ? [] : unhandledOutcomes(unhandled),
    passedThrough:
      objects.length - decided.length - alsoTouched.size + sum(files.map(({ unread }) => unread)),
    partFiles,
    commands: touched.flatMap(({ decision }) =>
      decision.dropped.map(({ command, reason }) => ({ command, reason })),
    ),
    scopeProblem: problem,
    unjudged: scope.unjudged,
    changed: changedObjects(realized.settled, again, minorsNamed(assigned)),
  };
}

/** What a selection means may be in what could not be read: then that is what is wrong. */
function searchedScope(request: PatchRequest, files: readonly LoadedFile[]): Scope {
  const isWhole = files.every((file) => file.problems.length === 0 || isSkipped(file, request));
  return isWhole ? request.scope : { ...request.scope, whenUnmatched: "accept" };
}

/**
 * Decides once more on the documents as they were read back: nothing may be left to do. Gives their objects.
 * @throws Bug otherwise.
 */
export function settle(
  files: readonly LoadedFile[],
  settled: Realized["settled"],
  mark: MarkObjects,
  decideOn: (workloads: readonly Workload[], objects: readonly KubeObject[]) => readonly Decided[],
): ReadonlyMap<YamlDocument, readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  const byDocument = new Map<YamlDocument, readonly KubeObject[]>();
  for (const file of files)
    for (const loaded of file.documents) {
      const untouched = { source: file.source as Source, document: loaded.document };
      for (const { source, document } of settled.get(loaded) ?? [untouched]) {
        const own = mark(objectsIn(source, document, objects.length), file);
        byDocument.set(document, own);
        objects.push(...own);
      }
    }
  assertSettled(decideOn(workloadsAmong(objects).workloads, objects));
  return byDocument;
}

/** The version that a flag or a config names for a workload. */
function minorsNamed(assigned: readonly Assigned[]): (object: KubeObject) => number | null {
  const minors = new Map(
    assigned.map(({ workload: { object }, settings: { kubernetesMinor } }) => [
      object,
      kubernetesMinor.origin.kind === "default" ? null : kubernetesMinor.value,
    ]),
  );
  return (object) => minors.get(object) ?? null;
}

/** What is told of a workload for which something was decided. */
export function outcomeOfWorkload({ workload, decision }: Decided, isEditRefused: boolean): WorkloadOutcome {
  const { object } = workload;
  const { line } = object.source.lines().position(object.root.span.start);
  const place = { file: object.source.name, object: objectTitle(object), namespace: object.namespace, line };
  if (decision.kind === "refused")
    return {
      ...place,
      status: "refused",
      gpus: { before: 0, after: 0, peakAfter: null },
      peak: null,
      notes: [],
    };
  const { gpus, peak, vendor, notes } = decision;
  return {
    ...place,
    status: isEditRefused ? "refused" : isChange(decision) ? "patched" : "unchanged",
    ...(vendor !== undefined && { vendor }),
    gpus,
    peak,
    notes: notes.map(({ value, reason }) => `${reason}: ${value}`),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
