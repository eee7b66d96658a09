import { asSeq, at } from "../yaml/access.ts";
import { isSamePath } from "../yaml/field-path.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";
import type { ValueOperation } from "./operation.ts";

/** An item of a list in the view of a draft: one that was read, by its old index, or one that an operation adds. */
type ViewedItem = { readonly index: number } | { readonly slot: number };

/**
 * What item `index` of the list at a path is, as the operations leave the list: the last prepended item stands first, then
 * come those that stay, then the appended ones.
 */
export function itemAt(
  { root, operations }: { readonly root: MapNode; readonly operations: readonly ValueOperation[] },
  list: FieldPath,
  index: number,
): ViewedItem {
  const slotsOf = (op: "append" | "prepend"): readonly number[] =>
    operations.flatMap((one, slot) => (one.op === op && isSamePath(one.path, list) ? [slot] : []));
  const prepended = slotsOf("prepend").toReversed();
  const ahead = prepended[index];
  if (ahead !== undefined) return { slot: ahead };
  const removed = new Set(
    operations.flatMap(({ op, path }) =>
      op === "remove" && isSamePath(path.slice(0, -1), list) ? path.at(-1) : [],
    ),
  );
  const staying = (asSeq(at(root, list))?.items ?? []).flatMap((_, old) => (removed.has(old) ? [] : [old]));
  const rest = index - prepended.length;
  const old = staying[rest];
  return old === undefined ? { slot: slotsOf("append")[rest - staying.length] ?? -1 } : { index: old };
}
