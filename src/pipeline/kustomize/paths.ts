/** Names under which kustomize looks for its file (kubernetes-sigs/kustomize api/konfig RecognizedKustomizationFileNames). */
export const KUSTOMIZATION_NAMES: readonly string[] = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization",
];

/** True for a path that kustomize takes for its own file. */
export function isKustomization(name: string): boolean {
  return KUSTOMIZATION_NAMES.includes(name.slice(folderOf(name).length));
}

/** A path as it is written in a run, without detours, so that it can be looked up. */
export function resolvePath(path: string): string {
  const steps: string[] = [];
  for (const step of path.replaceAll("\\", "/").split("/")) {
    if (step === "." || (step === "" && steps.length > 0)) continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== ".." && steps.at(-1) !== "") steps.pop();
    else steps.push(step);
  }
  return steps.join("/");
}

/** The folder of a path, ending in `/`; empty for a name without a folder. */
export function folderOf(path: string): string {
  const slashed = path.replaceAll("\\", "/");
  return slashed.slice(0, slashed.lastIndexOf("/") + 1);
}
