import { asMap, at, count, items, member, stringMap, text, textAt } from "../yaml/access.ts";
import type { Source } from "../yaml/source.ts";
import type { FieldPath, MapNode, YamlDocument } from "../yaml/tree.ts";
import { EACH } from "./kind-row.ts";
import { workloadKind } from "./kinds.ts";
import type { ObjectPart } from "./object-part.ts";
import type { WorkloadKind } from "./open-kind.ts";
import { matchesOf } from "./pattern.ts";

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
  /** A row that is not among the known ones: of a config, or found by the object's shape. */
  readonly ownKind?: WorkloadKind;
  /** The object that it is inside of, such as an AppWrapper: what creates it, and what a queue admits. */
  readonly wrapper?: Wrapper;
  /** `part`: a patch that kustomize merges into an object, not an object of its own. Absent for objects. */
  readonly role?: "part";
  /** What patches of kustomizations add to it; absent where none is known. */
  readonly parts?: readonly ObjectPart[];
}

/** An object that has others inside, which it creates. */
export interface Wrapper {
  readonly title: string;
  readonly namespace: string | null;
  /** From the document's root to it. */
  readonly base: FieldPath;
  /** `list`: those stand in a list of objects, to which others can be added. */
  readonly form: "list" | "field";
  /** How many of them run at once. */
  readonly copies: number;
}

/** What people call the object: `Deployment/web`, and inside of another one `Job in Experiment/tune`. */
export function objectTitle({
  kind,
  name,
  wrapper,
}: Pick<KubeObject, "kind" | "name"> & { readonly wrapper?: Wrapper }): string {
  const own = name === "" ? kind : `${kind}/${name}`;
  return wrapper === undefined ? own : `${own} in ${wrapper.title}`;
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
  collect(root, [], { listed: null });
  return found;

  /** Items of a typed list (`DeploymentList`) may leave out what the list's own kind says. */
  function collect(map: MapNode, base: FieldPath, { listed, wrapper }: Holder): void {
    const kind = textAt(map, ["kind"]) ?? listed?.kind ?? null;
    const apiVersion = textAt(map, ["apiVersion"]) ?? listed?.apiVersion ?? null;
    if (kind === null || apiVersion === null) return;
    const list = kind.endsWith("List") ? member(map, "items") : null;
    if (list !== null) {
      const ofItems = kind === "List" ? null : { kind: kind.slice(0, -"List".length), apiVersion };
      items(list).forEach((item, index) => {
        const itemMap = asMap(item);
        const holder = { listed: ofItems, ...(wrapper !== undefined && { wrapper }) };
        if (itemMap !== null) collect(itemMap, [...base, "items", index], holder);
      });
      return;
    }
    const metadata = member(map, "metadata");
    const generateName = text(member(metadata, "generateName"));
    const name = text(member(metadata, "name")) ?? (generateName === null ? "" : `${generateName}*`);
    found.push({
      id: firstId + found.length,
      source,
      document,
      base,
      root: map,
      apiVersion,
      kind,
      name,
      namespace: text(member(metadata, "namespace")),
      ...(wrapper !== undefined && { wrapper }),
    });
    const row = workloadKind(apiVersion, kind);
    const copies = row?.objectPods;
    for (const pattern of row?.objects ?? [])
      for (const { path } of matchesOf(map, pattern)) {
        const inner = asMap(at(map, path));
        const own: Wrapper = {
          title: objectTitle({ kind, name }),
          namespace: text(member(metadata, "namespace")),
          base,
          form: pattern.at(-1) === EACH ? "list" : "field",
          copies: copies === undefined ? 1 : (count(at(map, copies.at)) ?? copies.unset ?? 1),
        };
        // Of one in another the outer one is what people see.
        const holder = { listed: null, wrapper: wrapper ?? own };
        if (inner !== null) collect(inner, [...base, ...path], holder);
      }
  }
}

/** What an object is in: a typed list, another object, or neither. */
interface Holder {
  readonly listed: { readonly kind: string; readonly apiVersion: string } | null;
  readonly wrapper?: Wrapper;
}
