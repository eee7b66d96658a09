import { hasComment } from "../../k8s/comments.ts";
import { jsonOf } from "../../k8s/json.ts";
import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import type { JsonMap } from "../../kernel/json.ts";
import { isMergeKey, type YamlNode } from "../../yaml/tree.ts";
import type { Fix } from "../rule.ts";

/**
 * Moves a plain container behind the init containers, as one that is restarted for as long as the pod runs: probes, hooks
 * and all else go with it, which the API takes there since sidecars exist. It starts before the main containers then.
 * Null where its text says more than its data does, which would be lost: comments, anchors, numbers as people write them.
 */
export function nativeSidecarFix(podSet: PodSet, { name, node, path }: ContainerView): Fix | null {
  const value = jsonOf(node);
  if (!isPlain(node) || hasComment(podSet.object, path)) return null;
  return {
    safety: "unsafe",
    title: `make "${name}" a native sidecar, in initContainers with restartPolicy: Always`,
    operations: [
      { op: "remove", path },
      { op: "append", path: [...podSet.podSpecPath, "initContainers"], value: restarted(value as JsonMap) },
    ],
  };
}

/** `restartPolicy` behind name and image, where people look for it. */
function restarted({ name, image, restartPolicy: _, ...others }: JsonMap): JsonMap {
  return {
    ...(name !== undefined && { name }),
    ...(image !== undefined && { image }),
    restartPolicy: "Always",
    ...others,
  };
}

/** True where writing the value anew gives the same data to every reader. */
function isPlain(node: YamlNode, odd: "refused" | "a quantity" = "refused"): boolean {
  if (node.kind === "alias" || node.anchor !== null || node.tag !== null) return false;
  if (node.kind === "seq") return node.items.every((item) => isPlain(item, odd));
  if (node.kind === "map")
    return node.entries.every(
      ({ key, name, value }) =>
        name !== null && !isMergeKey(key) && isPlain(value, name === "resources" ? "a quantity" : odd),
    );
  // Half a core is the same quantity as a number and as text.
  return (
    odd === "a quantity" || node.style !== "plain" || typeof jsonOf(node) !== "string" || !ODD.test(node.text)
  );
}

/** What one reader or another takes for a number, a date or a truth value. */
const ODD =
  /^(?:[-+]?[.\d][\d_,.:]*(?:e[-+]?\d*)?|[-+]?0[xob][\da-f_]*|\d{4}-\d\d?-\d\d?.*|y|n|yes|no|on|off|[-+]?\.inf|\.nan)$/i;
