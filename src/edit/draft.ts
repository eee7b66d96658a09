import { lazy } from "../kernel/lazy.ts";
import type { MapNode } from "../yaml/tree.ts";
import { DraftBuilder } from "./draft-builder.ts";
import { joinOperations } from "./join-operations.ts";
import type { ValueOperation } from "./operation.ts";
import { viewOf } from "./view.ts";

/**
 * An object and the changes planned for it, in steps. Each step reads `view`, and the paths of its operations refer to that view.
 * Drafts do not change: `apply` gives the next one.
 */
export interface Draft<T extends ValueOperation> {
  /** The object as it was read. */
  readonly root: MapNode;
  /** All that has been applied, as operations that lead from `root` to `view` at once. */
  readonly operations: readonly T[];
  /** The object as it will be, for decisions to look at; never for edits. Made when it is first looked at. */
  readonly view: MapNode;
}

/**
 * A draft of an object with operations on it as it was read.
 * Reading `view` throws Bug where they disagree.
 */
export function openDraft<T extends ValueOperation>(root: MapNode, operations: readonly T[] = []): Draft<T> {
  // Most drafts are applied to and never looked at.
  const view = lazy(() => viewAfter(root, operations));
  return {
    root,
    operations,
    get view() {
      return view();
    },
  };
}

/**
 * The draft with more operations, whose paths mean the view. If they touch a field that was already changed, the new
 * operations win.
 * @throws Bug where they disagree with each other. What only the view shows is thrown when `view` is first read.
 */
export function apply<T extends ValueOperation>(draft: Draft<T>, operations: readonly T[]): Draft<T> {
  if (operations.length === 0) return draft;
  if (draft.operations.length === 0) return openDraft(draft.root, operations);
  return openDraft(draft.root, joinOperations(draft, operations));
}

function viewAfter(root: MapNode, operations: readonly ValueOperation[]): MapNode {
  if (operations.length === 0) return root;
  const builder = new DraftBuilder(root, null);
  for (const operation of operations) builder.add([], operation);
  return viewOf(builder.finish(), root.span) as MapNode;
}
