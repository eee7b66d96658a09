import { at, textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";

/**
 * True when something among the inputs says that a resource exists: a Node that has it, or a DeviceClass that it
 * stands for (DRA, KEP-5004).
 */
export function isOffered(resource: string, { surroundings }: LintContext): boolean {
  return surroundings.objects.some(({ kind, root }) => {
    if (kind === "DeviceClass") return textAt(root, ["spec", "extendedResourceName"]) === resource;
    return kind === "Node" && at(root, ["status", "capacity", resource]) !== null;
  });
}
