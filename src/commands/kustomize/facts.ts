import type { InputFile } from "../../io/ports.ts";
import type { Kustomization } from "../../pipeline/kustomize/kustomization.ts";
import type { KustomizeFacts } from "../../pipeline/kustomize/mark-parts.ts";
import { folderOf, isKustomization, KUSTOMIZATION_NAMES } from "../../pipeline/kustomize/paths.ts";
import { factsAround } from "./around.ts";
import { type Disk, keepKustomization, readKustomizationIn } from "./read.ts";

/** How many folders above a named file are looked at. */
const LEVELS_ABOVE = 4;

/** A walk takes files by their endings, which this name of kustomize's file does not have. */
const UNWALKED = KUSTOMIZATION_NAMES.filter((name) => !name.includes("."));

/**
 * What kustomize makes of the inputs; null where no kustomization is known. Known are those among the inputs, for named
 * files those beside and above them, the overlays around a named base, and what all of these include.
 */
export async function kustomizeFacts(
  files: readonly InputFile[],
  disk: Disk,
): Promise<KustomizeFacts | null> {
  const known = new Map<string, Kustomization>();
  for (const file of files) if (isKustomization(file.name)) keepKustomization(known, file);
  const named = files.filter((file) => file.named && file.path !== null);
  const walked = files.filter((file) => !file.named);
  for (const folder of foldersAbove(named)) await readKustomizationIn(folder, known, disk);
  for (const folder of new Set(walked.map(({ name }) => folderOf(name))))
    await readKustomizationIn(folder, known, disk, UNWALKED);
  return known.size === 0 ? null : await factsAround(known, files, disk);
}

function foldersAbove(files: readonly InputFile[]): ReadonlySet<string> {
  const folders = new Set(files.map(({ name }) => folderOf(name)));
  return new Set(
    [...folders].flatMap((folder) =>
      Array.from({ length: LEVELS_ABOVE + 1 }, (_, level) => `${folder}${"../".repeat(level)}`),
    ),
  );
}
