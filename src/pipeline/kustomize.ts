import { at, items, text } from "../k8s/access.ts";
import { readDocument } from "../yaml/read.ts";
import { decodeSource } from "../yaml/source.ts";
import { splitDocuments } from "../yaml/split.ts";
import type { YamlNode } from "../yaml/tree.ts";
import type { ManifestInput } from "./outcome.ts";

/**
 * What a file is to kustomize: a `patch` is a part of an object, to be merged into one; a `resource` is an object that may
 * get its selectors and names from the kustomization.
 */
export type KustomizeRole = "patch" | "resource";

/** Names under which kustomize looks for its file (kubernetes-sigs/kustomize api/konfig RecognizedKustomizationFileNames). */
export const KUSTOMIZATION_NAMES: readonly string[] = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization",
];

/** The files that the kustomizations among `inputs` name, by path. Those that cannot be read name none. */
export function kustomizeRoles(
  inputs: readonly Pick<ManifestInput, "name" | "bytes">[],
): ReadonlyMap<string, KustomizeRole> {
  const roles = new Map<string, KustomizeRole>();
  for (const { name, bytes } of inputs) {
    const slash = name.replaceAll("\\", "/").lastIndexOf("/");
    if (!KUSTOMIZATION_NAMES.includes(name.slice(slash + 1))) continue;
    const folder = name.slice(0, slash + 1);
    for (const [reference, role] of referencesIn(name, bytes)) {
      const path = resolvePath(`${folder}${reference}`);
      // A file may be both, such as a resource that another overlay merges.
      if (roles.get(path) !== "patch") roles.set(path, role);
    }
  }
  return roles;
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

function referencesIn(name: string, bytes: Uint8Array): readonly (readonly [string, KustomizeRole])[] {
  const source = decodeSource(name, bytes);
  if ("severity" in source) return [];
  const [document] = splitDocuments(source.text);
  const read = document === undefined ? null : readDocument(source.text, document.content);
  if (read === null || !read.ok || read.root === null) return [];
  const { root } = read;
  const list = (field: string): readonly YamlNode[] => items(at(root, [field]));
  const patches = [
    ...list("patchesStrategicMerge").map(text),
    ...[...list("patches"), ...list("patchesJson6902")].map((patch) => text(at(patch, ["path"]))),
  ];
  const resources = [...list("resources"), ...list("bases")].map(text);
  return [
    ...resources.flatMap((path) => (path === null ? [] : [[path, "resource"] as const])),
    // An inline patch is text of several lines.
    ...patches.flatMap((path) => (path === null || path.includes("\n") ? [] : [[path, "patch"] as const])),
  ];
}
