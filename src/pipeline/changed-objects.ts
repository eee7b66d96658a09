import type { KubeObject } from "../k8s/object.ts";
import type { YamlDocument } from "../yaml/tree.ts";
import type { SettledDocument } from "./apply.ts";
import type { LoadedDocument } from "./input/load.ts";
import type { ChangedObject } from "./outcome.ts";

/**
 * The objects of changed documents as they were and as they are now; made ones were not. `again` has the objects of
 * the documents that were read back, and `minorOf` gives the version of Kubernetes that somebody named for a workload.
 */
export function changedObjects(
  settled: ReadonlyMap<LoadedDocument, readonly SettledDocument[]>,
  again: ReadonlyMap<YamlDocument, readonly KubeObject[]>,
  minorOf: (object: KubeObject) => number | null,
): readonly ChangedObject[] {
  return [...settled].flatMap(([loaded, documents]) => {
    const left = [...loaded.objects];
    return documents.flatMap(({ document }) => {
      if (document === loaded.document) return [];
      return (again.get(document) ?? []).map((after): ChangedObject => {
        const index = left.findIndex((one) => isSame(one, after));
        const before = index < 0 ? null : (left.splice(index, 1)[0] ?? null);
        return { before, after, minor: before === null ? null : minorOf(before) };
      });
    });
  });
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  return (
    a.kind === b.kind && a.name === b.name && a.namespace === b.namespace && a.apiVersion === b.apiVersion
  );
}
