import picomatch from "picomatch";

/** Whether a path below a config's folder is one that its `exclude` leaves out: a glob of the file, or of a folder above. */
export function compileExclude(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const patterns = globs.flatMap((glob) => {
    const bare = glob.replace(/^\.\//, "").replace(/\/+$/, "");
    const anywhere = bare.includes("/") ? bare : `**/${bare}`;
    return [anywhere, `${anywhere}/**`];
  });
  const test = picomatch(patterns, { dot: true });
  return (path) => test(path);
}
