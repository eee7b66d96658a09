import { applyEdits, type TextEdit } from "../edit/text-edit.ts";
import { objectTitle } from "../k8s/object.ts";
import { type Diagnostic, isRefusal, type Refusal } from "../kernel/diagnostic.ts";
import { lastUpTo } from "../kernel/last-up-to.ts";
import { locate } from "../yaml/source.ts";
import { formatPath } from "../yaml/tree.ts";
import { applyToDocument, type SettledDocument } from "./apply.ts";
import type { Decided } from "./decide-all.ts";
import { isSkipped, type LoadedDocument, type LoadedFile } from "./input/load.ts";
import type { Change, FileOutcome, PatchRequest, PlacedEdit } from "./outcome.ts";
import type { Owner, SortedWork, Work } from "./sort-work.ts";

/** What became of the work on the files. */
export interface Realized {
  readonly files: readonly FileOutcome[];
  /** Files that cannot be read, and edits that cannot be made exactly. */
  readonly refusals: readonly Refusal[];
  /** Decisions that an edit of theirs undid. */
  readonly refused: ReadonlySet<Decided>;
  /** Documents as they were read back after their edits. */
  readonly settled: ReadonlyMap<LoadedDocument, readonly SettledDocument[]>;
}

/** Makes the edits file by file; an edit that cannot be made exactly becomes a refusal. */
export function realizeFiles(
  files: readonly LoadedFile[],
  sorted: SortedWork,
  request: Pick<PatchRequest, "strict">,
): Realized {
  const refusals: Refusal[] = [];
  const refused = new Set<Decided>();
  const settled = new Map<LoadedDocument, readonly SettledDocument[]>();
  const outcomes = files.map((file): FileOutcome => {
    const skipped = isSkipped(file, request);
    if (!skipped) refusals.push(...file.problems);
    const edits: PlacedEdit[] = [];
    const changes = sorted.changes.get(file) ?? [];
    const gone = goneObjects(changes);
    const generated: Work["generated"][number]["object"][] = [];
    for (const loaded of file.documents) {
      const work = sorted.work.get(loaded);
      if (work === undefined) continue;
      const result = applyToDocument(file, work);
      if (!result.ok) {
        refused.add(result.owner.decided);
        refusals.push(refusalDiagnostic(result.owner, result.refusal));
        continue;
      }
      settled.set(loaded, result.settled);
      edits.push(...result.edits.map((edit) => placed(edit, loaded, gone)));
      generated.push(...work.generated.map(({ object }) => object));
    }
    return fileOutcome(file, edits, generated, changes, skipped);
  });
  return { files: outcomes, refusals, refused, settled };
}

/** Objects that leave the stream, which cannot be found there again: their edits are of none. */
function goneObjects(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.filter(({ op }) => op === "remove-object").map(keyOf));
}

function placed(edit: TextEdit, { objects, raw }: LoadedDocument, gone: ReadonlySet<string>): PlacedEdit {
  const own = objects[lastUpTo(objects, edit.start, ({ root }) => root.span.start)] ?? objects[0];
  const place = { object: own === undefined ? null : objectTitle(own), namespace: own?.namespace ?? null };
  const isGone = gone.size > 0 && gone.has(keyOf({ ...place, document: raw.index }));
  if (isGone) return { ...edit, object: null, namespace: null };
  return { ...edit, object: place.object, namespace: place.namespace };
}

function keyOf(place: {
  readonly document: number;
  readonly object: string | null;
  readonly namespace: string | null;
}): string {
  return JSON.stringify([place.document, place.object, place.namespace]);
}

function fileOutcome(
  file: LoadedFile,
  edits: readonly PlacedEdit[],
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

/** The files that refusals name. */
export function filesRefused(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(
    diagnostics.filter(isRefusal).flatMap(({ location }) => (location === undefined ? [] : [location.file])),
  );
}

/** A file that a refusal names was refused, whatever else happened in it. */
export function markRefused(
  files: readonly FileOutcome[],
  named: ReadonlySet<string>,
): readonly FileOutcome[] {
  return files.map((file) => {
    if (!named.has(file.name) || file.status === "skipped") return file;
    return {
      ...file,
      status: "refused",
      text: file.source?.text ?? "",
      edits: [],
      changes: [],
      generated: [],
    };
  });
}

function refusalDiagnostic(
  { object, operation }: Owner,
  refusal: Extract<ReturnType<typeof applyToDocument<Owner>>, { ok: false }>["refusal"],
): Refusal {
  const { source, document } = object;
  return {
    code: refusal.code,
    severity: "error",
    category: "edit",
    message: `${objectTitle(object)}: ${formatPath(operation.path)} cannot be edited: ${refusal.message}`,
    location: locate(source, refusal.span, { document: document.index, path: formatPath(operation.path) }),
    related: refusal.related.map(({ message, span }) => ({
      message,
      location: locate(source, span, { document: document.index }),
    })),
  };
}
