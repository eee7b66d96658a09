import type { KubeObject } from "../../k8s/object.ts";
import { accessOfClaim } from "../../workload/claim-access.ts";
import { objectsNamed } from "../../workload/surroundings.ts";
import { at, boolean, fields, items, member, textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** A claim of the input that a pod mounts and that one node at a time can have. */
export interface MountedClaim {
  readonly name: string;
  /** Of the name, in the pod. */
  readonly path: FieldPath;
  readonly claim: KubeObject;
  readonly modesPath: FieldPath;
  readonly mode: "ReadWriteOnce" | "ReadWriteOncePod";
}

/**
 * The claims of a pod that ask for one node (`ReadWriteOnce`) or one pod (`ReadWriteOncePod`) and nothing else. Not
 * those of a StatefulSet's own templates, which are one a pod, nor those that are mounted read-only.
 */
export function readWriteOnceClaims(
  { workload, object }: Pod,
  context: LintContext,
): readonly MountedClaim[] {
  const own = items(at(object.root, ["spec", "volumeClaimTemplates"])).map((template) =>
    textAt(template, ["metadata", "name"]),
  );
  const volumes = items(member(workload.podSpec, "volumes"));
  return volumes.flatMap((volume, index): readonly MountedClaim[] => {
    const name = textAt(volume, ["persistentVolumeClaim", "claimName"]);
    if (name === null || own.includes(textAt(volume, ["name"]))) return [];
    if (boolean(at(volume, ["persistentVolumeClaim", "readOnly"])) === true) return [];
    const path = [...workload.podSpecPath, "volumes", index, "persistentVolumeClaim", "claimName"];
    const claims = objectsNamed(context.surroundings, "PersistentVolumeClaim", object.namespace, name);
    const modes = claims.map(modeOf);
    const [claim] = claims;
    const [mode] = modes;
    // Overlays for several clusters may have claims of one name: all must agree.
    if (claim === undefined || mode === undefined || mode === null || modes.some((one) => one !== mode))
      return [];
    return [{ name, path, claim, modesPath: ["spec", "accessModes"], mode }];
  });
}

function modeOf(claim: KubeObject): MountedClaim["mode"] | null {
  const access = accessOfClaim(claim, "write");
  if (access === "one-pod") return "ReadWriteOncePod";
  return access === "one-node" ? "ReadWriteOnce" : null;
}

/** True for a pod that can run on one node only: by its name, or by the label that only one node has. */
export function isOnOneNode({ workload, nodes }: Pod): boolean {
  if (textAt(workload.podSpec, ["nodeName"]) !== null) return true;
  return nodes.selector.some(({ key }) => key === "kubernetes.io/hostname") || hasOneHost(nodes.terms);
}

function hasOneHost(terms: Pod["nodes"]["terms"]): boolean {
  const [only, ...others] = terms ?? [];
  if (only === undefined || others.length > 0) return false;
  return [...only.requirements, ...only.fields].some(
    ({ key, operator, values }) =>
      (key === "kubernetes.io/hostname" || key === "metadata.name") &&
      operator === "In" &&
      values.length === 1,
  );
}

/** True where a required pod affinity keeps the pods together on one node. */
export function staysTogether({ workload }: Pod): boolean {
  const path = ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
  return items(at(workload.podSpec, path)).some(
    (term) =>
      textAt(term, ["topologyKey"]) === "kubernetes.io/hostname" &&
      fields(at(term, ["labelSelector"])).length > 0,
  );
}
