import { workloadKind } from "../../k8s/kinds.ts";
import type { KubeObject } from "../../k8s/object.ts";
import type { LoadedFile } from "../input/load.ts";

/** True for a patch of a workload. */
export function isWorkloadPart({ role, apiVersion, kind }: KubeObject): boolean {
  return role === "part" && workloadKind(apiVersion, kind) !== null;
}

/** How many files of the input are patches or look like patches of workloads. */
export function countPartFiles(files: readonly LoadedFile[]): number {
  return files.filter(({ documents }) => documents.some(({ objects }) => objects.some(isWorkloadPart)))
    .length;
}
