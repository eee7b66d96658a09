import { kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { templatePathsOf } from "../k8s/pod-set.ts";
import { at, items } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";

/**
 * True for what looks like a part of a workload, to be merged into one by kustomize or kubectl patch: some container has
 * no image, which the API server demands of every container (kubernetes/kubernetes pkg/apis/core/validation
 * validateContainerCommon), or there are no containers, or no pod template at all.
 */
export function looksLikeFragment(
  object: Pick<KubeObject, "apiVersion" | "kind" | "root" | "ownKind">,
): boolean {
  const { root } = object;
  const row = kindOf(object);
  // Operators merge what people write over bases of their own, so what is missing tells nothing.
  if (row === null || row.life !== undefined) return false;
  const templates = templatePathsOf(root, row);
  return templates.length === 0 || templates.some((path) => isFragment(at(root, [...path, "spec"])));
}

function isFragment(podSpec: YamlNode | null): boolean {
  if (podSpec === null) return true;
  const main = at(podSpec, ["containers"]);
  const containers = [...items(main), ...items(at(podSpec, ["initContainers"]))];
  return main === null || containers.some((container) => at(container, ["image"]) === null);
}
