import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

/**
 * What files are called wherever gpuify is run and however their paths are written: from the top of their repository
 * (the folder with `.git`), outside of one from the working folder; with `/`, on every system.
 */
export function repositoryNames(): (path: string) => string {
  const tops = new Map<string, string | null>();
  const topOf = (folder: string): string | null => {
    const before = tops.get(folder);
    if (before !== undefined) return before;
    const parent = dirname(folder);
    const top = existsSync(join(folder, ".git")) ? folder : parent === folder ? null : topOf(parent);
    tops.set(folder, top);
    return top;
  };
  return (path) => {
    const folder = dirname(resolve(path));
    const below = relative(topOf(folder) ?? process.cwd(), join(folder, basename(path)));
    return below.replaceAll("\\", "/");
  };
}

/** The top of the repository that a folder is in (the one with `.git`), or null. */
export function repositoryTop(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return null;
  }
}
