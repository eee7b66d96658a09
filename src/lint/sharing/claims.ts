import type { Catalog } from "../../gpu/types.ts";
import { at, items, textAt } from "../../k8s/access.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { objectsNamed } from "../../workload/surroundings.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** An entry of a pod's `spec.resourceClaims`. */
export interface PodClaim {
  readonly name: string;
  readonly path: FieldPath;
  /** The claim, or the template it is made of, where it is among the inputs. */
  readonly object: KubeObject | null;
  /** Device classes that it asks for; empty where the object is not there. */
  readonly classes: readonly string[];
}

/** The pod's claims in order; those without a name are left out. */
export function podClaims({ workload, object }: Pod, { surroundings }: LintContext): readonly PodClaim[] {
  const path = [...workload.podSpecPath, "resourceClaims"];
  return items(at(workload.podSpec, ["resourceClaims"])).flatMap((item, index): PodClaim[] => {
    const name = textAt(item, ["name"]);
    if (name === null) return [];
    const found = KINDS.flatMap(({ kind, field }) => {
      // `source` was a level of its own until 1.30.
      const aim = textAt(item, [field]) ?? textAt(item, ["source", field]);
      return aim === null ? [] : objectsNamed(surroundings, kind, object.namespace, aim);
    });
    const claim = found[0] ?? null;
    return [{ name, path: [...path, index], object: claim, classes: claim === null ? [] : classesOf(claim) }];
  });
}

const KINDS = [
  { kind: "ResourceClaim", field: "resourceClaimName" },
  { kind: "ResourceClaimTemplate", field: "resourceClaimTemplateName" },
] as const;

/**
 * Device classes that a claim or a template asks for, in all versions of the API: v1 and v1beta2 have them under
 * `exactly` or `firstAvailable`, v1beta1 and v1alpha3 in the request, v1alpha2 one for the claim.
 */
export function classesOf({ root, kind }: KubeObject): readonly string[] {
  const spec = at(root, kind === "ResourceClaimTemplate" ? ["spec", "spec"] : ["spec"]);
  const requests = items(at(spec, ["devices", "requests"])).flatMap((request): (YamlNode | null)[] => [
    request,
    at(request, ["exactly"]),
    ...items(at(request, ["firstAvailable"])),
  ]);
  const classes = [
    ...requests.map((request) => textAt(request, ["deviceClassName"])),
    textAt(spec, ["resourceClassName"]),
  ];
  return [...new Set(classes.filter((one) => one !== null))];
}

/** The first of the classes that is one of accelerators, as far as they are known. */
export function acceleratorClass(classes: readonly string[], catalog: Catalog): string | null {
  return (
    classes.find((one) => {
      const meaning = catalog.resource(`deviceclass.resource.kubernetes.io/${one}`);
      return meaning !== null && meaning.kind !== "companion";
    }) ?? null
  );
}
