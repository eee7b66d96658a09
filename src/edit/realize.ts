import type { Source } from "../yaml/source.ts";
import type { YamlDocument } from "../yaml/tree.ts";
import type { BlockScope } from "./block.ts";
import { culpritAt } from "./culprit.ts";
import { DraftBuilder } from "./draft-builder.ts";
import type { DraftNode } from "./draft-nodes.ts";
import { textLines } from "./geometry.ts";
import { type ClosedEnd, closeEnd, reopenEnd } from "./open-end.ts";
import type { PlacedOperation } from "./operation.ts";
import { Realizer } from "./realizer.ts";
import { type EditDiagnostic, RefusedEdit } from "./refusal.ts";
import { NeighbourStyles } from "./style.ts";
import type { TextEdit } from "./text-edit.ts";

export type { PlacedOperation } from "./operation.ts";

export type RealizeResult =
  | { readonly ok: true; readonly edits: readonly TextEdit[]; readonly draft: DraftNode }
  | { readonly ok: false; readonly refusal: EditDiagnostic; readonly culprit: PlacedOperation };

/**
 * Turns operations on one document into the smallest text edits, in the style of their neighbours.
 * Gives edits sorted and free of overlaps, with the draft they must lead to (for the verification); or why
 * and at which operation it cannot be done exactly.
 * @throws Bug when two operations on one path disagree.
 */
export function realizeEdits(
  source: Source,
  document: YamlDocument,
  operations: readonly PlacedOperation[],
): RealizeResult {
  return realize(layoutOf(source, document), operations);
}

/** `realizeEdits` of each list of operations alone. What is looked for in the document is looked for once. */
export function realizeEach(
  source: Source,
  document: YamlDocument,
  each: readonly (readonly PlacedOperation[])[],
): readonly RealizeResult[] {
  const layout = layoutOf(source, document);
  return each.map((operations) => realize(layout, operations));
}

/** A document, and what is known of how it is laid out. */
interface DocumentLayout {
  /** The text as it was read. */
  readonly original: string;
  readonly document: YamlDocument;
  readonly end: ClosedEnd;
  readonly scope: BlockScope;
  readonly styles: NeighbourStyles;
}

function layoutOf({ text, lineEnd: lineBreak }: Source, document: YamlDocument): DocumentLayout {
  const end = closeEnd(text, document.span.end, lineBreak);
  const lines = textLines(end.text, { start: document.span.start, end: end.limit });
  const scope = { ...lines, limit: end.limit, lineBreak };
  return { original: text, document, end, scope, styles: new NeighbourStyles(lines) };
}

function realize(
  { original, document, end, scope, styles }: DocumentLayout,
  operations: readonly PlacedOperation[],
): RealizeResult {
  let culprit: PlacedOperation | null = null;
  try {
    const builder = new DraftBuilder(document.root, { text: original, document });
    for (const placed of operations) {
      culprit = placed;
      builder.add(placed.base, placed.operation);
    }
    culprit = null;
    const draft = builder.finish();
    return { ok: true, edits: reopenEnd(end, new Realizer(scope, styles).realize(draft)), draft };
  } catch (error) {
    if (!(error instanceof RefusedEdit)) throw error;
    const { refusal } = error;
    culprit ??= culpritAt(document.root, operations, refusal.span);
    return { ok: false, refusal, culprit };
  }
}
