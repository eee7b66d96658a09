import { at } from "../k8s/access.ts";
import type { KubeObject } from "../k8s/object.ts";

/** True for what SOPS has encrypted: it is decrypted before it is applied, and until then no value is what it will be. */
export function isEncrypted({ root }: KubeObject): boolean {
  return at(root, ["sops", "mac"]) !== null;
}
