import { type KubeObject, objectsIn } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Source } from "../yaml/source.ts";
import type { YamlDocument } from "../yaml/tree.ts";
import { assertSettled, type Decided, workloadsAmong } from "./decide-all.ts";
import type { LoadedFile } from "./input/load.ts";
import type { MarkObjects } from "./kustomize/mark-parts.ts";
import { pairWorkloads } from "./pair-workloads.ts";
import type { Realized } from "./realize-files.ts";

/** The objects of a run as they go out. Diagnostics never point into objects of changed documents. */
export interface Settled {
  readonly objects: readonly KubeObject[];
  readonly workloads: readonly Workload[];
  /** By the workload as it came in. */
  readonly afterOf: ReadonlyMap<Workload, Workload>;
  readonly byDocument: ReadonlyMap<YamlDocument, readonly KubeObject[]>;
}

/**
 * Reads back what was written, beside what was not touched.
 * @throws Bug where a workload or a pod set got lost.
 */
export function readBack(
  files: readonly LoadedFile[],
  settled: Realized["settled"],
  mark: MarkObjects,
  before: readonly Workload[],
): Settled {
  const objects: KubeObject[] = [];
  const byDocument = new Map<YamlDocument, readonly KubeObject[]>();
  for (const file of files)
    for (const loaded of file.documents) {
      const untouched = { source: file.source as Source, document: loaded.document };
      for (const { source, document } of settled.get(loaded) ?? [untouched]) {
        const own = mark(objectsIn(source, document, objects.length), file);
        byDocument.set(document, own);
        objects.push(...own);
      }
    }
  const { workloads } = workloadsAmong(objects);
  return { objects, workloads, afterOf: pairWorkloads(before, workloads), byDocument };
}

/**
 * Decides once more on the workloads as they go out: nothing may be left to do.
 * @throws Bug otherwise.
 */
export function settle(
  { workloads, objects }: Settled,
  decideOn: (workloads: readonly Workload[], objects: readonly KubeObject[]) => readonly Decided[],
): void {
  assertSettled(decideOn(workloads, objects));
}
