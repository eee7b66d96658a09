import { compilePathGlob } from "../kernel/glob.ts";

/** Whether a path below a config's folder is one that its `exclude` leaves out: a glob of the file, or of a folder above. */
export function compileExclude(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const tests = globs.flatMap((glob) => {
    const bare = glob.replace(/^\.\//, "").replace(/\/+$/, "");
    const anywhere = bare.includes("/") ? bare : `**/${bare}`;
    return [compilePathGlob(anywhere), compilePathGlob(`${anywhere}/**`)];
  });
  return (path) => tests.some((test) => test(path));
}
