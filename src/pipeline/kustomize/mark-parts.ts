import { kindOf } from "../../k8s/kinds.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { looksLikeFragment } from "../../workload/fragment.ts";
import type { LoadedFile } from "../input/load.ts";
import type { PatchTexts } from "./fragments.ts";
import { type PartsOf, partsFinder } from "./object-parts.ts";
import { resolvePath } from "./paths.ts";
import type { KustomizeTree } from "./tree.ts";

/** What a run knows of kustomize: the tree, and the texts of its patches, those outside the input among them. */
export interface KustomizeFacts {
  readonly tree: KustomizeTree;
  readonly texts: PatchTexts;
  /** Files outside the input that are built together with named inputs. */
  readonly outside: PatchTexts;
}

/** Says of each object whether it is a part of another one, and what parts add to it. */
export type MarkObjects = (
  objects: readonly KubeObject[],
  file: Pick<LoadedFile, "input">,
) => readonly KubeObject[];

/** Leaves objects as they are, for runs that kustomize does not matter to. */
export const markNothing: MarkObjects = (objects) => objects;

/** Marks objects by what the kustomizations say of their files; null where none is known. */
export function objectMarker(facts: KustomizeFacts | null): MarkObjects {
  const partsOf = facts === null ? null : partsFinder(facts.tree, facts.texts);
  return (objects, { input }) => {
    const role = facts?.tree.roles.get(resolvePath(input.name)) ?? null;
    if (role === "patch") return objects.map((object) => ({ ...object, role: "part" }));
    if (role === null && !input.named) return objects.map(markIfFragment);
    return partsOf === null ? objects : objects.map((object) => withParts(object, partsOf));
  };
}

/** Files with their objects marked. */
export function markFiles(files: readonly LoadedFile[], mark: MarkObjects): readonly LoadedFile[] {
  return files.map((file) => ({
    ...file,
    documents: file.documents.map((one) => ({ ...one, objects: mark(one.objects, file) })),
  }));
}

/** In a folder, what no server would take as it is belongs to an object that is elsewhere. */
function markIfFragment(object: KubeObject): KubeObject {
  return looksLikeFragment(object) ? { ...object, role: "part" } : object;
}

function withParts(object: KubeObject, partsOf: PartsOf): KubeObject {
  if (kindOf(object) === null) return object;
  const parts = partsOf(object);
  return parts.length === 0 ? object : { ...object, parts };
}

/** True for a patch of a workload. */
export function isWorkloadPart(object: KubeObject): boolean {
  return object.role === "part" && kindOf(object) !== null;
}

/** How many files of the input are patches or look like patches of workloads. */
export function countPartFiles(files: readonly LoadedFile[]): number {
  return files.filter(({ documents }) => documents.some(({ objects }) => objects.some(isWorkloadPart)))
    .length;
}
