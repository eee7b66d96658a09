import type { PodSet } from "../k8s/workload.ts";
import { boolean, isEmpty, member, textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { objectsNamed, type Surroundings } from "./surroundings.ts";

/** The flag without which the webhook of a kind rejects a field of its pods; null where the field is accepted. */
export function deniedFlag({ object, kind }: PodSet, field: string): string | null {
  const { denied } = kind;
  if (denied === undefined || !Object.hasOwn(denied.fields, field)) return null;
  const { onlyIf } = denied;
  if (onlyIf !== null && !onlyIf.is.includes(textAt(object.root, onlyIf.at) ?? "")) return null;
  return denied.fields[field] ?? null;
}

/** A field of a pod that the webhook of its kind rejects. */
interface DeniedField {
  readonly name: string;
  readonly path: FieldPath;
  readonly flag: string;
}

/** The fields of a pod set that are written and rejected, as no ConfigMap of the input allows them. */
export function deniedFields(podSet: PodSet, surroundings: Surroundings): readonly DeniedField[] {
  return Object.keys(podSet.kind.denied?.fields ?? {}).flatMap((name) => {
    const node = member(podSet.podSpec, name);
    const flag = isEmpty(node) || boolean(node) === false ? null : deniedFlag(podSet, name);
    if (flag === null || allowedByFlag(surroundings, flag)) return [];
    return [{ name, path: [...podSet.podSpecPath, name], flag }];
  });
}

/** Flags of Knative Serving (knative/serving config/core/configmaps/features.yaml). */
const FEATURES = "config-features";

/** True where a ConfigMap of the input switches the flag on (knative/serving pkg/apis/config/features.go: asFlag). */
export function allowedByFlag(surroundings: Surroundings, flag: string): boolean {
  return ["knative-serving", null].some((namespace) =>
    objectsNamed(surroundings, "ConfigMap", namespace, FEATURES).some((object) =>
      /^(?:enabled|allowed)$/i.test(textAt(object.root, ["data", flag]) ?? ""),
    ),
  );
}
