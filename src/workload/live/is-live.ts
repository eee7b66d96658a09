import type { WorkloadObject } from "../../k8s/workload.ts";
import { asMap, asScalar, asSeq, at, items, text } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { hasGeneratedFields } from "./generated-fields.ts";

/**
 * Whether a workload was read from a cluster (`kubectl get -o yaml`).
 * Proof is a uid, a resourceVersion, managed fields, a status that says something, or the selector or the
 * `controller-uid` label that the API server generates for a Job. The other fields prove nothing:
 * `kubectl create --dry-run=client -o yaml` prints `creationTimestamp: null` and `status: {}`, and a half-cleaned
 * dump with a `generation` is accepted like any manifest.
 */
export function isLive(workload: WorkloadObject): boolean {
  const { root } = workload.object;
  return (
    hasGeneratedFields(workload) ||
    isWritten(at(root, ["metadata", "uid"])) ||
    isWritten(at(root, ["metadata", "resourceVersion"])) ||
    items(at(root, ["metadata", "managedFields"])).length > 0 ||
    saysSomething(at(root, ["status"]))
  );
}

function isWritten(node: YamlNode | null): boolean {
  return (text(node) ?? "") !== "";
}

/** Empty values and zeros are what a marshaled object without a status has: `status: {replicas: 0}`. */
function saysSomething(node: YamlNode | null): boolean {
  const map = asMap(node);
  if (map !== null) return map.entries.some(({ value }) => saysSomething(value));
  const list = asSeq(node);
  if (list !== null) return list.items.some(saysSomething);
  return !["", "0"].includes(text(asScalar(node)) ?? "");
}
