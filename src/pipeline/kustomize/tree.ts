import type { Kustomization, PatchReference } from "./kustomization.ts";

/**
 * What a file is to kustomize: a `patch` is a part of an object, to be merged into one; a `resource` is an object that may
 * get its selectors and names from the kustomization.
 */
export type KustomizeRole = "patch" | "resource";

/** A patch with the kustomization that names it. */
export interface PlacedPatch {
  readonly kustomization: Kustomization;
  readonly patch: PatchReference;
}

/** What a kustomization puts before and after the names of its objects. */
export interface Affix {
  readonly prefix: string;
  readonly suffix: string;
}

/** How the files of a run are put together by kustomize. Keys are resolved paths. */
export interface KustomizeTree {
  readonly roles: ReadonlyMap<string, KustomizeRole>;
  /** The patches that are merged into objects of a file: one list for each kustomization that builds it, in their order. */
  readonly patches: ReadonlyMap<string, readonly (readonly PlacedPatch[])[]>;
  /** The files whose objects a patch file is merged into: one list for each kustomization that names it, see `filesPatchedBy`. */
  readonly patched: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Folders of the kustomizations that nobody else includes and that build the file. */
  readonly overlays: ReadonlyMap<string, readonly string[]>;
  /** The files that each kustomization builds. */
  readonly builds: readonly ReadonlySet<string>[];
  /** What the objects of a file may be called where patches are merged. */
  readonly affixes: ReadonlyMap<string, readonly Affix[]>;
}

/** How deep kustomizations may include each other; real trees stay below ten. */
const MAX_LEVELS = 100;

/** Puts kustomizations together: which file is what, which patch is for which file, and what is built in the end. */
export function kustomizeTree(all: readonly Kustomization[]): KustomizeTree {
  const byFolder = new Map(all.map((one) => [one.folder, one]));
  const roles = rolesOf(all, byFolder);
  const built = filesBuilt(all, byFolder);
  const patches = new Map<string, (readonly PlacedPatch[])[]>();
  const overlays = new Map<string, string[]>();
  const patched = new Map<string, (readonly string[])[]>();
  const affixes = new Map<string, Affix[]>();
  const included = new Set(all.flatMap((one) => [...one.resources, ...one.components]));
  for (const kustomization of all) {
    const files = [...(built.get(kustomization) ?? [])].filter((file) => roles.get(file) !== "patch");
    // The list is shared by all the files: 10,000 patches of 10,000 files are not written out pair by pair.
    const own = patchesWithComponents(kustomization, byFolder, new Set());
    for (const path of new Set(own.flatMap(({ patch }) => (patch.kind === "file" ? [patch.path] : []))))
      push(patched, path, files);
    for (const file of files) {
      if (own.length > 0) push(patches, file, own);
      if (kustomization.namePrefix !== "" || kustomization.nameSuffix !== "")
        push(affixes, file, { prefix: kustomization.namePrefix, suffix: kustomization.nameSuffix });
      if (!included.has(kustomization.folder) && !kustomization.isComponent)
        push(overlays, file, kustomization.folder === "" ? "." : kustomization.folder);
    }
  }
  return {
    roles,
    patches,
    overlays,
    affixes,
    builds: [...built.values()],
    patched,
  };
}

/** The files whose objects a patch file is merged into, each once. */
export function filesPatchedBy({ patched }: KustomizeTree, patchFile: string): readonly string[] {
  return [...new Set((patched.get(patchFile) ?? []).flat())];
}

/** A file may be both, such as a resource that another overlay merges: then it is a patch. */
function rolesOf(
  all: readonly Kustomization[],
  byFolder: ReadonlyMap<string, Kustomization>,
): ReadonlyMap<string, KustomizeRole> {
  const roles = new Map<string, KustomizeRole>();
  for (const { resources } of all)
    for (const path of resources) if (!byFolder.has(path)) roles.set(path, "resource");
  for (const { patches } of all)
    for (const patch of patches) if (patch.kind === "file") roles.set(patch.path, "patch");
  return roles;
}

/** The files whose objects each kustomization builds, those of the kustomizations below it among them. */
function filesBuilt(
  all: readonly Kustomization[],
  byFolder: ReadonlyMap<string, Kustomization>,
): ReadonlyMap<Kustomization, ReadonlySet<string>> {
  const built = new Map<Kustomization, ReadonlySet<string>>();
  const way = new Set<Kustomization>();
  const visit = (one: Kustomization): ReadonlySet<string> => {
    const known = built.get(one);
    if (known !== undefined || way.has(one) || way.size >= MAX_LEVELS) return known ?? new Set();
    const files = new Set<string>();
    way.add(one);
    for (const path of [...one.resources, ...one.components]) {
      const child = byFolder.get(path);
      if (child === undefined) files.add(path);
      else for (const file of visit(child)) files.add(file);
    }
    way.delete(one);
    built.set(one, files);
    return files;
  };
  for (const one of all) visit(one);
  return built;
}

/** A component patches whatever the kustomization that includes it builds (kustomize docs: components). */
function patchesWithComponents(
  one: Kustomization,
  byFolder: ReadonlyMap<string, Kustomization>,
  seen: Set<Kustomization>,
): readonly PlacedPatch[] {
  if (seen.has(one)) return [];
  seen.add(one);
  const components = one.components.flatMap((path) => byFolder.get(path) ?? []);
  return [
    ...components.flatMap((component) => patchesWithComponents(component, byFolder, seen)),
    ...one.patches.map((patch) => ({ kustomization: one, patch })),
  ];
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
