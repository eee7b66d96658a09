import {
  type FieldPath,
  formatPath,
  isMergeKey,
  type MapEntry,
  type MapNode,
  resolveAlias,
  type YamlDocument,
  type YamlNode,
} from "../yaml/tree.ts";
import { aliasInTheWay, RefusedEdit } from "./refusal.ts";

/** What anchors, aliases and merge keys share between places must not change in one of them by accident. */

/** An anchored value that aliases repeat cannot change in one place only. */
export function refuseSharedAnchor(document: YamlDocument, node: YamlNode, path: FieldPath): void {
  const users = document.aliases.get(node);
  if (users === undefined || users.length === 0) return;
  throw aliasInTheWay(
    node,
    users,
    `${formatPath(path)} is the anchor &${node.anchor}, and aliases repeat it elsewhere`,
  );
}

/** A value that goes may hold anchors that stay in use outside of it. */
export function refuseDanglingAliases(document: YamlDocument, node: YamlNode): void {
  if (document.aliases.size === 0) return;
  for (const [anchored, users] of document.aliases) {
    if (anchored.span.start < node.outerStart || anchored.span.end > node.span.end) continue;
    const outside = users.filter(
      (user) => user.span.start < node.outerStart || user.span.end > node.span.end,
    );
    if (outside.length > 0)
      throw aliasInTheWay(
        anchored,
        outside,
        `the anchor &${anchored.anchor} would go, but aliases elsewhere need it`,
      );
  }
}

/**
 * A field that a merge key supplies cannot change without hiding, or changing, what others get. `own` is the map's
 * own entry of that name: kubectl lets whichever of the two stands last win.
 */
export function refuseMergeKey(map: MapNode, own: MapEntry | null, step: string, path: FieldPath): void {
  const { entries } = map;
  const rivals = own === null ? entries : entries.slice(entries.indexOf(own) + 1);
  const merge = rivals.find((entry) => isMergeKey(entry.key) && mergeSupplies(entry.value, step));
  if (merge === undefined) return;
  throw new RefusedEdit({
    code: "merge-key-in-the-way",
    message: `the field ${path.at(-1)} comes through a merge key (<<)`,
    span: merge.key.span,
  });
}

function mergeSupplies(value: YamlNode, name: string): boolean {
  const source = resolveAlias(value);
  if (source.kind === "seq") return source.items.some((item) => mergeSupplies(item, name));
  return (
    source.kind === "map" &&
    source.entries.some(
      (entry) => entry.name === name || (isMergeKey(entry.key) && mergeSupplies(entry.value, name)),
    )
  );
}
