import type { Catalog } from "../gpu/types.ts";
import { workloadKind } from "../k8s/kinds.ts";
import { type KubeObject, objectTitle } from "../k8s/object.ts";

import { isRefusal } from "../kernel/diagnostic.ts";
import { chooseWorkloads, type Scope } from "../patch/selection/scope.ts";
import {
  unhandledDiagnostics,
  withoutRepeatedParts,
  withoutSkipped,
} from "../patch/selection/unhandled-objects.ts";
import { surroundingsOf } from "../workload/surroundings.ts";
import { unhandledAmong } from "../workload/unhandled-accelerators.ts";
import { assignAll, missingProfile, type RunSources, sourceDiagnostics, usageOf } from "./assign.ts";
import { changedObjects } from "./changed-objects.ts";
import { type Assigned, type Decided, decideAll, isChange, madeAmong, toldOf } from "./decide-all.ts";
import { sortDiagnostics } from "./diagnostics.ts";
import { isSkipped, type LoadedFile } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";
import { countPartFiles, isWorkloadPart } from "./kustomize/mark-parts.ts";
import { kustomizeDiagnostics } from "./kustomize-diagnostics.ts";
import { missingPodSpec } from "./missing-pod-spec.ts";
import type { PatchOutcome, PatchRequest, WorkloadOutcome } from "./outcome.ts";
import { patchPlaceholderDiagnostics } from "./placeholder-diagnostics.ts";
import { markRefused, realizeFiles } from "./realize-files.ts";
import { type ResolvedRun, resolveRun } from "./resolve-run.ts";
import { reviewOf } from "./review.ts";
import { readBack, settle } from "./settle.ts";
import { sortWork } from "./sort-work.ts";
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
  const { inputs, request, policyOf, kustomize, mark, files, objects, workloads, withoutPodSpec, resolved } =
    run;
  const others = objects.filter(({ apiVersion, kind }) => workloadKind(apiVersion, kind) === null);
  const unhandled =
    others.length === 0 ? [] : withoutRepeatedParts(withoutSkipped(unhandledAmong(others, catalog)));
  const context = { surroundings: surroundingsOf(objects), catalog };
  const scope = chooseWorkloads(resolved, searchedScope(request, files), context, {
    selectable: [...withoutPodSpec, ...objects.filter(isWorkloadPart)],
    unhandled,
    ...(lone === undefined ? {} : { lone }),
  });
  const missing = missingProfile(request, resolved, scope, inputs.map(policyOf));
  const isRefused = missing !== null && isRefusal(missing);
  const notes = missing === null ? scope.notes : [missing];
  const problem =
    usageOf(request, inputs, resolved, { policyOf, catalog }) ??
    scope.problem ??
    (isRefused ? missing : null);
  const { assigned, diagnostics: recognized } = assignAll(
    problem === null ? scope.chosen : [],
    resolved,
    context,
    recognize,
  );
  const live = request.liveFields === undefined ? {} : { liveFields: request.liveFields };
  const decided = decideAll(assigned, { ...context, ...live });
  const sorted = sortWork(files, objects, decided);
  const realized = realizeFiles(files, sorted, request);
  const partFiles = countPartFiles(files);
  const diagnostics = [
    ...(realized.refusals.length === 0 && problem === null ? notes : []),
    ...sourceDiagnostics(resolved, scope),
    ...recognized,
    ...unusedFlags(request, assigned),
    ...decided.flatMap(toldOf),
    ...(withoutPodSpec.length === 0 ? [] : missingPodSpec(withoutPodSpec, request.scope)),
    ...(kustomize === null && partFiles === 0 ? [] : kustomizeDiagnostics(run, decided)),
    ...(unhandled.length === 0 ? [] : unhandledDiagnostics(unhandled)),
    ...realized.refusals,
    ...patchPlaceholderDiagnostics(decided),
  ];
  const refused = diagnostics.some(isRefusal);
  const settled =
    refused || realized.settled.size === 0 ? null : readBack(files, realized.settled, mark, workloads);
  if (settled !== null) {
    settle(settled, (_, all) => {
      const reassigned = assigned.flatMap(({ workload, settings }): Assigned[] => {
        const out = settled.afterOf.get(workload);
        return out === undefined ? [] : [{ workload: out, settings }];
      });
      return decideAll(reassigned, {
        catalog,
        surroundings: surroundingsOf(all),
        ...live,
        remarks: "unread",
      });
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
    changed: changedObjects(realized.settled, settled?.byDocument ?? new Map(), minorsNamed(assigned)),
    review: refused ? null : reviewOf(assigned, decided, objects, settled),
  };
}

/** What a selection means may be in what could not be read: then that is what is wrong. */
function searchedScope(request: PatchRequest, files: readonly LoadedFile[]): Scope {
  const isWhole = files.every((file) => file.problems.length === 0 || isSkipped(file, request));
  return isWhole ? request.scope : { ...request.scope, whenUnmatched: "accept" };
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
  const { line } = object.source.lines.position(object.root.span.start);
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
