import { applyEdits, type TextEdit } from "../edit/text-edit.ts";
import type { Catalog } from "../gpu/types.ts";
import { type KubeObject, objectsIn, objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import type { Intent } from "../patch/intent.ts";
import { chooseWorkloads } from "../patch/scope.ts";
import { findProfile } from "../profile/built-in.ts";
import { settingsFor } from "../profile/settings-from-flags.ts";
import { locate, type Source } from "../yaml/source.ts";
import { formatPath } from "../yaml/tree.ts";
import { applyToDocument, type DocumentWork, type SettledDocument } from "./apply.ts";
import { changeOf, objectChange } from "./changes.ts";
import {
  allObjects,
  assertSettled,
  type Decided,
  decideAll,
  isRefused,
  workloadsAmong,
} from "./decide-all.ts";
import { sortDiagnostics } from "./diagnostics.ts";
import { hollowDiagnostics } from "./hollow.ts";
import { type LoadedDocument, type LoadedFile, loadFiles } from "./load.ts";
import type {
  Change,
  FileOutcome,
  ManifestInput,
  PatchOutcome,
  PatchRequest,
  WorkloadOutcome,
} from "./outcome.ts";

/** What an operation belongs to: the workload it was decided for, and the object and intent it edits. */
interface Owner {
  readonly decided: Decided;
  readonly object: KubeObject;
  readonly intent: Intent;
}

type Work = DocumentWork<Owner>;

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
): PatchOutcome {
  const profile = findProfile(request.profile);
  if (!profile.ok) throw new Bug(`the profile ${request.profile} was not checked`);
  const settings = settingsFor(profile.profile, request.flags);
  const files = loadFiles(inputs);
  const objects = allObjects(files);
  const { workloads, hollow } = workloadsAmong(objects);
  const scope = chooseWorkloads(workloads, request.scope, settings, catalog);
  const decided = scope.problem === null ? decideAll(scope.chosen, settings, catalog, { objects }) : [];
  const plan = planWork(files, objects, decided);
  const outcome = realizeFiles(files, plan, request);
  const diagnostics = [
    ...scope.notes,
    ...decided.flatMap(({ decision }) => decision.diagnostics),
    ...hollowDiagnostics(hollow, request.scope),
    ...outcome.diagnostics,
  ];
  const changed = outcome.files;
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  if (!hasErrors && plan.settled.size > 0) {
    const isChosen = new Set(scope.chosen);
    settle(files, plan, (again, all) => {
      if (again.length !== workloads.length)
        throw new Bug(`${workloads.length} workloads went in and ${again.length} came out`);
      const rechosen = again.filter((_, index) => isChosen.has(workloads[index] as Workload));
      return decideAll(rechosen, settings, catalog, { objects: all });
    });
  }
  const touched = decided.filter(({ decision }) => !isRefused(decision));
  return {
    files: changed.map((file) => markRefused(file, diagnostics)),
    diagnostics: sortDiagnostics(diagnostics, files),
    workloads: decided.map((one) => workloadOutcome(one, plan.refused.has(one))),
    passedThrough: objects.length - decided.length,
    commands: touched.flatMap(({ decision }) =>
      decision.dropped.map(({ command, reason }) => ({ command, reason })),
    ),
    scopeProblem: scope.problem,
  };
}

interface Plan {
  readonly work: ReadonlyMap<LoadedDocument, Work>;
  readonly changes: ReadonlyMap<LoadedFile, Change[]>;
  /** Decisions that an edit refusal undid; filled while realising. */
  readonly refused: Set<Decided>;
  /** Documents as they were read back after their edits; filled while realising. */
  readonly settled: Map<LoadedDocument, readonly SettledDocument[]>;
}

/** Sorts what was decided by document. */
function planWork(
  files: readonly LoadedFile[],
  objects: readonly KubeObject[],
  decided: readonly Decided[],
): Plan {
  const places = new Map<KubeObject, { file: LoadedFile; loaded: LoadedDocument }>();
  for (const file of files)
    for (const loaded of file.documents)
      for (const object of loaded.objects) places.set(object, { file, loaded });
  const work = new Map<LoadedDocument, Work>();
  const changes = new Map<LoadedFile, Change[]>();
  const workOn = (object: KubeObject): { work: Work; changes: Change[] } => {
    const place = places.get(object);
    if (place === undefined) throw new Bug(`no document holds ${objectTitle(object)}`);
    const own = work.get(place.loaded) ?? {
      loaded: place.loaded,
      operations: [],
      generated: [],
      dropped: false,
    };
    work.set(place.loaded, own);
    const list = changes.get(place.file) ?? [];
    changes.set(place.file, list);
    return { work: own, changes: list };
  };
  const edit = (one: Decided, object: KubeObject, intents: readonly Intent[]): void => {
    if (intents.length === 0) return;
    const target = workOn(object);
    for (const intent of intents) {
      target.work.operations.push({
        base: object.base,
        operation: intent,
        owner: { decided: one, object, intent },
      });
      target.changes.push(changeOf(object, intent));
    }
  };
  for (const one of decided) {
    const { workload, decision } = one;
    if (isRefused(decision)) continue;
    edit(one, workload.object, decision.intents);
    for (const { id, intents } of decision.sideEdits) edit(one, objectById(objects, id), intents);
    for (const generated of decision.generated) {
      const target = workOn(workload.object);
      target.work.generated.push(generated);
      const { reason, origin, step, object } = generated;
      const title = `${String(object.kind)}/${String((object.metadata as { name?: string } | undefined)?.name ?? "")}`;
      target.changes.push(
        objectChange(workload.object, { op: "add-object", step, reason, origin, newValue: object, title }),
      );
    }
    for (const { id, reason } of decision.dropped) {
      const object = objectById(objects, id);
      const target = workOn(object);
      target.changes.push(
        objectChange(object, {
          op: "remove-object",
          step: "scale",
          reason,
          origin: { kind: "default" },
          newValue: null,
          title: objectTitle(object),
        }),
      );
      if (object.base.length === 0) target.work.dropped = true;
      else {
        const intent: Intent = {
          op: "remove",
          path: object.base,
          step: "scale",
          reason,
          origin: { kind: "default" },
        };
        target.work.operations.push({ base: [], operation: intent, owner: { decided: one, object, intent } });
      }
    }
  }
  return { work, changes, refused: new Set(), settled: new Map() };
}

function objectById(objects: readonly KubeObject[], id: number): KubeObject {
  const object = objects[id];
  if (object === undefined) throw new Bug(`no object has the id ${id}`);
  return object;
}

function realizeFiles(
  files: readonly LoadedFile[],
  plan: Plan,
  request: PatchRequest,
): { files: FileOutcome[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const outcomes = files.map((file): FileOutcome => {
    const skipped = file.problems.length > 0 && !file.input.named && !request.strict;
    if (!skipped) diagnostics.push(...file.problems);
    const edits: TextEdit[] = [];
    const generated: Work["generated"][number]["object"][] = [];
    for (const loaded of file.documents) {
      const work = plan.work.get(loaded);
      if (work === undefined || skipped) continue;
      const result = applyToDocument(file, work);
      if (!result.ok) {
        plan.refused.add(result.owner.decided);
        diagnostics.push(refusalDiagnostic(result.owner, result.refusal));
        continue;
      }
      plan.settled.set(loaded, result.settled);
      edits.push(...result.edits);
      generated.push(...work.generated.map(({ object }) => object));
    }
    return fileOutcome(file, edits, generated, plan.changes.get(file) ?? [], skipped);
  });
  return { files: outcomes, diagnostics };
}

function fileOutcome(
  file: LoadedFile,
  edits: readonly TextEdit[],
  generated: FileOutcome["generated"],
  changes: readonly Change[],
  isSkipped: boolean,
): FileOutcome {
  const { source, input } = file;
  const text = source === null ? "" : applyEdits(source.text, edits);
  const status = isSkipped ? "skipped" : source !== null && text !== source.text ? "changed" : "unchanged";
  return {
    name: input.name,
    named: input.named,
    status,
    source,
    text,
    edits,
    changes: isSkipped ? [] : changes,
    hasObjects: file.hasObjects,
    json: file.json,
    generated,
  };
}

/** A file that an error names was refused, whatever else happened in it. */
function markRefused(file: FileOutcome, diagnostics: readonly Diagnostic[]): FileOutcome {
  const isNamed = diagnostics.some(
    ({ severity, location }) => severity === "error" && location?.file === file.name,
  );
  return isNamed && file.status !== "skipped"
    ? { ...file, status: "refused", text: file.source?.text ?? "", edits: [], changes: [], generated: [] }
    : file;
}

function refusalDiagnostic(
  { object, intent }: Owner,
  refusal: Extract<ReturnType<typeof applyToDocument<Owner>>, { ok: false }>["refusal"],
): Diagnostic {
  const { source, document } = object;
  return {
    code: refusal.code,
    severity: "error",
    category: "edit",
    message: `${objectTitle(object)}: ${formatPath(intent.path)} cannot be edited: ${refusal.message}`,
    why: refusal.why,
    advice: refusal.advice,
    location: locate(source, refusal.span, { document: document.index, path: formatPath(intent.path) }),
    related: refusal.related.map(({ message, span }) => ({
      message,
      location: locate(source, span, { document: document.index }),
    })),
  };
}

/** Decides once more on the documents as they were read back: nothing may be left to do. */
function settle(
  files: readonly LoadedFile[],
  plan: Plan,
  decideOn: (workloads: readonly Workload[], objects: readonly KubeObject[]) => readonly Decided[],
): void {
  const objects: KubeObject[] = [];
  for (const file of files)
    for (const loaded of file.documents) {
      const untouched = { source: file.source as Source, document: loaded.document };
      for (const { source, document } of plan.settled.get(loaded) ?? [untouched])
        objects.push(...objectsIn(source, document, objects.length));
    }
  assertSettled(decideOn(workloadsAmong(objects).workloads, objects));
}

function workloadOutcome({ workload, decision }: Decided, isEditRefused: boolean): WorkloadOutcome {
  const { object } = workload;
  const { line } = object.source.lines().position(object.root.span.start);
  const isChanged =
    decision.intents.length +
      decision.generated.length +
      decision.dropped.length +
      decision.sideEdits.length >
    0;
  const status = isRefused(decision) || isEditRefused ? "refused" : isChanged ? "patched" : "unchanged";
  const { gpus, peak } = decision;
  return {
    file: object.source.name,
    object: objectTitle(object),
    namespace: object.namespace,
    line,
    status,
    gpus,
    peak,
  };
}
