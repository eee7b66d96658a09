import { realizeEach } from "../edit/realize.ts";
import type { TextEdit } from "../edit/text-edit.ts";
import type { Finding } from "../lint/finding.ts";
import { applyToDocument, verifiesTogether } from "./apply.ts";
import type { LoadedDocument, LoadedFile } from "./input/load.ts";
import { compatible, operationsOf } from "./lint-fix-work.ts";

/** Where an object is read from. */
export interface DocumentPlace {
  readonly file: LoadedFile;
  readonly document: LoadedDocument;
}

/** A fix that is realised and not verified yet. */
interface Drawn {
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
}

/**
 * The edits of each finding's fix alone; null where it cannot be made exactly. They are verified together where they
 * do not touch each other: reading the document back for each of them would take minutes where a long List has
 * thousands.
 */
export function editsOfEach(
  place: DocumentPlace,
  findings: readonly Finding[],
): ReadonlyMap<Finding, readonly TextEdit[] | null> {
  const found = new Map<Finding, readonly TextEdit[] | null>();
  let left = draw(place, findings);
  for (const finding of findings) found.set(finding, null);
  while (left.length > 0) {
    const free = new Set(compatible(left.map(({ finding }) => finding)));
    const group = apart(left.filter(({ finding }) => free.has(finding)));
    const isExact = group.length > 1 && verify(place, group);
    for (const { finding, edits } of group) found.set(finding, isExact ? edits : alone(place, finding));
    const done = new Set(group);
    left = left.filter((one) => !done.has(one));
  }
  return found;
}

/** The fixes that can be realised and have an edit. */
function draw({ file, document }: DocumentPlace, findings: readonly Finding[]): readonly Drawn[] {
  if (file.source === null) return [];
  const results = realizeEach(file.source, document.document, findings.map(operationsOf));
  return findings.flatMap((finding, index): Drawn[] => {
    const drawn = results[index];
    return drawn?.ok === true && drawn.edits.length > 0 ? [{ finding, edits: drawn.edits }] : [];
  });
}

function verify({ file, document }: DocumentPlace, group: readonly Drawn[]): boolean {
  return verifiesTogether(file, document, {
    operations: group.flatMap(({ finding }) => operationsOf(finding)),
    edits: inOrder(group).map(({ edit }) => edit),
  });
}

function alone({ file, document }: DocumentPlace, finding: Finding): readonly TextEdit[] | null {
  const work = { loaded: document, operations: operationsOf(finding), generated: [], dropped: false };
  const result = applyToDocument(file, work);
  return result.ok && result.edits.length > 0 ? result.edits : null;
}

/** Those that touch none of the others that are taken; the first at least. */
function apart(drawn: readonly Drawn[]): readonly Drawn[] {
  const touching = new Set<Drawn>();
  let last: { readonly edit: TextEdit; readonly owner: Drawn } | null = null;
  for (const one of inOrder(drawn)) {
    if (touching.has(one.owner)) continue;
    if (last !== null && last.owner !== one.owner && one.edit.start <= last.edit.end) touching.add(one.owner);
    else last = one;
  }
  const rest = drawn.filter((one) => !touching.has(one));
  return rest.length === 0 ? drawn.slice(0, 1) : rest;
}

function inOrder(drawn: readonly Drawn[]): readonly { readonly edit: TextEdit; readonly owner: Drawn }[] {
  return drawn
    .flatMap((owner) => owner.edits.map((edit) => ({ edit, owner })))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end);
}
