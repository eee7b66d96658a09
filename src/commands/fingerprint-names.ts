import type { InputSet, Ports } from "../io/ports.ts";

/**
 * What files are called in fingerprints: from the top of their repository, however the path is written and wherever the
 * run is. Standard input without a name is in no repository.
 */
export function fingerprintNames(
  files: InputSet["files"],
  ports: Pick<Ports, "repositoryNames">,
): (file: string) => string {
  const inRepository = ports.repositoryNames();
  const paths = new Map(files.map(({ name, path }) => [name, path ?? (name === "-" ? null : name)]));
  return (file) => {
    const path = paths.get(file) ?? null;
    return path === null ? file : inRepository(path);
  };
}
