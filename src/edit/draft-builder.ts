import { Bug } from "../kernel/failure.ts";
import {
  type AliasNode,
  type FieldPath,
  formatPath,
  isNullScalar,
  type MapEntry,
  type MapNode,
  resolveAlias,
  type YamlDocument,
  type YamlNode,
} from "../yaml/tree.ts";
import {
  type DraftNode,
  type EntryDraft,
  type FreshDraft,
  kept,
  type MapDraft,
  openMap,
  openSeq,
  type SeqDraft,
} from "./draft-nodes.ts";
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

/** The text that a draft shall become edits of: what cannot be made there exactly is refused. */
interface EditedText {
  readonly text: string;
  readonly document: YamlDocument;
}

/** Where an operation leads, and how far it has come. */
interface Step {
  readonly path: FieldPath;
  readonly depth: number;
  readonly operation: Operation;
}

/**
 * Gathers operations into a draft of one tree. Without a text nothing is refused: an alias is opened in its one place, and
 * a value of another type gives way.
 */
export class DraftBuilder {
  readonly #edited: EditedText | null;
  /** Copies that take the place of aliases. */
  readonly #copies: { readonly alias: AliasNode; readonly draft: FreshDraft }[] = [];
  readonly #renamed: RenamedEntry[] = [];
  #root: DraftNode;

  constructor(root: YamlNode | null, edited: EditedText | null) {
    if (root === null) throw new Bug("an empty document cannot be edited");
    this.#edited = edited;
    this.#root = kept(root);
  }

  /**
   * The draft of the whole tree, once all operations are in.
   * @throws RefusedEdit when a new name is there already, Bug when two operations give it.
   */
  finish(): DraftNode {
    for (const { alias, draft } of this.#copies)
      draft.value = settled(draft.value, (name) => nameInTheWay(alias.span, name, null));
    for (const renamed of this.#renamed) refuseTakenName(renamed);
    return this.#root;
  }

  /**
   * Adds one operation; `base` leads from the root to the object.
   * @throws RefusedEdit when it cannot be made exactly, Bug when two operations disagree.
   */
  add(base: FieldPath, operation: Operation): void {
    const path = [...base, ...operation.path];
    this.#root = this.#change(this.#root, { path, depth: 0, operation });
  }

  #change(draft: DraftNode, at: Step): DraftNode {
    if (at.depth === at.path.length) return this.#apply(draft, at.path, at.operation);
    const opened = this.#open(draft, at);
    if (opened === null) return draft;
    switch (opened.kind) {
      case "fresh":
        return this.#changeFresh(opened, at);
      case "map":
        return this.#changeMap(opened, at);
      case "seq":
        return this.#changeSeq(opened, at);
    }
  }

  /** Makes a draft that can be walked into; null when there is nothing to remove below. */
  #open(draft: DraftNode, { path, depth, operation }: Step): MapDraft | SeqDraft | FreshDraft | null {
    if (draft.kind !== "kept") return draft;
    const { node } = draft;
    const step = path[depth];
    const here = path.slice(0, depth);
    if (this.#edited !== null) {
      refuseSharedAnchor(this.#edited.document, node, here);
      if (node.kind === "alias") return this.#copyOf(node, this.#edited);
      if (node.tag !== null && node.tag !== "!!map" && node.tag !== "!!seq") throw tagInTheWay(node);
    }
    const own = resolveAlias(node);
    const isFit = this.#edited !== null || (typeof step === "number") === (own.kind === "seq");
    if (own.kind === "map" && isFit) return openMap(own);
    if (own.kind === "seq" && isFit) return openSeq(own);
    if (this.#edited !== null && !isNullScalar(own))
      throw unexpectedType(own, here, typeof step === "number" ? "a list" : "a map");
    if (operation.op === "remove") return null;
    if (operation.op === "rename") throw nothingToRename(path);
    return { kind: "fresh", node: own, value: emptyFor(step) };
  }

  #changeMap(draft: MapDraft, at: Step): DraftNode {
    const { path, depth, operation } = at;
    const step = path[depth];
    if (typeof step !== "string") throw unexpectedType(draft.node, path.slice(0, depth), "a list");
    const entry = draft.entries.find((candidate) => candidate.entry.name === step && !candidate.removed);
    if (entry === undefined) return this.#changeMissing(draft, step, at);
    const isLast = depth === path.length - 1;
    const removes = operation.op === "remove" && isLast;
    // What is removed must not come back through a merge key in front of it.
    this.#refuseMergeKey(draft.node, removes ? null : entry.entry, step, path.slice(0, depth + 1));
    if (removes) {
      if (entry.renamed !== null) throw disagreement(path);
      this.#refuseDangling(entry.entry.value);
      entry.removed = true;
    } else if (operation.op === "rename" && isLast) {
      const renamed = { map: draft, entry, path };
      if (this.#edited === null) throw new Bug("a tree without a text cannot have keys renamed");
      renameEntry(this.#edited.document, renamed, operation.name);
      this.#renamed.push(renamed);
    } else entry.value = this.#change(entry.value, { path, depth: depth + 1, operation });
    return draft;
  }

  /** A field that the map does not have, or has got from an operation before. */
  #changeMissing(draft: MapDraft, step: string, at: Step): DraftNode {
    const { path, depth, operation } = at;
    this.#refuseMergeKey(draft.node, null, step, path.slice(0, depth + 1));
    if (operation.op === "rename") throw nothingToRename(path);
    const added = draft.added.findIndex((candidate) => candidate.name === step);
    const current = draft.added[added];
    const fresh: FreshDraft = { kind: "fresh", node: null, value: current?.value ?? missing };
    if (operation.op === "remove" && current === undefined) return draft;
    const value = this.#change(fresh, { path, depth: depth + 1, operation });
    if (value.kind !== "fresh") throw new Bug("a new field became an old one");
    if (current === undefined)
      draft.added.push({ name: step, value: value.value, before: neighbourFor(draft, operation) });
    else draft.added[added] = { ...current, value: value.value };
    return draft;
  }

  #changeSeq(draft: SeqDraft, at: Step): DraftNode {
    const { path, depth, operation } = at;
    const step = path[depth];
    const item = typeof step === "number" ? draft.items[step] : undefined;
    if (item === undefined) {
      const expected = typeof step === "number" ? `an item ${step}` : "a map";
      if (this.#edited === null) throw ownMisfit(path.slice(0, depth), expected);
      throw unexpectedType(draft.node, path.slice(0, depth), expected);
    }
    if (operation.op === "remove" && depth === path.length - 1) {
      this.#refuseDangling(item.node);
      item.removed = true;
    } else item.value = this.#change(item.value, { path, depth: depth + 1, operation });
    return draft;
  }

  /** Below a new value there are no nodes: the path is walked in the value itself. */
  #changeFresh(draft: FreshDraft, { path, depth, operation }: Step): DraftNode {
    const { node } = draft;
    if (operation.op === "rename" && !this.#copies.some((copy) => copy.draft === draft))
      throw nothingToRename(path);
    const misfit = node === null || this.#edited === null ? ownMisfit : misfitAt(node);
    draft.value = changeValue(draft.value, path, depth, operation, misfit);
    return draft;
  }

  /** The operation's own place has been reached. */
  #apply(draft: DraftNode, path: FieldPath, operation: Operation): DraftNode {
    switch (operation.op) {
      case "set":
        return this.#set(draft, path, freshFromJson(operation.value));
      case "append":
      case "prepend":
        return this.#addItem(draft, path, operation.op, freshFromJson(operation.value));
      case "remove":
        throw new Bug("the whole document cannot be removed by an edit");
      case "rename":
        throw new Bug(`${formatPath(path)} is not a field, so it cannot be renamed`);
      default:
        return operation satisfies never;
    }
  }

  #set(draft: DraftNode, path: FieldPath, value: Fresh): DraftNode {
    if (draft.kind === "fresh") {
      if (draft.value !== missing && !isEmptyFresh(draft.value) && !sameFresh(draft.value, value))
        throw disagreement(path);
      draft.value = value;
      return draft;
    }
    if (draft.kind !== "kept") throw disagreement(path);
    const { node } = draft;
    if (this.#edited === null) return { kind: "fresh", node, value };
    if (node.tag !== null) throw tagInTheWay(node);
    refuseSharedAnchor(this.#edited.document, node, path);
    this.#refuseDangling(node);
    return { kind: "fresh", node, value: inOldQuotes(node, value) };
  }

  #addItem(draft: DraftNode, path: FieldPath, op: "append" | "prepend", value: Fresh): DraftNode {
    if (draft.kind === "fresh") {
      const { node } = draft;
      const misfit = node === null || this.#edited === null ? ownMisfit : misfitAt(node);
      draft.value = addToList(draft.value, op, value, path, misfit);
      return draft;
    }
    const opened = draft.kind === "kept" ? this.#openList(draft.node, path) : draft;
    if (opened.kind === "fresh") return this.#addItem(opened, path, op, value);
    if (opened.kind !== "seq") throw unexpectedType(opened.node, path, "a list");
    if (op === "append") opened.after.push(value);
    else opened.before.unshift(value);
    return opened;
  }

  #openList(node: YamlNode, path: FieldPath): SeqDraft | FreshDraft {
    if (this.#edited !== null) {
      refuseSharedAnchor(this.#edited.document, node, path);
      if (node.kind === "alias") return this.#copyOf(node, this.#edited);
    }
    const own = resolveAlias(node);
    if (own.kind === "seq") return openSeq(own);
    if (this.#edited !== null && !isNullScalar(own)) throw unexpectedType(own, path, "a list");
    return { kind: "fresh", node: own, value: { kind: "seq", items: [] } };
  }

  #copyOf(alias: AliasNode, { text }: EditedText): FreshDraft {
    const value = freshCopy(text, alias);
    if (value === null)
      throw unsupportedLayout(
        alias.span,
        `the alias *${alias.name} stands for a value that cannot be copied here exactly`,
      );
    const draft: FreshDraft = { kind: "fresh", node: alias, value };
    this.#copies.push({ alias, draft });
    return draft;
  }

  #refuseDangling(node: YamlNode): void {
    if (this.#edited !== null) refuseDanglingAliases(this.#edited.document, node);
  }

  #refuseMergeKey(map: MapNode, own: MapEntry | null, step: string, path: FieldPath): void {
    if (this.#edited !== null) refuseMergeKey(map, own, step, path);
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

/** A value that stands in the manifest under an alias may be of any type: that is for the user to correct. */
function misfitAt(node: YamlNode): MakeMisfit {
  return (path, expected) => unexpectedType(resolveAlias(node), path, expected);
}
