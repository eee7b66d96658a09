import { isJobItself } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Refusal } from "../../../../kernel/diagnostic.ts";
import { hasGeneratedName, indexedNames, MAX_LABEL } from "../../../../workload/indexed-names.ts";
import { refuse } from "../../../shared/diagnostics.ts";

/** The fixed name of a Job; null where each run has a name of its own, by a CronJob or `generateName`. */
export function fixedJobName({ object, kind }: PodSet): string | null {
  return !isJobItself(kind) || hasGeneratedName(object.name) || object.name === "" ? null : object.name;
}

/**
 * Name of the Service under which the workers find each other: that of the workload. A Service's name begins with a
 * letter (RFC 1035), which a Job's need not.
 */
export function serviceNameFor({ object }: PodSet): string {
  const name = object.name.replace(/-*\*$/, "");
  return /^[a-z]/.test(name) ? name : `job-${name}`;
}

/** Why the workers cannot have host names; null where they can. `count` is how many there are. */
export function nameProblem(podSet: PodSet, count: number): Refusal | null {
  const { object } = podSet;
  const { stem: name, added, length, hasDots } = indexedNames(podSet, count);
  const path = ["metadata", "name"];
  if (name === "")
    return refuse(podSet, ["metadata"], {
      code: "workers-without-name",
      message: `${objectTitle(object)} has no name, and its workers are found by one`,
    });
  if (hasDots)
    return refuse(podSet, path, {
      code: "workers-name",
      message: `the workers of "${name}" cannot find each other: a host name has no dots`,
      advice: "Give it a name without dots.",
    });
  if (Math.max(length, serviceNameFor(podSet).length) <= MAX_LABEL) return null;
  const suffix = added === 0 ? "" : ` (${added} of them are added to the name of each run)`;
  return refuse(podSet, path, {
    code: "workers-name",
    message: `the workers of "${name}" cannot find each other: their host names would have ${length} characters${suffix}, ${MAX_LABEL} are allowed`,
    why: "Each pod is called <job>-<index>, and the API server or the kubelet rejects a longer one.",
    advice: `Take ${length - MAX_LABEL} ${length - MAX_LABEL === 1 ? "character" : "characters"} or more off the name.`,
  });
}
