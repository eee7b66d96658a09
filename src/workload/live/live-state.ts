import { isBarePod } from "../../k8s/kinds.ts";
import type { Workload } from "../../k8s/workload.ts";
import { at } from "../../yaml/access.ts";
import { isLive } from "./is-live.ts";
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

/** Which fields of a workload are the API server's, whether it proves to be live or not. */
export function liveStateOf(workload: Workload): LiveState {
  const { object, kind, podSets } = workload;
  const { root } = object;
  const live = isLive(workload);
  const candidates = [
    ...metadataFields(live),
    ...generatedJobFields(workload),
    ...templateFields(workload),
    ...(live && isBarePod(kind) ? podSets.flatMap(podFields) : []),
    STATUS,
  ];
  return { isLive: live, fields: candidates.filter(({ path }) => at(root, path) !== null) };
}

/** kubernetes/community sig-architecture/api-conventions.md "Spec and Status": a status in a POST or PUT is ignored. */
const STATUS: LiveField = {
  path: ["status"],
  why: "the cluster reports the status and ignores it in a manifest",
};
