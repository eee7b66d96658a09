import { freshFromJson } from "../edit/fresh.ts";
import type { JsonMap } from "../edit/operation.ts";
import { blockLines } from "../edit/render.ts";
import type { LayoutStyle } from "../edit/style.ts";

/** How a new document is laid out, as the one beside it is. */
export interface DocumentLayout {
  readonly style: LayoutStyle;
  readonly lineBreak: string;
  /** A line above the object; null for none. */
  readonly comment: string | null;
}

/**
 * Text of a new document that follows another in a YAML stream, marker line included. `precededBy` is the text of the
 * stream up to there, so that a missing line end is added.
 */
export function documentAfter(precededBy: string, object: JsonMap, layout: DocumentLayout): string {
  const { lineBreak } = layout;
  const lines = ["---", ...objectLines(object, layout)];
  const isOpen = precededBy !== "" && !precededBy.endsWith("\n");
  return isOpen ? lineBreak + lines.join(lineBreak) : lines.join(lineBreak) + lineBreak;
}

/**
 * Text of a new document that goes in front of another in a YAML stream. Where the other has a marker line of its own,
 * the new one goes before it with one too; else it comes first and the marker behind it.
 */
export function documentBefore(object: JsonMap, layout: DocumentLayout, marker: "before" | "behind"): string {
  const lines = objectLines(object, layout);
  const marked = marker === "before" ? ["---", ...lines] : [...lines, "---"];
  return marked.join(layout.lineBreak) + layout.lineBreak;
}

function objectLines(object: JsonMap, { style, comment }: DocumentLayout): readonly string[] {
  const lines = blockLines(freshFromJson(object), 0, style);
  return comment === null ? lines : [comment, ...lines];
}

/** A JSON document that holds one object becomes a List of that object, byte for byte, and the new ones. */
export function jsonListAround(
  text: string,
  objects: readonly JsonMap[],
  place: "before" | "after",
  lineBreak: string,
): { readonly head: string; readonly tail: string } {
  const isSpread = /[[{]\s*\n/.test(text);
  const gap = isSpread ? lineBreak : " ";
  const written = objects.map((object) =>
    isSpread ? JSON.stringify(object, null, 2).replaceAll("\n", lineBreak) : JSON.stringify(object),
  );
  const before = place === "before" ? written.map((one) => `${one},${gap}`).join("") : "";
  const after = place === "after" ? written.map((one) => `,${gap}${one}`).join("") : "";
  return { head: `{"apiVersion": "v1", "kind": "List", "items": [${gap}${before}`, tail: `${after}${gap}]}` };
}
