import { at, fields, items, text, textAt } from "../../k8s/access.ts";
import type { KubeObject } from "../../k8s/object.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import { objectsNamed } from "../surroundings.ts";

/** A volume of a pod that more pods would share. */
export interface SharedVolume {
  readonly name: string;
  /** Index into the pod's `volumes`. */
  readonly index: number;
  /** Name of its claim, or null for other kinds of volumes. */
  readonly claim: string | null;
  /**
   * `alone`: only one node or pod can mount it (ReadWriteOnce, ReadWriteOncePod). `many`: any number.
   * `unknown`: the claim is not in the input, or the volume is no claim.
   */
  readonly access: "alone" | "many" | "unknown";
}

/** The pod's volumes that hold data of their own: everything but scratch space and configuration. */
export function sharedVolumes({ workload, surroundings }: DecisionContext): readonly SharedVolume[] {
  return items(at(workload.podSpec, ["volumes"])).flatMap((volume, index) => {
    if (isScratchVolume(volume)) return [];
    const claim = textAt(volume, ["persistentVolumeClaim", "claimName"]);
    const [object] = objectsNamed(
      surroundings,
      "PersistentVolumeClaim",
      workload.object.namespace,
      claim ?? "",
    );
    const access = object === undefined ? "unknown" : accessOf(object);
    return [{ name: textAt(volume, ["name"]) ?? "", index, claim, access }];
  });
}

function accessOf(claim: KubeObject): SharedVolume["access"] {
  const modes = items(at(claim.root, ["spec", "accessModes"])).map((mode) => text(mode) ?? "");
  if (modes.length === 0) return "unknown";
  return modes.some((mode) => mode.endsWith("Many")) ? "many" : "alone";
}

/** True when the volume is made anew for every pod or only read configuration: nothing in it is lost or shared. */
function isScratchVolume(volume: YamlNode): boolean {
  return fields(volume).every(
    ({ name, value }) =>
      name === "name" ||
      SCRATCH.has(name) ||
      (name === "csi" && textAt(value, ["driver"]) === "secrets-store.csi.k8s.io"),
  );
}

/** Volume sources per pod or read-only (k8s docs: concepts/storage/volumes, ephemeral-volumes). */
const SCRATCH: ReadonlySet<string> = new Set([
  "emptyDir",
  "configMap",
  "secret",
  "projected",
  "downwardAPI",
  "ephemeral",
  "image",
  "gitRepo",
]);
