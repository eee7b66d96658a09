import { at, items } from "../k8s/access.ts";
import { workloadKind } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";

/**
 * True for what looks like a part of a workload, to be merged into one by kustomize or kubectl patch: some container has
 * no image, which the API server demands of every container (kubernetes/kubernetes pkg/apis/core/validation
 * validateContainerCommon), or there are no containers, or no pod template at all.
 */
export function looksLikeFragment({ apiVersion, kind, root }: KubeObject): boolean {
  const row = workloadKind(apiVersion, kind);
  if (row === null) return false;
  const spec = at(root, [...row.template, "spec"]);
  if (spec === null) return true;
  const main = at(spec, ["containers"]);
  const containers = [...items(main), ...items(at(spec, ["initContainers"]))];
  return main === null || containers.some((container) => at(container, ["image"]) === null);
}

/**
 * Keys that are for another tool than the API server: directives of a strategic merge (kubernetes.io: Update API Objects
 * in Place Using kubectl patch), expressions in assertions of Chainsaw and Kyverno (kyverno.github.io/chainsaw: Assertion
 * trees), which no field can be named like.
 */
export function isForAnotherTool(key: string): boolean {
  return /^\$(?:patch|retainKeys|setElementOrder\/.+|deleteFromPrimitiveList\/.+)$|^(?:~\w*\.)?\(.*\)(?:->\w+)?$/.test(
    key,
  );
}

/** True for what SOPS has encrypted: it is decrypted before it is applied, and until then no value is what it will be. */
export function isEncrypted({ root }: KubeObject): boolean {
  return at(root, ["sops", "mac"]) !== null;
}
