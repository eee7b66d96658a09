import type { Span } from "../kernel/span.ts";
import type { MapEntry, YamlNode } from "../yaml/tree.ts";
import type { AddedEntry, DraftNode, MapDraft, SeqDraft } from "./draft-nodes.ts";
import type { Fresh } from "./fresh.ts";
import { nodeOf } from "./node-of.ts";

/**
 * The tree that a draft leads to, for decisions to look at. What stays is shared with the old tree, so its places are
 * real; what is new points at the value it replaces or the field it is under.
 */
export function viewOf(draft: DraftNode, around: Span): YamlNode {
  switch (draft.kind) {
    case "kept":
      return draft.node;
    case "fresh":
      return nodeOfFresh(draft.value, draft.node?.span ?? around);
    case "map":
      return { ...draft.node, entries: entriesOf(draft) };
    case "seq":
      return { ...draft.node, items: itemsOf(draft) };
    default:
      return draft satisfies never;
  }
}

function entriesOf({ node, entries, added }: MapDraft): readonly MapEntry[] {
  const viewAdded = ({ name, value }: AddedEntry): MapEntry => ({
    key: nodeOf(name, node.span),
    name,
    value: nodeOfFresh(value, node.span),
  });
  return [
    ...entries.flatMap((draft): readonly MapEntry[] => {
      const ahead = added.filter(({ before }) => before === draft).map(viewAdded);
      if (draft.removed) return ahead;
      const { entry, value } = draft;
      const own = value.kind === "kept" ? entry : { ...entry, value: viewOf(value, node.span) };
      return [...ahead, own];
    }),
    ...added.filter(({ before }) => before === null).map(viewAdded),
  ];
}

function itemsOf({ node, items, before, after }: SeqDraft): readonly YamlNode[] {
  return [
    ...before.map((item) => nodeOfFresh(item, node.span)),
    ...items.flatMap(({ value, removed }) => (removed ? [] : [viewOf(value, node.span)])),
    ...after.map((item) => nodeOfFresh(item, node.span)),
  ];
}

// The fields in the order that the reader writes them in, as `nodeOf` does.
function nodeOfFresh(value: Fresh, span: Span): YamlNode {
  const outerStart = span.start;
  switch (value.kind) {
    case "scalar": {
      const style = value.json.startsWith('"') ? "double" : "plain";
      return { kind: "scalar", style, text: value.text, span, outerStart, anchor: null, tag: null };
    }
    case "seq": {
      const items = value.items.map((item) => nodeOfFresh(item, span));
      return { kind: "seq", flow: false, items, span, outerStart, anchor: null, tag: null };
    }
    case "map": {
      const entries = value.entries.map(({ name, value: own }) => ({
        key: nodeOf(name, span),
        name,
        value: nodeOfFresh(own, span),
      }));
      return { kind: "map", flow: false, entries, span, outerStart, anchor: null, tag: null };
    }
    default:
      return value satisfies never;
  }
}
