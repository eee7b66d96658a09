import type { AdmissionRow } from "../../gpu/admission-rows.ts";
import { podLabels } from "../../k8s/workload.ts";
import { at, stringMap } from "../../yaml/access.ts";
import type { Pod } from "../pod.ts";

/**
 * Whose admission the pod must pass: that of every platform it may be made for. Null where one of them has none, and
 * where a label of the pod names the allowlist that lets it in.
 */
export function admissionOf(pod: Pod): AdmissionRow | null {
  const [first] = pod.platforms;
  if (first?.admission === undefined) return null;
  if (pod.platforms.some(({ admission }) => admission === undefined)) return null;
  return isAllowlisted(pod, first.admission) ? null : first.admission;
}

function isAllowlisted({ workload, object }: Pod, { allowlist }: AdmissionRow): boolean {
  const ofPods = podLabels(workload);
  const ofObject = at(object.root, ["metadata", "labels"]);
  return [ofPods, ofObject].some((labels) => stringMap(labels).has(allowlist.value.label));
}

/** What to do about something that is rejected: the remedy, and what else can let the workload in. */
export function admissionAdvice({ allowlist }: AdmissionRow, exemption: string, remedy: string): string {
  return `${remedy} ${allowlist.value.advice}: it must match the workload and exempt it from ${exemption}.`;
}
