import { asMap, asSeq, at, stringMap, textAt } from "../../k8s/access.ts";
import { apiGroup } from "../../k8s/kinds.ts";
import type { KubeObject } from "../../k8s/object.ts";
import type { ObjectPart, PartField } from "../../k8s/object-part.ts";
import { matchesGlob } from "../../patch/glob.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import { type Fragment, fragmentsOf, type PatchTexts } from "./fragments.ts";
import type { PatchTarget } from "./kustomization.ts";
import { resolvePath } from "./paths.ts";
import type { KustomizeTree, PlacedPatch } from "./tree.ts";

/** Finds what the patches of a run's kustomizations add to an object; nothing for an object of no kustomization. */
export type PartsOf = (object: KubeObject) => readonly ObjectPart[];

/** Reads each patch once, when the first object asks for it. */
export function partsFinder(tree: KustomizeTree, texts: PatchTexts): PartsOf {
  const read = new Map<PlacedPatch["patch"], readonly Fragment[]>();
  const fragments = (placed: PlacedPatch): readonly Fragment[] => {
    const known = read.get(placed.patch) ?? fragmentsOf(placed, texts);
    read.set(placed.patch, known);
    return known;
  };
  return (object) => {
    const file = resolvePath(object.source.name);
    if (tree.roles.get(file) === "patch") return [];
    const names = namesOf(object, tree.affixes.get(file) ?? []);
    const seen = new Set<PlacedPatch["patch"]>();
    return (tree.patches.get(file) ?? []).flatMap((placed) => {
      if (seen.has(placed.patch)) return [];
      seen.add(placed.patch);
      return fragments(placed).flatMap((fragment) => partFor(object, names, fragment, placed.patch.target));
    });
  };
}

/** Kustomize finds an object by the name it was written with and by each that it was given since. */
function namesOf(
  { name }: KubeObject,
  affixes: readonly { readonly prefix: string; readonly suffix: string }[],
): readonly string[] {
  let [prefix, suffix] = ["", ""];
  const names = [name];
  for (const one of affixes) {
    names.push(`${one.prefix}${name}${one.suffix}`);
    [prefix, suffix] = [one.prefix + prefix, suffix + one.suffix];
    names.push(`${prefix}${name}${suffix}`);
  }
  return names;
}

function partFor(
  object: KubeObject,
  names: readonly string[],
  { source, document, place, root }: Fragment,
  target: PatchTarget | null,
): readonly ObjectPart[] {
  const operations = asSeq(root);
  const isMeant = target === null ? isFor(root, object, names) : isTarget(target, object, names);
  if (!isMeant) return [];
  const fields =
    operations === null
      ? [{ path: [], value: root }]
      : operations.items.flatMap((one) => fieldOf(one, object));
  return fields.length === 0 ? [] : [{ source, document, place, fields }];
}

/** A strategic merge without a target names its object by group, kind and name. */
function isFor(root: YamlNode, object: KubeObject, names: readonly string[]): boolean {
  if (asMap(root) === null || textAt(root, ["kind"]) !== object.kind) return false;
  if (apiGroup(textAt(root, ["apiVersion"]) ?? "") !== apiGroup(object.apiVersion)) return false;
  const namespace = textAt(root, ["metadata", "namespace"]);
  if (namespace !== null && object.namespace !== null && namespace !== object.namespace) return false;
  return names.includes(textAt(root, ["metadata", "name"]) ?? "");
}

function isTarget(target: PatchTarget, object: KubeObject, names: readonly string[]): boolean {
  const version = object.apiVersion.slice(object.apiVersion.indexOf("/") + 1);
  return (
    isOneOf(target.group, [apiGroup(object.apiVersion)]) &&
    isOneOf(target.version, [version]) &&
    isOneOf(target.kind, [object.kind]) &&
    isOneOf(target.name, names) &&
    (object.namespace === null || isOneOf(target.namespace, [object.namespace])) &&
    selects(target.labelSelector, stringMap(at(object.root, ["metadata", "labels"]))) &&
    selects(target.annotationSelector, stringMap(at(object.root, ["metadata", "annotations"])))
  );
}

/**
 * A target's fields are regular expressions on the whole value (kustomize docs: patches). Those that are made of names,
 * `.*` and `|` are compared; a stranger's other expressions are not run, and such a patch counts as one for the object.
 */
function isOneOf(pattern: string | null, values: readonly string[]): boolean {
  if (pattern === null || pattern === "") return true;
  const choices = pattern.replace(/^\^/, "").replace(/\$$/, "").split("|");
  if (!choices.every((choice) => /^(?:[\w-]|\.\*|\\?\.)*$/.test(choice))) return true;
  const globs = choices.map((choice) => choice.replaceAll(".*", "*").replaceAll("\\.", "."));
  return values.some((value) => globs.some((glob) => matchesGlob(glob, value)));
}

/** `a=b,c=d`; an expression of another form counts as met. */
function selects(selector: string | null, labels: ReadonlyMap<string, string>): boolean {
  if (selector === null || selector === "") return true;
  return selector.split(",").every((requirement) => {
    const [, key, value] = /^\s*([\w./-]+)\s*==?\s*([\w.-]*)\s*$/.exec(requirement) ?? [];
    return key === undefined || labels.get(key) === value;
  });
}

/** An operation of RFC 6902 that puts a value somewhere. */
function fieldOf(operation: YamlNode, { root }: KubeObject): readonly PartField[] {
  const op = textAt(operation, ["op"]);
  const pointer = textAt(operation, ["path"]);
  const value = at(operation, ["value"]);
  if ((op !== "add" && op !== "replace") || pointer === null || value === null) return [];
  const path = pathOf(pointer, root);
  return path === null ? [] : [{ path, value }];
}

/** A JSON pointer (RFC 6901) as a path of the object; null where it appends to a list. */
function pathOf(pointer: string, root: YamlNode): FieldPath | null {
  const path: (string | number)[] = [];
  for (const token of pointer.split("/").slice(1)) {
    const step = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const isIndex = /^\d{1,6}$/.test(step) && asSeq(at(root, path)) !== null;
    if (step === "-") return null;
    path.push(isIndex ? Number(step) : step);
  }
  return path;
}
