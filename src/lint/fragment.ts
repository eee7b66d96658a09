import { at } from "../k8s/access.ts";
import type { KubeObject } from "../k8s/object.ts";

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
