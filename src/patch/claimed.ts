import type { Vendor } from "../gpu/types.ts";
import { at, items, text, textAt } from "../k8s/access.ts";
import type { KubeObject } from "../k8s/object.ts";
import { objectsNamed } from "../workload/surroundings.ts";
import type { DecisionContext } from "./context.ts";

/** Name under which the scheduler serves a device class as a resource (KEP-5004); the catalog knows it by that. */
const CLASS_RESOURCE = "deviceclass.resource.kubernetes.io/";

/** Vendor of the devices that a pod's claims ask for, as far as claims and templates are in the input. */
export function claimedVendor(context: DecisionContext, names: readonly string[]): Vendor | null {
  const { workload, catalog } = context;
  for (const entry of items(at(workload.podSpec, ["resourceClaims"]))) {
    if (!names.includes(textAt(entry, ["name"]) ?? "")) continue;
    const classes = claimObjects(context, entry).flatMap(deviceClasses);
    const meaning = classes.map((name) => catalog.resource(`${CLASS_RESOURCE}${name}`)).find(Boolean);
    if (meaning) return meaning.vendor;
  }
  return null;
}

function claimObjects(
  { workload, surroundings }: DecisionContext,
  entry: Parameters<typeof textAt>[0],
): readonly KubeObject[] {
  const { namespace } = workload.object;
  return (["ResourceClaimTemplate", "ResourceClaim"] as const).flatMap((kind) => {
    const field = kind === "ResourceClaim" ? "resourceClaimName" : "resourceClaimTemplateName";
    const name = textAt(entry, [field]);
    return name === null ? [] : objectsNamed(surroundings, kind, namespace, name);
  });
}

/** The class is in the request in v1beta1, below `exactly` later; `firstAvailable` lists alternatives. */
function deviceClasses({ kind, root }: KubeObject): readonly string[] {
  const spec = kind === "ResourceClaimTemplate" ? ["spec", "spec"] : ["spec"];
  return items(at(root, [...spec, "devices", "requests"])).flatMap((request) =>
    [
      at(request, ["deviceClassName"]),
      at(request, ["exactly", "deviceClassName"]),
      ...items(at(request, ["firstAvailable"])).map((one) => at(one, ["deviceClassName"])),
    ].flatMap((node) => text(node) ?? []),
  );
}
