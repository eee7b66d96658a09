import { asMap, at, items, member, stringMap, text, textAt } from "../yaml/access.ts";
import type { Source } from "../yaml/source.ts";
import type { FieldPath, MapNode, YamlDocument } from "../yaml/tree.ts";
import type { ObjectPart } from "./object-part.ts";

/** One object of the input: a whole document or an item of a List, still as text with a tree over it. */
export interface KubeObject {
  /** Position among all objects of the run; stable, used to point at an object. */
  readonly id: number;
  readonly source: Source;
  readonly document: YamlDocument;
  /** From the document's root to this object: empty, or `["items", 3]`. */
  readonly base: FieldPath;
  readonly root: MapNode;
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`, else `metadata.generateName` with `*` behind it, else empty. */
  readonly name: string;
  readonly namespace: string | null;
  /** `part`: a patch that kustomize merges into an object, not an object of its own. Absent for objects. */
  readonly role?: "part";
  /** What patches of kustomizations add to it; absent where none is known. */
  readonly parts?: readonly ObjectPart[];
}

/** What people call the object: `Deployment/web`. */
export function objectTitle(object: Pick<KubeObject, "kind" | "name">): string {
  return object.name === "" ? object.kind : `${object.kind}/${object.name}`;
}

/** Labels of the object itself. */
export function labelsOf(object: KubeObject): ReadonlyMap<string, string> {
  return stringMap(at(object.root, ["metadata", "labels"]));
}

/** Annotations of the object itself. */
export function annotationsOf(object: KubeObject): ReadonlyMap<string, string> {
  return stringMap(at(object.root, ["metadata", "annotations"]));
}

/**
 * The objects in a document: the document itself, or the items of a List (`kind: List`, `DeploymentList` …).
 * Ids count on from `firstId`. What has no `kind` is not an object and gives nothing.
 */
export function objectsIn(source: Source, document: YamlDocument, firstId: number): readonly KubeObject[] {
  const root = asMap(document.root);
  if (root === null) return [];
  const found: KubeObject[] = [];
  collect(root, [], null);
  return found;

  /** Items of a typed list (`DeploymentList`) may leave out what the list's own kind says. */
  function collect(map: MapNode, base: FieldPath, listed: { kind: string; apiVersion: string } | null): void {
    const kind = textAt(map, ["kind"]) ?? listed?.kind ?? null;
    const apiVersion = textAt(map, ["apiVersion"]) ?? listed?.apiVersion ?? null;
    if (kind === null || apiVersion === null) return;
    const list = kind.endsWith("List") ? member(map, "items") : null;
    if (list !== null) {
      const ofItems = kind === "List" ? null : { kind: kind.slice(0, -"List".length), apiVersion };
      items(list).forEach((item, index) => {
        const itemMap = asMap(item);
        if (itemMap !== null) collect(itemMap, [...base, "items", index], ofItems);
      });
      return;
    }
    const metadata = member(map, "metadata");
    const generateName = text(member(metadata, "generateName"));
    found.push({
      id: firstId + found.length,
      source,
      document,
      base,
      root: map,
      apiVersion,
      kind,
      name: text(member(metadata, "name")) ?? (generateName === null ? "" : `${generateName}*`),
      namespace: text(member(metadata, "namespace")),
    });
  }
}
