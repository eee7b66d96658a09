import type { PodSetRow } from "../k8s/kind-row.ts";
import { kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { matchesOf } from "../k8s/pattern.ts";
import { at, isNullish, items } from "../yaml/access.ts";
import type { MapNode, YamlNode } from "../yaml/tree.ts";

/**
 * True for what looks like a part of a workload, to be merged into one by kustomize or kubectl patch: some container has
 * no image, which the API server demands of every container (kubernetes/kubernetes pkg/apis/core/validation
 * validateContainerCommon), or there are no containers, or no pod template at all. Where the operator of a kind merges
 * pods over a base of its own, or has one container in a map of its own, images may be missing in the whole object too.
 */
export function looksLikeFragment(
  object: Pick<KubeObject, "apiVersion" | "kind" | "root" | "ownKind">,
): boolean {
  const { root } = object;
  const row = kindOf(object);
  if (row === null || row.podSets.length === 0) return false;
  const written = row.podSets.filter((set) => isWritten(root, set));
  if (written.length === 0) return !row.podSets.some(isMerged);
  return written.some((set) => !isMerged(set) && podSpecs(root, set).some((spec) => isPart(spec, set)));
}

function isMerged({ merged }: PodSetRow): boolean {
  return merged === true;
}

function isWritten(root: MapNode, { at: pattern }: PodSetRow): boolean {
  return matchesOf(root, pattern).some(({ path }) => !isNullish(at(root, path)));
}

function podSpecs(root: MapNode, { at: pattern, form }: PodSetRow): readonly (YamlNode | null)[] {
  const templates = matchesOf(root, pattern).filter(({ path }) => !isNullish(at(root, path)));
  return templates.map(({ path }) => at(root, form === "spec" ? path : [...path, "spec"]));
}

/** A pod spec among other fields of its kind is one only where it has containers. */
function isPart(podSpec: YamlNode | null, { form }: PodSetRow): boolean {
  if (podSpec === null) return true;
  const main = at(podSpec, ["containers"]);
  if (main === null && form === "spec") return false;
  const containers = [...items(main), ...items(at(podSpec, ["initContainers"]))];
  return main === null || containers.some((container) => at(container, ["image"]) === null);
}
