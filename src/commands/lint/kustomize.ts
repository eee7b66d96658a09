import type { InputFile, Ports } from "../../io/ports.ts";
import {
  KUSTOMIZATION_NAMES,
  type KustomizeRole,
  kustomizeRoles,
  resolvePath,
} from "../../pipeline/kustomize.ts";
import { encodeText } from "../../yaml/source.ts";

/**
 * What kustomize makes of each input: by the kustomizations among the inputs, and for files that were named alone also by
 * those in their own folder and the one above.
 */
export async function kustomizeRoleOf(
  files: readonly InputFile[],
  ports: Pick<Ports, "readText">,
): Promise<(file: string) => KustomizeRole | null> {
  const known = new Set(files.map(({ name }) => resolvePath(name)));
  const beside: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const folder of foldersOf(files))
    for (const name of KUSTOMIZATION_NAMES) {
      const path = `${folder}${name}`;
      if (known.has(resolvePath(path))) continue;
      const text = await textOf(path, ports);
      if (text !== null) beside.push({ name: path, bytes: encodeText(text) });
    }
  const roles = kustomizeRoles([...files, ...beside]);
  return (file) => roles.get(resolvePath(file)) ?? null;
}

/** A walk has found the kustomizations itself. */
function foldersOf(files: readonly InputFile[]): ReadonlySet<string> {
  const named = files.filter((file) => file.named && file.path !== null);
  return new Set(
    named.flatMap(({ name }) => {
      const folder = name.replaceAll("\\", "/").slice(0, name.replaceAll("\\", "/").lastIndexOf("/") + 1);
      return [folder, `${folder}../`];
    }),
  );
}

/** A kustomization that cannot be read says nothing; kustomize itself will tell. */
async function textOf(path: string, ports: Pick<Ports, "readText">): Promise<string | null> {
  try {
    return await ports.readText(path);
  } catch {
    return null;
  }
}
