import { at, isNullish, text } from "../yaml/access.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";

/** Of a scalar its text; empty for what is not written, `{}` for a map or list: as the rows of kinds compare values. */
export function writtenValue(root: MapNode, path: FieldPath): string {
  const node = at(root, path);
  return isNullish(node) ? "" : (text(node) ?? "{}");
}
