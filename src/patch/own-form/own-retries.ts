import { hasComment } from "../../k8s/comments.ts";
import { jsonOf, sameJson } from "../../k8s/json.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { PodSet } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { jobPods } from "../../workload/job-pods.ts";
import { IGNORE_DISRUPTIONS, IGNORE_DISRUPTIONS_EMBEDDED, RETRIES_PER_POD } from "../../workload/retries.ts";
import { fields, integer } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { inform } from "../shared/diagnostics.ts";

/**
 * Retries exactly as the training profile writes them: last in the Job's spec, for as many pods as it runs at once,
 * without a comment. Null where the policy is not there: a number alone is recorded. Without a number where that is the
 * user's own.
 */
export function ownRetries(
  podSet: PodSet,
): { readonly paths: readonly FieldPath[]; readonly hasNumber: boolean } | null {
  const { jobSpec } = podSet;
  const jobPath = podSet.jobPath;
  const [last, before] = fields(jobSpec).slice(-2).reverse();
  if (jobPath === null || last?.name !== "podFailurePolicy") return null;
  const policy = jsonOf(last.value);
  const forms = [IGNORE_DISRUPTIONS, IGNORE_DISRUPTIONS_EMBEDDED];
  if (!forms.some((rule) => sameJson(policy, { rules: [rule] }))) return null;
  const pods = Math.max(jobPods(jobSpec).atOnce, 1);
  const number = before === undefined ? null : integer(before.value);
  const hasNumber =
    (before?.name === "backoffLimit" && number === RETRIES_PER_POD * pods) ||
    (before?.name === "backoffLimitPerIndex" && number === RETRIES_PER_POD);
  const names = hasNumber && before !== undefined ? [before.name, last.name] : [last.name];
  const paths = names.map((name) => [...jobPath, name]);
  return paths.some((path) => hasComment(podSet.object, path)) ? null : { paths, hasNumber };
}

/** Says that another profile takes them out: people may have written the very same. */
export function retriesGone(podSet: PodSet, paths: readonly FieldPath[]): Advice {
  const names = paths.map((path) => path.at(-1)).join(" and ");
  return inform(podSet, paths[0] ?? [], {
    code: "training-retries-gone",
    message: `taken out of ${objectTitle(podSet.object)}, exactly as the training profile writes it: ${names}`,
  });
}

/** Says that the policy stays: without the number, people may as well have written it. */
export function retriesStay(podSet: PodSet, paths: readonly FieldPath[]): Advice {
  return inform(podSet, paths[0] ?? [], {
    code: "training-retries-stay",
    message: `${objectTitle(podSet.object)} keeps its podFailurePolicy: the training profile or a person may have written it`,
  });
}
