import type { InputFile } from "../../io/ports.ts";
import type { KustomizeFacts } from "../../pipeline/kustomize/mark-parts.ts";
import { folderOf, KUSTOMIZATION_NAMES, resolvePath } from "../../pipeline/kustomize/paths.ts";
import { type KustomizeTree, kustomizeTree } from "../../pipeline/kustomize/tree.ts";
import { encodeText } from "../../yaml/source.ts";
import { type Disk, type KnownKustomizations, MAX_OUTSIDE, readKustomizationIn, textOf } from "./read.ts";

/** Completes what is known of kustomizations by those that belong to them, and reads their patches. */
export async function factsAround(
  known: KnownKustomizations,
  files: readonly InputFile[],
  disk: Disk,
): Promise<KustomizeFacts> {
  const named = files.filter((file) => file.named && file.path !== null);
  await readOverlays(named, known, disk);
  await readIncluded(known, disk);
  const tree = kustomizeTree([...known.values()]);
  return {
    tree,
    texts: await patchTexts(tree, files, disk),
    outside: await builtBeside(tree, named, files, disk),
  };
}

/** A base that is named alone is built by overlays that usually lie in folders beside its own. */
async function readOverlays(
  named: readonly InputFile[],
  known: KnownKustomizations,
  disk: Disk,
): Promise<void> {
  const { roles } = kustomizeTree([...known.values()]);
  const bases = named.filter(({ name }) => roles.get(resolvePath(name)) === "resource");
  for (const folder of new Set(bases.map(({ name }) => `${folderOf(name)}../`)))
    for (const path of await disk.findFilesNear(folder, KUSTOMIZATION_NAMES))
      await readKustomizationIn(folderOf(path), known, disk);
}

/** Kustomizations that others include. */
async function readIncluded(known: KnownKustomizations, disk: Disk): Promise<void> {
  const open = [...known.values()];
  const asked = new Set<string>();
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const path of [...one.resources, ...one.components]) {
      if (known.has(path) || asked.has(path) || /\.(?:ya?ml|json)$/.test(path)) continue;
      asked.add(path);
      await readKustomizationIn(path === "" ? "" : `${path}/`, known, disk);
      const child = known.get(path);
      if (child !== undefined) open.push(child);
    }
}

/**
 * The texts of the patches that are merged into inputs. A patch outside its kustomization's folder is not read: kustomize
 * refuses it (its default load restriction, LoadRestrictionsRootOnly).
 */
async function patchTexts(
  tree: KustomizeTree,
  files: readonly InputFile[],
  disk: Disk,
): Promise<KustomizeFacts["texts"]> {
  const inputs = new Map(files.map((file) => [resolvePath(file.name), file]));
  const texts = new Map<string, { readonly name: string; readonly bytes: Uint8Array }>();
  const lists = new Set([...inputs.keys()].flatMap((path) => tree.patches.get(path) ?? []));
  for (const list of lists)
    for (const { kustomization, patch } of list) {
      if (patch.kind === "inline" || texts.has(patch.path)) continue;
      const input = inputs.get(patch.path);
      if (input === undefined && !isBelow(patch.path, kustomization.folder)) continue;
      const text = input === undefined ? await textOf(patch.path, disk) : null;
      if (input !== undefined) texts.set(patch.path, input);
      else if (text !== null) texts.set(patch.path, { name: patch.path, bytes: encodeText(text) });
    }
  return texts;
}

/** Other resources that are built together with files that were named alone. */
async function builtBeside(
  { builds, roles }: KustomizeTree,
  named: readonly InputFile[],
  files: readonly InputFile[],
  disk: Disk,
): Promise<KustomizeFacts["outside"]> {
  const inputs = new Set(files.map(({ name }) => resolvePath(name)));
  const own = new Set(named.map(({ name }) => resolvePath(name)));
  const beside = builds.filter((build) => [...build].some((path) => own.has(path)));
  const paths = new Set(beside.flatMap((build) => [...build]));
  const texts = new Map<string, { readonly name: string; readonly bytes: Uint8Array }>();
  for (const path of [...paths].slice(0, MAX_OUTSIDE)) {
    if (inputs.has(path) || roles.get(path) === "patch" || !/\.(?:ya?ml|json)$/.test(path)) continue;
    const text = await textOf(path, disk);
    if (text !== null) texts.set(path, { name: path, bytes: encodeText(text) });
  }
  return texts;
}

function isBelow(path: string, folder: string): boolean {
  if (folder === "") return !path.startsWith("../") && !path.startsWith("/");
  return path.startsWith(`${folder}/`);
}
