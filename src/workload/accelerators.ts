import type { Catalog, ResourceMeaning, Vendor } from "../gpu/types.ts";
import { entriesInPart, locatePart } from "../k8s/object-part.ts";
import { isPlaceholder } from "../k8s/placeholder.ts";
import { parseQuantity, wholeNumber } from "../k8s/quantity.ts";
import {
  type ContainerView,
  type PodSet,
  type ResourceEntry,
  resourceEntries,
  sectionPath,
} from "../k8s/workload.ts";
import { memoized } from "../kernel/memoized.ts";
import type { Location } from "../kernel/span.ts";
import { asScalar, isNullish } from "../yaml/access.ts";
import type { FieldPath, YamlNode } from "../yaml/tree.ts";
import type { Knowledge } from "./knowledge.ts";
import { type AnnotatedShare, annotatedShare } from "./share-annotations.ts";
import type { Surroundings } from "./surroundings.ts";
import { writtenClaims, writtenUses } from "./written-claims.ts";

/** What becomes of the accelerators that are there: they stay, or the answer takes their place. */
export type Stance = "keep" | "replace";

/** How much of a resource is asked for, as far as that can be told from the text. */
type Amount =
  | { readonly kind: "whole"; readonly count: number }
  | { readonly kind: "fraction"; readonly text: string }
  | { readonly kind: "negative"; readonly text: string }
  /** Somebody fills it in before it is applied. */
  | { readonly kind: "placeholder"; readonly text: string }
  | { readonly kind: "unreadable"; readonly text: string };

/** An accelerator resource that one container names, with what its limit and its request say. */
export interface AcceleratorAsk {
  readonly resource: string;
  readonly meaning: ResourceMeaning;
  readonly limit: AskedAmount | null;
  readonly request: AskedAmount | null;
}

export interface AskedAmount {
  readonly amount: Amount;
  readonly path: FieldPath;
  /** Where a patch of a kustomization says it, which counts in place of what the object says. */
  readonly inPart?: Location;
}

/** What one container asks for. `devices` are what it runs on; `slices` are shares beside a device. */
export interface ContainerAccelerators {
  readonly container: ContainerView;
  readonly devices: readonly AcceleratorAsk[];
  readonly slices: readonly AcceleratorAsk[];
  /** A share of a GPU that the pod's annotations ask for, which is this container's. */
  readonly share: AnnotatedShare | null;
  /** Names of its DRA claims that ask for GPUs. */
  readonly claims: readonly string[];
  /** Names of its DRA claims of which nobody can tell what they ask for. */
  readonly unknownClaims: readonly string[];
}

/** The accelerators of every container, in the order of `workload.containers`. */
export function acceleratorsOf(
  podSet: PodSet,
  { catalog, surroundings }: Knowledge,
): readonly ContainerAccelerators[] {
  return readOnce(podSet, catalog, surroundings);
}

const readOnce = memoized(readAccelerators);

function readAccelerators(
  podSet: PodSet,
  catalog: Catalog,
  surroundings: Surroundings,
): readonly ContainerAccelerators[] {
  const claims = writtenClaims(podSet, { catalog, surroundings });
  const share = annotatedShare(podSet);
  return podSet.containers.map((container) => {
    const asks = asksOf(podSet, container, catalog);
    const uses = writtenUses(container, claims);
    return {
      container,
      devices: asks.filter((ask) => isDevice(ask.meaning)),
      slices: asks.filter((ask) => ask.meaning.kind === "slice"),
      share: share?.container === container.name ? share : null,
      claims: uses.filter(({ kind }) => kind === "gpu").map(({ name }) => name),
      unknownClaims: uses.filter(({ kind }) => kind === "unknown").map(({ name }) => name),
    };
  });
}

/** True when the container has any accelerator: whole, part of one, claim, annotated share, any vendor's. Zero is none. */
export function asksForAccelerator(one: ContainerAccelerators): boolean {
  return one.claims.length > 0 || one.share !== null || [...one.devices, ...one.slices].some(isAsked);
}

/** True also for a claim of which nobody can tell what it asks for: it may well be a GPU. */
export function mayAskForAccelerator(one: ContainerAccelerators): boolean {
  return one.unknownClaims.length > 0 || asksForAccelerator(one);
}

/** True when any container of the workload has an accelerator. */
export function hasAccelerator(podSet: PodSet, knowledge: Knowledge): boolean {
  return acceleratorsOf(podSet, knowledge).some(asksForAccelerator);
}

/** True when any container of the workload has an accelerator, or a claim that may be for one. */
export function mayHaveAccelerator(podSet: PodSet, knowledge: Knowledge): boolean {
  return acceleratorsOf(podSet, knowledge).some(mayAskForAccelerator);
}

/** What counts: the limit, else the request, as the scheduler would take it. */
export function askedAmount(ask: AcceleratorAsk): AskedAmount | null {
  return ask.limit ?? ask.request;
}

/** False for an amount of zero; an amount that cannot be read counts as asked for. */
export function isAsked(ask: AcceleratorAsk): boolean {
  const amount = askedAmount(ask)?.amount;
  return amount !== undefined && !(amount.kind === "whole" && amount.count === 0);
}

/** Devices the container asks for as whole GPUs of any vendor; 0 where that cannot be read. */
export function wholeGpus(one: ContainerAccelerators): number {
  let sum = 0;
  for (const ask of one.devices) {
    const amount = askedAmount(ask)?.amount;
    if (ask.meaning.kind === "whole" && amount?.kind === "whole") sum += amount.count;
  }
  return sum;
}

/** Vendors of the devices that are asked for, without repetition. */
export function askedVendors(all: readonly ContainerAccelerators[]): readonly Vendor[] {
  const asks = all.flatMap((one) => [...one.devices, ...one.slices]).filter(isAsked);
  const shared: readonly Vendor[] = all.some(({ share }) => share !== null) ? ["nvidia"] : [];
  return [...new Set([...asks.map((ask) => ask.meaning.vendor), ...shared])];
}

function isDevice(meaning: ResourceMeaning): boolean {
  return meaning.kind !== "slice" && meaning.kind !== "companion";
}

function asksOf(podSet: PodSet, container: ContainerView, catalog: Catalog): readonly AcceleratorAsk[] {
  const asks = new Map<string, { -readonly [K in keyof AcceleratorAsk]: AcceleratorAsk[K] }>();
  for (const section of ["limits", "requests"] as const)
    for (const { name, value, path, inPart } of entriesWithParts(podSet, container, section)) {
      const meaning = asks.get(name)?.meaning ?? catalog.resource(name);
      if (meaning === null) continue;
      const ask = asks.get(name) ?? { resource: name, meaning, limit: null, request: null };
      const asked = { amount: amountOf(value), path, ...(inPart !== undefined && { inPart }) };
      if (section === "limits") ask.limit = stronger(ask.limit, asked);
      else ask.request = stronger(ask.request, asked);
      asks.set(name, ask);
    }
  return [...asks.values()];
}

/** A patch wins over the object; of the patches of several overlays, each of which is built, the one with most. */
function stronger(before: AskedAmount | null, after: AskedAmount): AskedAmount {
  if (before?.inPart === undefined || before.amount.kind !== "whole") return after;
  return after.amount.kind === "whole" && after.amount.count < before.amount.count ? before : after;
}

interface PlacedEntry extends ResourceEntry {
  readonly inPart?: Location;
}

/** What a container asks for by itself, then what patches of kustomizations say of it, which wins. */
function entriesWithParts(
  { object }: PodSet,
  container: ContainerView,
  section: "limits" | "requests",
): readonly PlacedEntry[] {
  const own = resourceEntries(container, section);
  const path = sectionPath(container, section);
  if (object.parts === undefined || path === null) return own;
  const added = object.parts.flatMap((part) =>
    entriesInPart(part, object.root, path).map(({ name, value }) => ({
      name,
      value,
      path: [...path, name],
      inPart: locatePart(part, value),
    })),
  );
  return [...own, ...added];
}

/** Words in the names of accelerators, as part of an expression whose case does not matter. */
export const ACCELERATOR_WORD = "(?:[gnx]pu|cuda|mlu|gcu|dcu)";
const LOOKS_LIKE_ACCELERATOR = new RegExp(`/.*${ACCELERATOR_WORD}`, "i");

/**
 * Extended resources that read like accelerators, and that no config says are none: never enough to remove one, but enough
 * not to add a GPU.
 */
export function looksLikeAccelerator(resource: string, catalog: Catalog): boolean {
  return LOOKS_LIKE_ACCELERATOR.test(resource) && catalog.resourceStanding(resource) !== "other";
}

/** True for a resource without a meaning that may be an accelerator: by its domain, or because it reads like one. */
function mayBeAccelerator(resource: string, catalog: Catalog): boolean {
  if (catalog.resource(resource) !== null) return false;
  return catalog.resourceStanding(resource) === "unclear" || looksLikeAccelerator(resource, catalog);
}

/** Resources that a container asks for, that the catalog does not know and that may be accelerators. */
export function unknownAccelerators(container: ContainerView, catalog: Catalog): readonly AskedResource[] {
  const found = new Map<string, AskedResource>();
  for (const section of ["limits", "requests"] as const)
    for (const { name, value, path } of resourceEntries(container, section)) {
      if (found.has(name) || !mayBeAccelerator(name, catalog)) continue;
      const amount = amountOf(value);
      if (amount.kind === "whole" && amount.count === 0) continue;
      found.set(name, { name, path });
    }
  return [...found.values()];
}

/** A resource by name, and where it is asked for. */
interface AskedResource {
  readonly name: string;
  readonly path: FieldPath;
}

/** The API server reads a missing quantity as zero; a plain `010` is octal to kubectl and decimal to others. */
export function amountOf(node: YamlNode): Amount {
  if (isNullish(node)) return { kind: "whole", count: 0 };
  const scalar = asScalar(node);
  const text = scalar?.text ?? "a list or map";
  if (isPlaceholder(text)) return { kind: "placeholder", text };
  if (scalar === null || (scalar.style === "plain" && /^[+-]?0\d/.test(text)))
    return { kind: "unreadable", text };
  const quantity = parseQuantity(text);
  if (quantity === null) return { kind: "unreadable", text };
  if (quantity.numerator < 0n) return { kind: "negative", text };
  const count = wholeNumber(quantity);
  if (count !== null) return { kind: "whole", count };
  return quantity.numerator % quantity.denominator === 0n
    ? { kind: "unreadable", text }
    : { kind: "fraction", text };
}
