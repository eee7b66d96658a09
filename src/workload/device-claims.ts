import type { DeviceClassMeaning, Vendor } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { ContainerView, PodSet } from "../k8s/workload.ts";
import { at, items, textAt } from "../yaml/access.ts";
import type { FieldPath, YamlNode } from "../yaml/tree.ts";
import { type DeviceRequest, deviceRequests, type RequestedDevices } from "./device-requests.ts";
import type { Knowledge } from "./knowledge.ts";
import { computeDomainOf, objectsNamed } from "./surroundings.ts";

/** An entry of a pod's `spec.resourceClaims`: devices by Dynamic Resource Allocation (DRA). */
export interface DeviceClaim {
  /** By which containers name it; empty where the entry has none, which the API server rejects. */
  readonly name: string;
  /** Of the entry, and its index in the list. */
  readonly path: FieldPath;
  readonly index: number;
  /** The ResourceClaim or ResourceClaimTemplate, where it is in the input. */
  readonly object: KubeObject | null;
  /** Empty where the object is not in the input. */
  readonly requests: readonly DeviceRequest[];
  /** Something of the input makes the claim's template, so that what it is for is known without it. */
  readonly generated: DeviceClassMeaning | null;
  /** It names one ResourceClaim, which all pods share, and no template, which gives each pod its own. */
  readonly isShared: boolean;
}

/**
 * What a claim, or the part of it that a container uses, asks for. `gpu`: GPUs, perhaps among other devices. `other`:
 * no GPU. `unknown`: the claim is not in the input, or a device class of it is not known.
 */
type ClaimKind = "gpu" | "other" | "unknown";

const NONE: readonly DeviceClaim[] = [];

/** The claims of a pod, in order. */
export function deviceClaimsOf(podSet: PodSet, knowledge: Knowledge): readonly DeviceClaim[] {
  const entries = items(at(podSet.podSpec, ["resourceClaims"]));
  if (entries.length === 0) return NONE;
  return entries.map((entry, index) => {
    const aim = aimOf(entry);
    const object = aim === null ? null : claimObject(podSet.object, aim, knowledge);
    return {
      name: textAt(entry, ["name"]) ?? "",
      path: [...podSet.podSpecPath, "resourceClaims", index],
      index,
      object,
      requests: object === null ? [] : deviceRequests(object, knowledge),
      generated: object === null && aim !== null ? generatedBy(podSet.object, aim, knowledge) : null,
      isShared: aim?.kind === "ResourceClaim",
    };
  });
}

interface Aim {
  readonly kind: "ResourceClaim" | "ResourceClaimTemplate";
  readonly name: string;
}

/** `source` was a level of its own until Kubernetes 1.30. */
function aimOf(entry: YamlNode): Aim | null {
  const named = (field: string): string | null => textAt(entry, [field]) ?? textAt(entry, ["source", field]);
  const template = named("resourceClaimTemplateName");
  if (template !== null) return { kind: "ResourceClaimTemplate", name: template };
  const claim = named("resourceClaimName");
  return claim === null ? null : { kind: "ResourceClaim", name: claim };
}

/** Where overlays have claims of one name, that of the workload's own file is meant. */
function claimObject(
  { namespace, source }: KubeObject,
  { kind, name }: Aim,
  { surroundings }: Knowledge,
): KubeObject | null {
  const found = objectsNamed(surroundings, kind, namespace, name);
  return found.find((one) => one.source.name === source.name) ?? found[0] ?? null;
}

/** NVIDIA's driver makes the template that a ComputeDomain names, for its IMEX channels. */
function generatedBy(
  { namespace }: KubeObject,
  { kind, name }: Aim,
  { surroundings, catalog }: Knowledge,
): DeviceClassMeaning | null {
  if (kind !== "ResourceClaimTemplate" || computeDomainOf(surroundings, namespace, name) === null)
    return null;
  return catalog.deviceDriver("compute-domain.nvidia.com");
}

/** What a claim asks for, as a whole or in one of its requests. */
export function kindOfClaim(claim: DeviceClaim, request: string | null = null): ClaimKind {
  if (claim.generated !== null) return claim.generated.kind;
  const named = claim.requests.filter(({ name }) => request === null || name === null || name === request);
  const kinds = named.map(kindOfRequest);
  if (kinds.includes("gpu")) return "gpu";
  return kinds.length === 0 || kinds.includes("unknown") ? "unknown" : "other";
}

/** Where any alternative is a GPU, the pod may get one. */
function kindOfRequest({ alternatives }: DeviceRequest): ClaimKind {
  if (alternatives.some(({ meaning }) => meaning?.kind === "gpu")) return "gpu";
  return alternatives.length > 0 && alternatives.every(({ meaning }) => meaning?.kind === "other")
    ? "other"
    : "unknown";
}

/** True where nothing but GPUs can come of the claim: without a GPU it goes. */
export function isForGpusAlone(claim: DeviceClaim): boolean {
  const { requests } = claim;
  return (
    requests.length > 0 &&
    requests.every(
      ({ alternatives }) =>
        alternatives.length > 0 && alternatives.every(({ meaning }) => meaning?.kind === "gpu"),
    )
  );
}

/** The first of its device classes whose devices are of that kind, or null. */
export function classInClaim(claim: DeviceClaim, kind: ClaimKind): string | null {
  const isWanted = ({ meaning }: RequestedDevices): boolean => (meaning?.kind ?? "unknown") === kind;
  return devicesIn(claim).find(isWanted)?.deviceClass ?? null;
}

/** What the devices of a claim that are no GPUs are, in the plural; null where it has none that are known. */
export function otherDevicesIn(claim: DeviceClaim): string | null {
  const meanings = [claim.generated, ...devicesIn(claim).map(({ meaning }) => meaning)];
  for (const meaning of meanings) if (meaning?.kind === "other") return meaning.what;
  return null;
}

/** Vendor of the first GPUs that one of the claims asks for, where it is known. */
export function claimedVendor(claims: readonly DeviceClaim[]): Vendor | null {
  for (const { meaning } of claims.flatMap(devicesIn))
    if (meaning?.kind === "gpu" && meaning.vendor !== null) return meaning.vendor;
  return null;
}

/** Whole GPUs of a claim, as far as its counts say: the least of the alternatives. */
function gpusInClaim({ requests }: DeviceClaim): number {
  let sum = 0;
  for (const { alternatives } of requests)
    if (alternatives.length > 0) sum += Math.min(...alternatives.map(wholeGpusIn));
  return sum;
}

/** Whole GPUs of several claims: those that each pod gets, and those that all pods share. */
export function claimedGpus(claims: readonly DeviceClaim[]): {
  readonly perPod: number;
  readonly shared: number;
} {
  const of = (some: readonly DeviceClaim[]): number =>
    some.reduce((sum, claim) => sum + gpusInClaim(claim), 0);
  return {
    perPod: of(claims.filter(({ isShared }) => !isShared)),
    shared: of(claims.filter(({ isShared }) => isShared)),
  };
}

function wholeGpusIn({ meaning, count }: RequestedDevices): number {
  return meaning?.kind === "gpu" && meaning.part === "whole" ? (count ?? 0) : 0;
}

function devicesIn({ requests }: DeviceClaim): readonly RequestedDevices[] {
  return requests.flatMap(({ alternatives }) => alternatives);
}

/** A claim that a container uses, or one request of it. */
export interface ClaimUse {
  readonly name: string;
  /** Index into the container's `resources.claims`. */
  readonly index: number;
  readonly kind: ClaimKind;
}

/** The claims that a container uses. A name that the pod does not have is unknown: the API server rejects it. */
export function claimUses(container: ContainerView, claims: readonly DeviceClaim[]): readonly ClaimUse[] {
  return items(at(container.node, ["resources", "claims"])).flatMap((entry, index): ClaimUse[] => {
    const name = textAt(entry, ["name"]);
    if (name === null) return [];
    const claim = claims.find((one) => one.name === name);
    const kind = claim === undefined ? "unknown" : kindOfClaim(claim, textAt(entry, ["request"]));
    return [{ name, index, kind }];
  });
}
