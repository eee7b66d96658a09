import { isProviderPlatform } from "../../../../gpu/labels/key-domains.ts";
import { isMachineLabel, platformsOfMachine } from "../../../../gpu/labels/machine-platforms.ts";
import { tellsPart } from "../../../../gpu/labels/tells-part.ts";
import type { Catalog, LabelMeaning, MatchExpression } from "../../../../gpu/types.ts";
import type { Requirement } from "../../../../k8s/scheduling/node-requirements.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import { isDeclared } from "../../../../workload/nodes/declared-nodes.ts";
import type { Wanted } from "./wanted.ts";

/** A condition of the manifest that no node of the answer can meet. */
export interface Conflict {
  readonly requirement: Requirement;
  readonly reason: string;
}

/**
 * Why a condition of the manifest and the answer cannot both be met by a node, as a clause; null where they can.
 * Two such conditions are AND-ed, so the pod would stay Pending.
 */
export function conflictWith(requirement: Requirement, wanted: Wanted): string | null {
  const allowed = wanted.allowed.get(requirement.key);
  if (allowed !== undefined) return conflictOnKey(requirement, allowed);
  const meaning = wanted.catalog.label(requirement.key);
  if (meaning === null) return null;
  if (wanted.catalog.isWholeGpuExpression(asExpression(requirement)))
    return (
      conflictOfPlatform(requirement, wanted) ?? conflictOfPart(meaning, wanted) ?? needless(meaning, wanted)
    );
  if (requirement.operator === "DoesNotExist")
    return meaning.gpuOnly && concerns(meaning, wanted) && !tellsPart(meaning)
      ? `it keeps the pod off nodes with the label ${requirement.key}, which GPU nodes carry`
      : null;
  if (requirement.operator !== "In" && requirement.operator !== "Exists") return null;
  return (
    conflictOfVendor(meaning, wanted) ??
    (isWrittenHere(requirement, wanted)
      ? null
      : (conflictOfPlatform(requirement, wanted) ?? conflictOfLauncher(meaning, wanted))) ??
    conflictOfKind(requirement, meaning, wanted)
  );
}

/** An earlier run asked for whole GPUs, and this one asks for parts. */
function conflictOfPart(meaning: LabelMeaning, { settings }: Wanted): string | null {
  return settings.mig !== undefined && tellsPart(meaning) ? "it keeps the pod off parts of GPUs" : null;
}

/**
 * On the label's own platforms, where the answer does not tell whole GPUs: the pod selects shares, or nodes are made for it.
 */
function needless(meaning: LabelMeaning, { placement, catalog }: Wanted): string | null {
  if (!meaning.platforms.includes(placement.platform) || meaning.vendor !== placement.vendor) return null;
  if (placement.affinity.some(({ value }) => catalog.isWholeGpuExpression(value))) return null;
  return placement.launcher === null
    ? "it keeps the pod off nodes with shared GPUs or parts of them, which it asks for"
    : `${placement.launcher} makes nodes with whole GPUs for pods that ask for them`;
}

/** A condition of the manifest in the catalog's form. */
export function asExpression({ key, operator, values }: Requirement): MatchExpression {
  const isBare = operator === "Exists" || operator === "DoesNotExist";
  return { key, operator: operator as MatchExpression["operator"], ...(isBare ? {} : { values }) };
}

/** Nodes of the input have the label, wherever it comes from. */
function isWrittenHere(requirement: Requirement, { surroundings }: Wanted): boolean {
  return surroundings.nodes.length > 0 && isDeclared(requirement, surroundings);
}

/** True when the condition already holds the pod to the model that the answer names, by this label or another. */
export function pinsModel(requirement: Requirement, wanted: Wanted): boolean {
  if (requirement.operator !== "In" || requirement.values.length === 0) return false;
  if (!tellsModel(requirement.key, wanted.catalog)) return false;
  const allowed = wanted.allowed.get(requirement.key);
  const { platform } = wanted.placement;
  if (allowed !== undefined)
    return (
      requirement.values.every((value) => allowed.includes(value)) &&
      wanted.catalog.modelsOf(platform, requirement.key, requirement.values).length < 2
    );
  const meaning = wanted.catalog.label(requirement.key);
  if (meaning === null || wanted.placement.model === null) return false;
  if (meaning.kind !== "model" && meaning.kind !== "instance-type") return false;
  return sameModel(requirement, meaning, wanted);
}

/** True when only nodes with the vendor's GPUs can meet the condition, and the platform can tell before they are up. */
export function pinsVendor({ key, operator, values }: Requirement, wanted: Wanted): boolean {
  const { catalog, placement } = wanted;
  const meaning = catalog.label(key);
  if (operator !== "In" || values.length === 0 || meaning === null) return false;
  const { platforms, vendor, kind } = meaning;
  const isCarried = platforms.length === 0 ? placement.launcher === null : concerns(meaning, wanted);
  if (kind !== "instance-type" && !isCarried) return false;
  if (vendor !== null && vendor !== placement.vendor) return false;
  if (meaning.byValue) return values.every((value) => catalog.isGpuLabelValue(key, value));
  return meaning.gpuOnly && (kind === "model" || vendor !== null);
}

/** True when another of the platform's labels for capacity already holds the pod to spot nodes. */
export function pinsSpot({ key, operator, values }: Requirement, wanted: Wanted): boolean {
  const meaning = wanted.catalog.label(key);
  if (operator !== "In" || values.length === 0 || meaning?.kind !== "capacity") return false;
  return concerns(meaning, wanted) && values.every((value) => /^spot$/i.test(value));
}

/** True for a label that says which GPU or which machine a node has. */
export function tellsModel(key: string, catalog: Catalog): boolean {
  const kind = catalog.label(key)?.kind;
  return kind === "model" || kind === "instance-type";
}

function conflictOnKey(requirement: Requirement, allowed: readonly string[]): string | null {
  const { key, operator, values } = requirement;
  switch (operator) {
    case "In":
      return values.some((value) => allowed.includes(value))
        ? null
        : `it asks for ${key} = ${values.join(" or ")}, and the nodes chosen have ${allowed.join(" or ")}`;
    case "NotIn":
      return allowed.every((value) => values.includes(value))
        ? `it excludes ${key} = ${allowed.join(" and ")}`
        : null;
    case "DoesNotExist":
      return `it keeps the pod off nodes with the label ${key}`;
    default:
      return null;
  }
}

function concerns(meaning: LabelMeaning, wanted: Wanted): boolean {
  const { vendor, platform } = wanted.placement;
  if (meaning.vendor !== null && meaning.vendor !== vendor) return false;
  return meaning.platforms.length === 0 || meaning.platforms.includes(platform);
}

function conflictOfVendor(meaning: LabelMeaning, { placement }: Wanted): string | null {
  if (meaning.vendor === null || meaning.vendor === placement.vendor) return null;
  return `it asks for GPUs of ${meaning.vendor}, and those chosen are of ${placement.vendor}`;
}

/** Only a platform that somebody named tells that another platform's label is wrong. */
function conflictOfPlatform(
  requirement: Requirement,
  { placement, settings, catalog }: Wanted,
): string | null {
  const { platform } = placement;
  if (!isPlatformNamed(settings) || !isElsewhere(requirement, platform, catalog)) return null;
  const { key, values } = requirement;
  const owners = catalog.label(key)?.platforms ?? [];
  if (owners.length > 0) return `it is a label of ${owners.join(" and ")}, and the platform is ${platform}`;
  const others = machineOwners(values).join(" and ");
  return `it asks for ${values.join(" or ")}, machines of ${others}, and the platform is ${platform}`;
}

/** True for a condition that nodes of other platforms meet, and those of this one do not: by its key, or by its machine types. */
export function isElsewhere(
  { key, operator, values }: Condition,
  platform: string,
  catalog: Catalog,
): boolean {
  const meaning = catalog.label(key);
  if (meaning === null) return false;
  if (isForeign(meaning, platform)) return true;
  if (operator !== "In" || !isMachineLabel(key) || !isProviderPlatform(platform)) return false;
  return (
    values.length > 0 &&
    values.every((value) => {
      const owners = platformsOfMachine(value);
      return owners.length > 0 && !owners.includes(platform);
    })
  );
}

/** A condition on nodes, wherever it stands. */
export type Condition = Pick<Requirement, "key" | "operator" | "values">;

/** The platforms that have any of these machine types. */
export function machineOwners(types: readonly string[]): readonly string[] {
  return [...new Set(types.flatMap(platformsOfMachine))];
}

/** True for a label that nodes of other platforms carry, and those of this one do not. */
export function isForeign({ platforms }: LabelMeaning, platform: string): boolean {
  return platforms.length > 0 && !platforms.includes(platform);
}

/** Without a model the label may be all that says which GPU is meant: then it stays, with a warning. */
function conflictOfLauncher(meaning: LabelMeaning, { placement }: Wanted): string | null {
  if (placement.launcher === null || placement.model === null) return null;
  if (!meaning.gpuOnly || meaning.platforms.length > 0) return null;
  return `${placement.launcher} launches no node for a label that nodes get only when they are up`;
}

function conflictOfKind(requirement: Requirement, meaning: LabelMeaning, wanted: Wanted): string | null {
  const { placement, settings } = wanted;
  const { values } = requirement;
  const said = `${requirement.key} = ${values.join(" or ")}`;
  switch (meaning.kind) {
    case "model":
    case "instance-type":
      if (placement.model === null || values.length === 0 || sameModel(requirement, meaning, wanted))
        return null;
      return isKnownGpu(requirement, meaning, wanted) ? `${said} is not ${placement.model}` : null;
    case "count":
      return values.length > 0 && values.every((value) => Number(value) < wanted.count)
        ? `${said} is fewer than the ${wanted.count} GPUs of a pod`
        : null;
    case "partition":
    case "sharing":
      return isExplicit(settings.model) && settings.mig === undefined
        ? `${said} selects a part of a GPU`
        : null;
    case "capacity":
      return conflictOfCapacity(requirement, wanted, said);
    case "memory":
    case "presence":
    case "property":
    case "topology":
    case "compute-class":
    case "driver":
      return null;
    default:
      return meaning.kind satisfies never;
  }
}

/** Spot nodes were asked for and are excluded; or were ruled out by name and are selected. */
function conflictOfCapacity(
  { key, values }: Requirement,
  { settings: { spot }, catalog }: Wanted,
  said: string,
): string | null {
  if (spot === undefined || values.length === 0) return null;
  if (spot.value) return values.some((value) => /spot/i.test(value)) ? null : `${said} excludes spot nodes`;
  return isExplicit(spot) && values.every((value) => catalog.isSpotLabel(key, value)) ? NO_SPOT : null;
}

/** Why what holds pods to spot nodes goes, and what lets them there. */
export const NO_SPOT = "with spot: false pods no longer run on spot machines";

/** Machine types that the catalog does not know may be anything; GPU models and known GPU machines are not. */
function isKnownGpu(requirement: Requirement, meaning: LabelMeaning, { catalog }: Wanted): boolean {
  if (!meaning.byValue) return true;
  return requirement.values.every((value) => catalog.isGpuLabelValue(requirement.key, value));
}

/** Asks the catalog for the model under the label's own platforms and compares its values. */
function sameModel(requirement: Requirement, meaning: LabelMeaning, wanted: Wanted): boolean {
  const { catalog, placement, count } = wanted;
  if (placement.model === null) return false;
  // A label that is never written may tell it too: the machine type on GKE.
  if (catalog.modelsOf(placement.platform, requirement.key, requirement.values).includes(placement.model))
    return true;
  const platforms = meaning.platforms.length > 0 ? meaning.platforms : ["generic"];
  const values = new Set<string>();
  for (const platform of platforms) {
    const model = placement.model;
    const question = { platform, model, count, uniform: false, spot: false, allValues: true } as const;
    const result = catalog.placement(question);
    if (!result.ok) continue;
    for (const { value } of result.placement.nodeSelector)
      if (value.key === requirement.key) values.add(value.value);
    for (const { value } of result.placement.affinity)
      if (value.key === requirement.key && value.operator === "In")
        for (const one of value.values ?? []) values.add(one);
  }
  return requirement.values.every((value) => values.has(value));
}
