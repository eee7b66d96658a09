import { hasComment } from "../../k8s/comments.ts";
import { podAnnotations } from "../../k8s/workload.ts";
import { fields, text } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { PodSetContext } from "../shared/context.ts";

/** The annotations against eviction at the end of the pod's, as the training profile writes them: none with a comment. */
export function lastEvictionAnnotations(context: PodSetContext): readonly FieldPath[] {
  const last = annotationsAtTheEnd(context);
  return last.some((path) => hasComment(context.podSet.object, path)) ? [] : last;
}

/** The same where a comment says that one of them may be a person's; empty where none has a comment. */
export function commentedEvictionAnnotations(context: PodSetContext): readonly FieldPath[] {
  const last = annotationsAtTheEnd(context);
  return last.some((path) => hasComment(context.podSet.object, path)) ? last : [];
}

function annotationsAtTheEnd({ podSet, catalog }: PodSetContext): readonly FieldPath[] {
  const path = podSet.annotationsPath;
  if (path === null) return [];
  const all = fields(podAnnotations(podSet));
  const others = all.findLastIndex(
    ({ name, value }) => !catalog.isEvictionAnnotation(name) || !forbidsEviction(name, text(value) ?? ""),
  );
  return all.slice(others + 1).map(({ name }) => [...path, name]);
}

/** `safe-to-evict: "false"` and `do-not-disrupt: "true"` say the same thing. */
function forbidsEviction(key: string, value: string): boolean {
  return value === (key.endsWith("safe-to-evict") ? "false" : "true");
}
