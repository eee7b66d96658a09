import type { PodSet } from "../../../k8s/workload.ts";
import { accessOfClaim, type VolumeUse } from "../../../workload/claim-access.ts";
import { objectsNamed } from "../../../workload/surroundings.ts";
import { at, boolean, fields, items, member, textAt } from "../../../yaml/access.ts";
import type { YamlNode } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";

/** A volume of a pod that more pods would share. */
interface SharedVolume {
  readonly name: string;
  /** Index into the pod's `volumes`. */
  readonly index: number;
  /** Name of its claim, or null for other kinds of volumes. */
  readonly claim: string | null;
  /**
   * `alone`: only one node or pod can mount it (ReadWriteOnce, ReadWriteOncePod, a cloud disk). `many`: any number.
   * `unknown`: the claim is not in the input, or the volume is of another kind.
   */
  readonly access: "alone" | "many" | "unknown";
  /** Nothing in the pod can write to it. */
  readonly isReadOnly: boolean;
}

/** The pod's volumes that hold data of their own: everything but scratch space, configuration and devices. */
export function sharedVolumes(context: PodSetContext): readonly SharedVolume[] {
  return items(at(context.podSet.podSpec, ["volumes"])).flatMap((volume, index) => {
    if (isScratchVolume(volume)) return [];
    const name = textAt(volume, ["name"]) ?? "";
    const claim = textAt(volume, ["persistentVolumeClaim", "claimName"]);
    const readOnly = isReadOnly(context.podSet, volume, name);
    const use = readOnly ? "read" : "write";
    const access = claim === null ? accessOfSource(volume) : accessByClaim(context, claim, use);
    return [{ name, index, claim, access, isReadOnly: readOnly }];
  });
}

function isReadOnly({ containers }: PodSet, volume: YamlNode, name: string): boolean {
  if (fields(volume).some(({ value }) => boolean(member(value, "readOnly")) === true)) return true;
  const mounts = containers.flatMap(({ node }) =>
    items(member(node, "volumeMounts")).filter((mount) => textAt(mount, ["name"]) === name),
  );
  return mounts.length > 0 && mounts.every((mount) => boolean(member(mount, "readOnly")) === true);
}

function accessOfSource(volume: YamlNode): SharedVolume["access"] {
  return fields(volume).some(({ name }) => DISKS.has(name)) ? "alone" : "unknown";
}

/** Disks of a cloud, which one node at a time can write to (k8s docs: persistent-volumes, access modes). */
const DISKS: ReadonlySet<string> = new Set([
  "awsElasticBlockStore",
  "azureDisk",
  "cinder",
  "gcePersistentDisk",
  "vsphereVolume",
]);

function accessByClaim(
  { podSet, surroundings }: PodSetContext,
  name: string,
  use: VolumeUse,
): SharedVolume["access"] {
  const [claim] = objectsNamed(surroundings, "PersistentVolumeClaim", podSet.object.namespace, name);
  const access = claim === undefined ? "unknown" : accessOfClaim(claim, use);
  return access === "one-node" || access === "one-pod" ? "alone" : access;
}

/** True when the volume is made anew for every pod or only read configuration: nothing in it is lost or shared. */
function isScratchVolume(volume: YamlNode): boolean {
  return fields(volume).every(
    ({ name, value }) =>
      name === "name" ||
      SCRATCH.has(name) ||
      (name === "csi" && textAt(value, ["driver"]) === "secrets-store.csi.k8s.io") ||
      (name === "hostPath" && DEVICES.test(textAt(value, ["path"]) ?? "")),
  );
}

/** Paths of a node that are its devices and kernel, not anybody's data. */
const DEVICES = /^\/(?:dev|sys|proc|lib\/modules|etc\/localtime)(?:\/|$)/;

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
