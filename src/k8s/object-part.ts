import type { Location, Span } from "../kernel/span.ts";
import { asMap, asSeq, at, fields, items, member, textAt } from "../yaml/access.ts";
import { startsWith } from "../yaml/field-path.ts";
import { locate, type Source } from "../yaml/source.ts";
import { type FieldPath, isNullScalar, type YamlNode } from "../yaml/tree.ts";

/** What another file adds to an object before it is applied, such as a patch of a kustomization: read, never edited. */
export interface ObjectPart {
  /** The file it is written in. */
  readonly source: Source;
  /** Index of the document there. */
  readonly document: number;
  /** Where to point at; null for the places of the nodes themselves, which text inside another text does not have. */
  readonly place: Span | null;
  readonly fields: readonly PartField[];
}

/** A value that a part puts at a path: the whole object for a strategic merge, one field for an operation of RFC 6902. */
export interface PartField {
  readonly path: FieldPath;
  readonly value: YamlNode;
}

/** What a part says about a path: nothing; this value; or it replaces a list or map above it as a whole. */
type PartAnswer =
  | { readonly kind: "silent" }
  | { readonly kind: "value" | "replaced"; readonly node: YamlNode };

/**
 * The field that tells items of a list apart where a strategic merge merges lists; every other list is replaced as a
 * whole (`x-kubernetes-patch-merge-key` in the OpenAPI definitions of Kubernetes 1.29 to 1.36: PodSpec, Container).
 */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  ephemeralContainers: "name",
  volumes: "name",
  volumeMounts: "mountPath",
  volumeDevices: "devicePath",
  env: "name",
  ports: "containerPort",
  imagePullSecrets: "name",
  hostAliases: "ip",
  resourceClaims: "name",
  schedulingGates: "name",
  topologySpreadConstraints: "topologyKey",
};

const SILENT: PartAnswer = { kind: "silent" };

/** The field that tells the items of a list apart; null for a list that is replaced as a whole. */
export function mergeKeyOf(field: string | number | undefined): string | null {
  return typeof field === "string" && Object.hasOwn(MERGE_KEYS, field) ? (MERGE_KEYS[field] ?? null) : null;
}

/** The place of a node of a part. */
export function locatePart(part: ObjectPart, node: YamlNode): Location {
  return locate(part.source, part.place ?? node.span, { document: part.document });
}

/** What a part says about a path of the object `root`. The last of its fields counts. */
export function askPart(part: ObjectPart, root: YamlNode, path: FieldPath): PartAnswer {
  for (const field of part.fields.toReversed()) {
    if (!startsWith(path, field.path)) continue;
    const answer = descend(field.value, at(root, field.path), path, field.path.length);
    if (answer.kind !== "silent") return answer;
  }
  return SILENT;
}

/** Follows the path from its step `from` on, in the part and in the object: items of a list are found by their key. */
function descend(value: YamlNode, base: YamlNode | null, path: FieldPath, from: number): PartAnswer {
  let node = value;
  let own = base;
  for (let index = from; index < path.length; index++) {
    const step = path[index];
    if (isNullScalar(node)) return { kind: "replaced", node };
    if (typeof step === "string") {
      const directive = textAt(node, ["$patch"]);
      if (directive === "replace" || directive === "delete") return { kind: "replaced", node };
      const next = member(node, step);
      if (next === null) return SILENT;
      node = next;
      own = at(own, [step]);
    } else {
      own = own === null || step === undefined ? null : at(own, [step]);
      const item = sameItem(node, own, path[index - 1]);
      if (item === null) return SILENT;
      if (item === "replaced") return { kind: "replaced", node };
      node = item;
    }
  }
  return { kind: "value", node };
}

/** The item of a part's list that is merged into an item of the object; `replaced` where the list is not merged. */
function sameItem(
  list: YamlNode,
  own: YamlNode | null,
  field: string | number | undefined,
): YamlNode | "replaced" | null {
  const key = mergeKeyOf(field);
  if (asSeq(list) === null || key === null) return "replaced";
  const all = items(list);
  if (all.some((item) => textAt(item, ["$patch"]) === "replace")) return "replaced";
  const name = textAt(own, [key]);
  return all.find((item) => asMap(item) !== null && textAt(item, [key]) === name) ?? null;
}

/** The entries that a part puts into a map of the object, such as the limits of a container. */
export function entriesInPart(
  part: ObjectPart,
  root: YamlNode,
  path: FieldPath,
): readonly { readonly name: string; readonly value: YamlNode }[] {
  const answer = askPart(part, root, path);
  const whole = answer.kind === "value" ? fields(answer.node) : [];
  const single = part.fields.flatMap(({ path: own, value }) => {
    const name = own.at(-1);
    const isEntry = own.length === path.length + 1 && startsWith(own, path);
    return isEntry && typeof name === "string" ? [{ name, value }] : [];
  });
  return [...whole.map(({ name, value }) => ({ name, value })), ...single];
}
