import { composeEdits } from "../edit/compose.ts";
import { applyEdits, type TextEdit } from "../edit/text-edit.ts";
import type { KubeObject } from "../k8s/object.ts";
import { Bug } from "../kernel/failure.ts";
import type { Finding } from "../lint/finding.ts";
import type { Safety } from "../lint/rule.ts";
import { encodeText } from "../yaml/source.ts";
import { applyToDocument } from "./apply.ts";
import type { LoadedDocument, LoadedFile } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";
import { lintManifests } from "./lint.ts";
import { type DocumentPlace, editsOfEach } from "./lint-fix-edits.ts";
import { offsetsBefore, placedInOriginal } from "./lint-fix-places.ts";
import { compatible, operationsOf } from "./lint-fix-work.ts";
import { type LintMemory, lintMemory } from "./lint-memory.ts";
import type { LintedFile, LintOutcome, LintTools } from "./lint-types.ts";

/** One file after the fixes. */
export interface FixedFile {
  readonly file: LintedFile;
  /** Equal to the original where nothing was fixed. */
  readonly text: string;
  /** On the original text; sorted, not overlapping. */
  readonly edits: readonly TextEdit[];
  /** What was fixed, with the line of the original it was found in. */
  readonly fixed: readonly Finding[];
}

/** What fixing came to. */
export interface FixOutcome {
  readonly files: readonly FixedFile[];
  /** What a lint of the fixed texts finds. */
  readonly remaining: LintOutcome;
  /** Fixes that cannot be made exactly, with the reason: the findings are among those that remain. */
  readonly refused: readonly { readonly finding: Finding; readonly reason: string }[];
}

/** Fixes may uncover others; more rounds than this mean that two rules undo each other. */
const MOST_ROUNDS = 10;

/**
 * Makes the fixes of findings through the edit engine and lints again until there is none left to make; of that, only
 * files that were changed are read and held against schemas again. Pure.
 * @throws Bug when an edit does not verify, or when fixes do not come to an end.
 */
export function fixManifests(
  inputs: readonly ManifestInput[],
  tools: LintTools,
  safeties: readonly Safety[],
  memory: LintMemory = lintMemory(),
): FixOutcome {
  const first = lintManifests(inputs, tools, memory);
  let outcome = first;
  let current = inputs;
  const edits = first.files.map((): readonly TextEdit[] => []);
  const fixed = first.files.map((): Finding[] => []);
  const refused = new Map<string, FixOutcome["refused"][number]>();
  for (let round = 1; ; round++) {
    const isWanted = (finding: Finding): boolean =>
      finding.fix !== null && safeties.includes(finding.fix.safety) && !refused.has(finding.fingerprint);
    const wanted = outcome.findings.filter(isWanted);
    if (wanted.length === 0) break;
    if (round > MOST_ROUNDS) throw new Bug(`fixes of ${wanted[0]?.rule.id} do not come to an end`);
    const own = byDocument(wanted, placesOf(outcome));
    const made = outcome.files.map((file) => fixFile(file, { wanted, own }, refused));
    const changed = new Set(
      outcome.files.filter((_, index) => made[index]?.edits.length).map(({ name }) => name),
    );
    if (changed.size === 0) continue;
    // What stood in the way may be gone, such as the last alias of an anchor.
    for (const [key, { finding }] of refused) if (changed.has(finding.location.file)) refused.delete(key);
    current = current.map((input, index) => {
      const one = made[index];
      const file = outcome.files[index];
      if (one === undefined || one.edits.length === 0 || file?.source == null) return input;
      const original = first.files[index]?.source ?? null;
      const before = edits[index] ?? [];
      edits[index] = composeEdits(original?.text ?? "", before, one.edits);
      const offsetBefore = offsetsBefore(before);
      for (const finding of one.fixed)
        fixed[index]?.push(
          original === null || before.length === 0
            ? finding
            : placedInOriginal(finding, original, offsetBefore),
        );
      return { ...input, bytes: encodeText(applyEdits(file.source.text, one.edits)) };
    });
    outcome = lintManifests(current, tools, memory);
  }
  const files = first.files.map((file, index): FixedFile => {
    const own = edits[index] ?? [];
    const text = file.source === null ? "" : applyEdits(file.source.text, own);
    return { file, text, edits: own, fixed: fixed[index] ?? [] };
  });
  return { files, remaining: outcome, refused: [...refused.values()] };
}

/** The edits of a finding's fix alone, on the text it was found in; null where it has none, or it cannot be made exactly. */
export function fixEdits(outcome: LintOutcome): (finding: Finding) => readonly TextEdit[] | null {
  const places = placesOf(outcome);
  const wanted = byDocument(
    [...outcome.findings, ...outcome.suppressed.map(({ finding }) => finding)],
    places,
  );
  const known = new Map<Finding, readonly TextEdit[] | null>();
  return (finding) => {
    const place = finding.object === null ? undefined : places.get(finding.object);
    if (finding.fix === null || place === undefined) return null;
    const findings = wanted.get(place.document) ?? [];
    wanted.delete(place.document);
    const asked = known.has(finding) || findings.includes(finding) ? findings : [...findings, finding];
    for (const [one, edits] of editsOfEach(place, asked)) known.set(one, edits);
    return known.get(finding) ?? null;
  };
}

/** The findings that have a fix, by the document that their object is in. */
function byDocument(
  findings: readonly Finding[],
  places: ReadonlyMap<KubeObject, DocumentPlace>,
): Map<LoadedDocument, Finding[]> {
  const found = new Map<LoadedDocument, Finding[]>();
  for (const finding of findings) {
    const place = finding.fix === null || finding.object === null ? undefined : places.get(finding.object);
    if (place === undefined) continue;
    const same = found.get(place.document);
    if (same === undefined) found.set(place.document, [finding]);
    else same.push(finding);
  }
  return found;
}

/** Without files that are not mended at all, because a document of them cannot be read. */
function placesOf({ files }: LintOutcome): ReadonlyMap<KubeObject, DocumentPlace> {
  const places = new Map<KubeObject, DocumentPlace>();
  for (const { loaded: file } of files)
    if (file.problems.length === 0)
      for (const document of file.documents)
        for (const object of document.objects) places.set(object, { file, document });
  return places;
}

interface Made {
  readonly edits: readonly TextEdit[];
  readonly fixed: readonly Finding[];
}

/** As for `patch`: nobody can tell what a document that cannot be read does to the others. */
const UNREADABLE = "another document of the file cannot be read";

type RefusedFixes = Map<string, FixOutcome["refused"][number]>;

function fixFile(
  { name, loaded }: LintedFile,
  {
    wanted,
    own,
  }: { readonly wanted: readonly Finding[]; readonly own: ReadonlyMap<LoadedDocument, Finding[]> },
  refused: RefusedFixes,
): Made {
  if (loaded.problems.length > 0) {
    for (const finding of wanted)
      if (finding.location.file === name) refused.set(finding.fingerprint, { finding, reason: UNREADABLE });
    return { edits: [], fixed: [] };
  }
  const made = loaded.documents.map((document) =>
    fixDocument(loaded, document, compatible(own.get(document) ?? []), refused),
  );
  return { edits: made.flatMap(({ edits }) => edits), fixed: made.flatMap((one) => one.fixed) };
}

/** What the edit engine refuses is told, and the rest is tried without it. */
function fixDocument(
  loaded: LoadedFile,
  document: LoadedDocument,
  wanted: readonly Finding[],
  refused: RefusedFixes,
): Made {
  if (wanted.length === 0) return { edits: [], fixed: [] };
  const operations = wanted.flatMap(operationsOf);
  const result = applyToDocument(loaded, { loaded: document, operations, generated: [], dropped: false });
  if (result.ok) return { edits: result.edits, fixed: wanted };
  const { owner } = result;
  refused.set(owner.fingerprint, { finding: owner, reason: result.refusal.message });
  return fixDocument(
    loaded,
    document,
    wanted.filter((finding) => finding !== owner),
    refused,
  );
}
