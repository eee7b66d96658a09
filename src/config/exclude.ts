import { compilePathGlobs } from "../kernel/glob/glob.ts";

/** Whether a path below a config's folder is one that its `exclude` leaves out: a glob of the file, or of a folder above. */
export function compileExclude(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const bare = globs.map((glob) => glob.replace(/^\.\//, "").replace(/\/+$/, ""));
  // Plain names are what most lists have, and are quick to look up.
  const names = new Set(bare.filter((glob) => !/[*?[\]{}\\/]/.test(glob)));
  const patterns = bare
    .filter((glob) => !names.has(glob))
    .map((glob) => (glob.includes("/") ? glob : `**/${glob}`))
    .flatMap((glob) => [glob, `${glob}/**`]);
  const matches = compilePathGlobs(patterns);
  return (path) => (names.size > 0 && path.split("/").some((name) => names.has(name))) || matches(path);
}
