import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { ObjectPart, PartField } from "../../k8s/object-part.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { asSeq, at, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import { type Fragment, fragmentsOf, type PatchTexts } from "./fragments.ts";
import { indexPatches, type PatchIndex, patchesFor } from "./patch-index.ts";
import { resolvePath } from "./paths.ts";
import type { Affix, KustomizeTree, PlacedPatch } from "./tree.ts";

/** Finds what the patches of a run's kustomizations add to an object; nothing for an object of no kustomization. */
export type PartsOf = (object: KubeObject) => readonly ObjectPart[];

/** How many fields patches may put into the objects of a run, counted object by object; real trees stay far below. */
const MAX_FIELDS = 20_000;

/** How many names may be compared with the patterns of patches in a run. */
const MAX_COMPARISONS = 5_000_000;

/** Longest name of an object in Kubernetes (DNS subdomain, RFC 1123): kustomize can give it no longer one. */
const MAX_NAME = 253;

/**
 * Reads each patch once, when the first object asks for it.
 * @throws Failure (input) where kustomizations have more patches for objects than a run has time for.
 */
export function partsFinder(tree: KustomizeTree, texts: PatchTexts): PartsOf {
  const indexOf = indexFinder(texts);
  const namesOf = nameFinder(tree);
  let written = 0;
  let comparisons = 0;
  return (object) => {
    const file = resolvePath(object.source.name);
    if (tree.roles.get(file) === "patch") return [];
    const names = namesOf(object, file);
    const meant = new Set<Fragment>();
    for (const list of tree.patches.get(file) ?? []) {
      const index = indexOf(list);
      comparisons += index.others.length * names.size;
      if (comparisons > MAX_COMPARISONS) throw tooManyPatches(object);
      for (const fragment of patchesFor(index, object, names)) meant.add(fragment);
    }
    const parts = [...meant].flatMap((fragment) => partOf(fragment, object));
    for (const part of parts) written += part.fields.length;
    if (written > MAX_FIELDS) throw tooManyPatches(object);
    return parts;
  };
}

/** Indexes each list of patches once, and reads each patch once. */
function indexFinder(texts: PatchTexts): (list: readonly PlacedPatch[]) => PatchIndex {
  const indexes = new Map<readonly PlacedPatch[], PatchIndex>();
  const read = new Map<PlacedPatch["patch"], readonly Fragment[]>();
  const fragments = (placed: PlacedPatch): readonly Fragment[] => {
    const known = read.get(placed.patch) ?? fragmentsOf(placed, texts);
    read.set(placed.patch, known);
    return known;
  };
  return (list) => {
    const index = indexes.get(list) ?? indexPatches(list, fragments);
    indexes.set(list, index);
    return index;
  };
}

function tooManyPatches(object: KubeObject): Failure {
  return new Failure(
    EXIT.input,
    `kustomizations have more patches for objects such as ${objectTitle(object)} in "${object.source.name}" than gpuify reads`,
    "patch what kustomize builds: `kubectl kustomize DIR | gpuify -p PROFILE -`",
  );
}

/** Gives the names of an object; files that the same kustomizations build share the work. */
function nameFinder(tree: KustomizeTree): (object: KubeObject, file: string) => ReadonlySet<string> {
  const known = new Map<string, readonly Affix[]>();
  return ({ name }, file) => {
    const affixes = tree.affixes.get(file) ?? [];
    const key = JSON.stringify(affixes);
    const around = known.get(key) ?? affixesTogether(affixes);
    known.set(key, around);
    return new Set([name, ...around.map(({ prefix, suffix }) => `${prefix}${name}${suffix}`)]);
  };
}

/** Kustomize finds an object by the name it was written with and by each that it was given since. */
function affixesTogether(affixes: readonly Affix[]): readonly Affix[] {
  let all: Affix = { prefix: "", suffix: "" };
  const found = new Map<string, Affix>();
  for (const one of affixes) {
    all = { prefix: one.prefix + all.prefix, suffix: all.suffix + one.suffix };
    for (const affix of [one, all])
      if (affix.prefix.length + affix.suffix.length < MAX_NAME)
        found.set(JSON.stringify([affix.prefix, affix.suffix]), affix);
  }
  return [...found.values()];
}

function partOf({ source, document, place, root }: Fragment, object: KubeObject): readonly ObjectPart[] {
  const operations = asSeq(root);
  const fields =
    operations === null
      ? [{ path: [], value: root }]
      : operations.items.flatMap((one) => fieldOf(one, object));
  return fields.length === 0 ? [] : [{ source, document, place, fields }];
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
