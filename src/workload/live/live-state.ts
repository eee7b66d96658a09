import { asMap, asScalar, asSeq, at, items, text } from "../../k8s/access.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { generatedJobFields } from "./job-fields.ts";
import type { LiveField } from "./live-field.ts";
import { metadataFields, templateFields } from "./metadata-fields.ts";
import { podFields } from "./pod-fields.ts";

/** What a workload has of an object in a cluster. */
export interface LiveState {
  /** Something in it proves that it was read from an API server. */
  readonly isLive: boolean;
  /**
   * In the order of the API. `creationTimestamp: null`, `status: {}` and the like, which every marshaled Go object has,
   * are among them in a workload that is not live, too; fields that a person may write are only there when it is live.
   */
  readonly fields: readonly LiveField[];
}

/**
 * Whether a workload was read from a cluster (`kubectl get -o yaml`), and which of its fields are the server's.
 * Proof is a uid, a resourceVersion, managed fields, a status that says something, or the selector or the
 * `controller-uid` label that the API server generates for a Job. The other fields prove nothing:
 * `kubectl create --dry-run=client -o yaml` prints `creationTimestamp: null` and `status: {}`, and a half-cleaned
 * dump with a `generation` is accepted like any manifest.
 */
export function liveStateOf(workload: Workload): LiveState {
  const { root } = workload.object;
  const ofJob = generatedJobFields(workload);
  const isLive =
    ofJob.isGenerated ||
    isWritten(at(root, ["metadata", "uid"])) ||
    isWritten(at(root, ["metadata", "resourceVersion"])) ||
    items(at(root, ["metadata", "managedFields"])).length > 0 ||
    saysSomething(at(root, ["status"]));
  const candidates = [
    ...metadataFields(isLive),
    ...ofJob.fields,
    ...templateFields(workload),
    ...(isLive && workload.kind.class === "pod" ? podFields(workload) : []),
    STATUS,
  ];
  return { isLive, fields: candidates.filter(({ path }) => at(root, path) !== null) };
}

/** kubernetes/community sig-architecture/api-conventions.md "Spec and Status": a status in a POST or PUT is ignored. */
const STATUS: LiveField = {
  path: ["status"],
  why: "the status is what the cluster reports, and is ignored in a manifest",
};

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
