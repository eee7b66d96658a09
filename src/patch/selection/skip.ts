import { annotationsOf, objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { inform, warn } from "../shared/diagnostics.ts";
import { isSelectedByName, type Scope } from "./selection.ts";

/** Annotation that takes an object out of every run; its value is the reason. */
export const SKIP_ANNOTATION = "gpuify.dev/skip";

/** A value that reads as if the workload was not to be skipped. */
const DENIAL = /^(?:false|no|n|off|0)$/i;

/** What is to say about a workload that wants to be left alone, or null. */
export function skipNote(workload: Workload, scope: Scope): Advice | null {
  const reason = annotationsOf(workload.object).get(SKIP_ANNOTATION);
  if (reason === undefined || scope.override === true || isSelectedByName(workload.object, scope))
    return null;
  const title = objectTitle(workload.object);
  const path = ["metadata", "annotations", SKIP_ANNOTATION];
  const message = `${title} is left alone: ${SKIP_ANNOTATION}${reason === "" ? "" : ` says "${reason}"`}`;
  if (DENIAL.test(reason.trim()))
    return warn(workload, path, {
      code: "skipped",
      message,
    });
  return inform(workload, path, {
    code: "skipped",
    message,
    advice: `Select it by name to patch it all the same: --select ${title}.`,
  });
}
