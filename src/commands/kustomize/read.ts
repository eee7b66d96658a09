import type { Ports } from "../../io/ports.ts";
import { type Kustomization, readKustomization } from "../../pipeline/kustomize/kustomization.ts";
import { KUSTOMIZATION_NAMES, resolvePath } from "../../pipeline/kustomize/paths.ts";
import { encodeText } from "../../yaml/source.ts";

/** How many kustomizations outside the input are read. */
export const MAX_OUTSIDE = 500;

/** What is asked of the file system. */
export type Disk = Pick<Ports, "readText" | "findFilesNear">;

/** Kustomizations by their folders. */
export type KnownKustomizations = Map<string, Kustomization>;

/** Keeps a kustomization, unless it cannot be read. */
export function keepKustomization(
  known: KnownKustomizations,
  file: { readonly name: string; readonly bytes: Uint8Array },
): void {
  const read = readKustomization(file);
  if (read !== null) known.set(read.folder, read);
}

/** Reads the kustomization of a folder, unless it is known. */
export async function readKustomizationIn(
  folder: string,
  known: KnownKustomizations,
  disk: Disk,
  names = KUSTOMIZATION_NAMES,
): Promise<void> {
  if (known.has(resolvePath(folder)) || known.size > MAX_OUTSIDE) return;
  for (const name of names) {
    const path = `${folder}${name}`;
    const text = await textOf(path, disk);
    if (text === null) continue;
    keepKustomization(known, { name: path, bytes: encodeText(text) });
    return;
  }
}

/** What cannot be read says nothing; kustomize itself will tell. */
export async function textOf(path: string, { readText }: Pick<Ports, "readText">): Promise<string | null> {
  try {
    return await readText(path);
  } catch {
    return null;
  }
}
