import type { Catalog } from "../gpu/types.ts";
import { kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { isRefusal } from "../kernel/diagnostic.ts";
import { chooseWorkloads, type Scope } from "../patch/selection/scope.ts";
import {
  unhandledDiagnostics,
  withoutRepeatedParts,
  withoutSkipped,
} from "../patch/selection/unhandled-objects.ts";
import { surroundingsOf } from "../workload/surroundings.ts";
import { unhandledAmong } from "../workload/unhandled-accelerators.ts";
import {
  assignAll,
  missingProfile,
  type RunSources,
  refusedAmong,
  sourceDiagnostics,
  usageOf,
} from "./assign.ts";
import { changedObjects } from "./changed-objects.ts";
import { type Assigned, type Decided, decideAll, madeAmong, toldOf } from "./decide-all.ts";
import { sortDiagnostics } from "./diagnostics.ts";
import { isSkipped, type LoadedFile } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";
import { type Carried, carryOutPart, withoutWithheld } from "./keep-going.ts";
import { countPartFiles, isWorkloadPart } from "./kustomize/mark-parts.ts";
import { kustomizeDiagnostics } from "./kustomize-diagnostics.ts";
import { missingPodSpec } from "./missing-pod-spec.ts";
import type { PatchOutcome, PatchRequest } from "./outcome.ts";
import { patchPlaceholderDiagnostics } from "./placeholder-diagnostics.ts";
import { filesRefused, markRefused, realizeFiles } from "./realize-files.ts";
import { type ResolvedRun, resolveRun } from "./resolve-run.ts";
import { reviewOf } from "./review.ts";
import { readBack, settle } from "./settle.ts";
import { sortWork } from "./sort-work.ts";
import { unhandledOutcomes } from "./unhandled-outcomes.ts";
import { unusedFlags } from "./unused-flags.ts";
import { countPassedThrough, workloadOutcomes } from "./workload-outcomes.ts";

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
  { policyOf = () => null, kustomize = null, ...sources }: RunSources = {},
): PatchOutcome {
  return decideRun(resolveRun(inputs, request, { policyOf, kustomize }), catalog, sources);
}

/**
 * The second half of `patchManifests`: decides a run that was read, and edits. The catalog has to have, and `recognize` to
 * be, what `neededParts` names.
 */
export function decideRun(
  run: ResolvedRun,
  catalog: Catalog,
  { recognize, lone, chooseGpu }: Pick<RunSources, "recognize" | "lone" | "chooseGpu"> = {},
): PatchOutcome {
  const { inputs, request, policyOf, kustomize, mark, files, objects, workloads, withoutPodSpec, resolved } =
    run;
  const others = objects.filter((object) => kindOf(object) === null);
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
  const chosen = problem === null ? scope.chosen : [];
  const sources = { ...context, recognize };
  const { assigned: all, diagnostics: recognized, unsettled } = assignAll(chosen, resolved, request, sources);
  const live = request.liveFields === undefined ? {} : { liveFields: request.liveFields };
  const choice = chooseGpu === undefined ? {} : { chooseGpu };
  const allDecided = decideAll(all, { ...context, ...live, ...choice });
  const partFiles = countPartFiles(files);
  const told = [
    ...sourceDiagnostics(resolved, scope),
    ...recognized,
    ...unusedFlags(request, all),
    ...allDecided.flatMap(toldOf),
    ...(withoutPodSpec.length === 0 ? [] : missingPodSpec(withoutPodSpec, request.scope)),
    ...(kustomize === null && partFiles === 0 ? [] : kustomizeDiagnostics(run, allDecided)),
    ...(unhandled.length === 0 ? [] : unhandledDiagnostics(unhandled)),
    ...patchPlaceholderDiagnostics(allDecided),
  ];
  const keepsGoing = request.keepGoing === true && problem === null;
  const carried = keepsGoing
    ? carryOutPart(run, allDecided, told.filter(isRefusal))
    : carryOut(run, allDecided);
  const { decided, realized, withheld } = carried;
  const mayNote = problem === null && (keepsGoing || realized.refusals.length === 0);
  const whole = [...(mayNote ? notes : []), ...told, ...realized.refusals];
  const diagnostics = keepsGoing ? withoutWithheld(whole, withheld) : whole;
  const refused = diagnostics.some((one) => isRefusal(one) && !(keepsGoing && one.location !== undefined));
  const kept = new Set(decided.map(({ workload }) => workload));
  const assigned = all.filter(({ workload }) => kept.has(workload));
  const settled =
    refused || realized.settled.size === 0 ? null : readBack(files, realized.settled, mark, workloads);
  if (settled !== null) {
    settle(settled, (_, objects) => {
      const reassigned = assigned.flatMap(({ workload, settings }): Assigned[] => {
        const out = settled.afterOf.get(workload);
        return out === undefined ? [] : [{ workload: out, settings }];
      });
      return decideAll(reassigned, {
        catalog,
        surroundings: surroundingsOf(objects),
        ...live,
        ...choice,
        remarks: "unread",
      });
    });
  }
  const touched = madeAmong(decided);
  const outcomes = workloadOutcomes(allDecided, [...unsettled, ...refusedAmong(resolved, scope)], carried);
  return {
    files: markRefused(realized.files, new Set([...filesRefused(diagnostics), ...withheld])),
    refused,
    diagnostics: sortDiagnostics(diagnostics, files),
    workloads: outcomes,
    unhandled: unhandled.length === 0 ? [] : unhandledOutcomes(unhandled),
    passedThrough: countPassedThrough(run, touched, outcomes, withheld),
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

/** All or nothing: what is refused shows in the answer. */
function carryOut({ files, objects, request }: ResolvedRun, decided: readonly Decided[]): Carried {
  const realized = realizeFiles(files, sortWork(files, objects, decided), request);
  return { decided, realized, withheld: new Set() };
}

/** What a selection means may be in what could not be read: then that is what is wrong. */
function searchedScope(request: PatchRequest, files: readonly LoadedFile[]): Scope {
  const isWhole = files.every((file) => file.problems.length === 0 || isSkipped(file, request));
  if (isWhole) return request.scope;
  return { ...request.scope, whenUnmatched: "accept", isPartlyUnread: request.keepGoing === true };
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
