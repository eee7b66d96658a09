import { Bug } from "../kernel/failure.ts";
import {
  type AliasNode,
  type FieldPath,
  formatPath,
  isNullScalar,
  resolveAlias,
  type YamlDocument,
  type YamlNode,
} from "../yaml/tree.ts";
import {
  type Draft,
  type EntryDraft,
  type FreshDraft,
  kept,
  type MapDraft,
  openMap,
  openSeq,
  type SeqDraft,
} from "./draft.ts";
import { type Fresh, freshCopy, freshFromJson, inQuotes } from "./fresh.ts";
import {
  addToList,
  changeValue,
  disagreement,
  emptyFor,
  isEmptyFresh,
  type MakeMisfit,
  missing,
  nothingToRename,
  ownMisfit,
  sameFresh,
  settled,
} from "./fresh-change.ts";
import type { Operation } from "./operation.ts";
import { nameInTheWay, tagInTheWay, unexpectedType, unsupportedLayout } from "./refusal.ts";
import { type RenamedEntry, refuseTakenName, renameEntry } from "./rename.ts";
import { refuseDanglingAliases, refuseMergeKey, refuseSharedAnchor } from "./sharing.ts";

/** Gathers operations into a draft of one document. */
export class EditPlan {
  readonly #document: YamlDocument;
  readonly #text: string;
  /** Copies that take the place of aliases. */
  readonly #copies: { readonly alias: AliasNode; readonly draft: FreshDraft }[] = [];
  readonly #renamed: RenamedEntry[] = [];
  #root: Draft;

  constructor(text: string, document: YamlDocument) {
    if (document.root === null) throw new Bug("an empty document cannot be edited");
    this.#document = document;
    this.#text = text;
    this.#root = kept(document.root);
  }

  /**
   * The draft of the whole document, once all operations are in.
   * @throws RefusedEdit when a new name is there already, Bug when two operations give it.
   */
  finish(): Draft {
    for (const { alias, draft } of this.#copies)
      draft.value = settled(draft.value, (name) => nameInTheWay(alias.span, name, null));
    for (const renamed of this.#renamed) refuseTakenName(renamed);
    return this.#root;
  }

  /**
   * Adds one operation; `base` leads from the document's root to the object.
   * @throws RefusedEdit when it cannot be made exactly, Bug when two operations disagree.
   */
  add(base: FieldPath, operation: Operation): void {
    const path = [...base, ...operation.path];
    this.#root = this.#change(this.#root, path, 0, operation);
  }

  #change(draft: Draft, path: FieldPath, depth: number, operation: Operation): Draft {
    if (depth === path.length) return this.#apply(draft, path, operation);
    const opened = this.#open(draft, path, depth, operation);
    if (opened === null) return draft;
    const step = path[depth] as string | number;
    switch (opened.kind) {
      case "fresh":
        return this.#changeFresh(opened, path, depth, operation);
      case "map":
        return this.#changeMap(opened, step, path, depth, operation);
      case "seq":
        return this.#changeSeq(opened, step, path, depth, operation);
    }
  }

  /** Makes a draft that can be walked into; null when there is nothing to remove below. */
  #open(
    draft: Draft,
    path: FieldPath,
    depth: number,
    operation: Operation,
  ): MapDraft | SeqDraft | FreshDraft | null {
    if (draft.kind !== "kept") return draft;
    const { node } = draft;
    refuseSharedAnchor(this.#document, node, path.slice(0, depth));
    if (node.kind === "alias") return this.#copyOf(node);
    if (node.tag !== null && node.tag !== "!!map" && node.tag !== "!!seq") throw tagInTheWay(node);
    if (node.kind === "map") return openMap(node);
    if (node.kind === "seq") return openSeq(node);
    if (isNullScalar(node)) {
      if (operation.op === "remove") return null;
      if (operation.op === "rename") throw nothingToRename(path);
      return { kind: "fresh", node, value: emptyFor(path[depth]) };
    }
    throw unexpectedType(node, path.slice(0, depth), typeof path[depth] === "number" ? "a list" : "a map");
  }

  #changeMap(
    draft: MapDraft,
    step: string | number,
    path: FieldPath,
    depth: number,
    operation: Operation,
  ): Draft {
    if (typeof step === "number") throw unexpectedType(draft.node, path.slice(0, depth), "a list");
    const entry = draft.entries.find((candidate) => candidate.entry.name === step && !candidate.removed);
    const isLast = depth === path.length - 1;
    if (entry !== undefined) {
      const removes = operation.op === "remove" && isLast;
      // What is removed must not come back through a merge key in front of it.
      refuseMergeKey(draft.node, removes ? null : entry.entry, step, path.slice(0, depth + 1));
      if (removes) {
        if (entry.renamed !== null) throw disagreement(path);
        refuseDanglingAliases(this.#document, entry.entry.value);
        entry.removed = true;
      } else if (operation.op === "rename" && isLast) {
        const renamed = { map: draft, entry, path };
        renameEntry(this.#document, renamed, operation.name);
        this.#renamed.push(renamed);
      } else entry.value = this.#change(entry.value, path, depth + 1, operation);
      return draft;
    }
    refuseMergeKey(draft.node, null, step, path.slice(0, depth + 1));
    if (operation.op === "rename") throw nothingToRename(path);
    const added = draft.added.findIndex((candidate) => candidate.name === step);
    const current = draft.added[added];
    const fresh: FreshDraft = { kind: "fresh", node: null, value: current?.value ?? missing };
    if (operation.op === "remove" && current === undefined) return draft;
    const value = this.#change(fresh, path, depth + 1, operation);
    if (value.kind !== "fresh") throw new Bug("a new field became an old one");
    if (current === undefined)
      draft.added.push({ name: step, value: value.value, before: neighbourFor(draft, operation) });
    else draft.added[added] = { ...current, value: value.value };
    return draft;
  }

  #changeSeq(
    draft: SeqDraft,
    step: string | number,
    path: FieldPath,
    depth: number,
    operation: Operation,
  ): Draft {
    const item = typeof step === "number" ? draft.items[step] : undefined;
    if (item === undefined)
      throw unexpectedType(
        draft.node,
        path.slice(0, depth),
        typeof step === "number" ? `an item ${step}` : "a map",
      );
    if (operation.op === "remove" && depth === path.length - 1) {
      refuseDanglingAliases(this.#document, item.node);
      item.removed = true;
    } else item.value = this.#change(item.value, path, depth + 1, operation);
    return draft;
  }

  /** Below a new value there are no nodes: the path is walked in the value itself. */
  #changeFresh(draft: FreshDraft, path: FieldPath, depth: number, operation: Operation): Draft {
    const { node } = draft;
    if (operation.op === "rename" && !this.#copies.some((copy) => copy.draft === draft))
      throw nothingToRename(path);
    draft.value = changeValue(
      draft.value,
      path,
      depth,
      operation,
      node === null ? ownMisfit : misfitAt(node),
    );
    return draft;
  }

  /** The operation's own place has been reached. */
  #apply(draft: Draft, path: FieldPath, operation: Operation): Draft {
    switch (operation.op) {
      case "set":
        return this.#set(draft, path, freshFromJson(operation.value));
      case "append":
      case "prepend":
        return this.#addItem(draft, path, operation.op, freshFromJson(operation.value));
      case "remove":
        throw new Bug("the whole document cannot be removed by an edit");
      case "rename":
        throw new Bug(`${formatPath(path)} is no field that could be renamed`);
      default:
        return operation satisfies never;
    }
  }

  #set(draft: Draft, path: FieldPath, value: Fresh): Draft {
    if (draft.kind === "fresh") {
      if (draft.value !== missing && !isEmptyFresh(draft.value) && !sameFresh(draft.value, value))
        throw disagreement(path);
      draft.value = value;
      return draft;
    }
    if (draft.kind !== "kept") throw disagreement(path);
    const { node } = draft;
    if (node.tag !== null) throw tagInTheWay(node);
    refuseSharedAnchor(this.#document, node, path);
    refuseDanglingAliases(this.#document, node);
    return { kind: "fresh", node, value: inOldQuotes(node, value) };
  }

  #addItem(draft: Draft, path: FieldPath, op: "append" | "prepend", value: Fresh): Draft {
    if (draft.kind === "fresh") {
      const { node } = draft;
      draft.value = addToList(draft.value, op, value, path, node === null ? ownMisfit : misfitAt(node));
      return draft;
    }
    const target = draft.node;
    if (draft.kind === "kept") {
      refuseSharedAnchor(this.#document, target, path);
      if (target.kind === "alias") return this.#addItem(this.#copyOf(target), path, op, value);
      if (isNullScalar(target))
        return { kind: "fresh", node: target, value: { kind: "seq", items: [value] } };
    }
    const opened = draft.kind === "kept" && target.kind === "seq" ? openSeq(target) : draft;
    if (opened.kind !== "seq") throw unexpectedType(target, path, "a list");
    if (op === "append") opened.after.push(value);
    else opened.before.unshift(value);
    return opened;
  }

  #copyOf(alias: AliasNode): FreshDraft {
    const value = freshCopy(this.#text, alias);
    if (value === null)
      throw unsupportedLayout(
        alias.span,
        `the alias *${alias.name} stands for a value that cannot be copied here exactly`,
      );
    const draft: FreshDraft = { kind: "fresh", node: alias, value };
    this.#copies.push({ alias, draft });
    return draft;
  }
}

/** A text, or a number over a quoted number (a quantity), keeps the quotes that are there. */
function inOldQuotes(node: YamlNode, value: Fresh): Fresh {
  if (node.kind !== "scalar" || value.kind !== "scalar") return value;
  if (node.style !== "single" && node.style !== "double") return value;
  const isText = value.json.startsWith('"');
  const isCount = /^(?:0|[1-9]\d*)$/.test(node.text) && /^\d+$/.test(value.json);
  return isText || isCount ? inQuotes(value, node.style) : value;
}

/** The old entry that a new field goes in front of, when the operation names one that stays. */
function neighbourFor(draft: MapDraft, operation: Operation): EntryDraft | null {
  if (operation.op !== "set" || operation.before === undefined) return null;
  return (
    draft.entries.find((candidate) => candidate.entry.name === operation.before && !candidate.removed) ?? null
  );
}

/** A value that stands in the manifest under an alias may be of any type: that is for the user to mend. */
function misfitAt(node: YamlNode): MakeMisfit {
  return (path, expected) => unexpectedType(resolveAlias(node), path, expected);
}
