import type { FieldPattern, TwinRow } from "../k8s/kind-row.ts";
import { bound } from "../k8s/pattern.ts";
import type { ContainerView, PodSet } from "../k8s/workload.ts";
import { asScalar, at, textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { acceleratorsOf, askedAmount, type ContainerAccelerators, isAsked } from "./accelerators.ts";
import type { Knowledge } from "./knowledge.ts";

/** A field of a custom resource that says the number of a pod's GPUs a second time, with a number in it. */
export interface Twin {
  readonly row: TwinRow;
  readonly path: FieldPath;
  readonly count: number;
  /** A number in quotes, as in maps of texts. */
  readonly isText: boolean;
}

/** The GPUs of a pod, as far as a second number has to agree with them. */
export interface TwinGpus {
  /** What the second number must be. */
  readonly count: number;
  /** The GPUs of a pod, which are as many unless ranks of data parallelism share them. */
  readonly perPod: number;
  /** The container, the resource and the amount it is told by. */
  readonly container: ContainerView;
  readonly resource: string;
  readonly path: FieldPath;
}

/**
 * The second numbers of a pod set that are written as numbers, `auto` and the like left out. Pods that coordinate are not
 * those that are counted: an MPI launcher's GPUs are no slots.
 */
export function twinsOf(podSet: PodSet): readonly Twin[] {
  if (podSet.row.twins === undefined || podSet.computes === "no") return [];
  return podSet.row.twins.flatMap((row) => {
    const path = inPodSet(podSet, row.at);
    const number = numberAt(podSet, path);
    const style = asScalar(at(podSet.object.root, path))?.style;
    return number === null ? [] : [{ row, path, count: number, isText: style !== "plain" }];
  });
}

/**
 * What a second number has to be: the GPUs that a pod asks for as whole devices or MIG devices; null where there are none,
 * and where claims, shares or placeholders leave open how many they are.
 */
export function twinGpus(podSet: PodSet, { row }: Twin, knowledge: Knowledge): TwinGpus | null {
  const all = acceleratorsOf(podSet, knowledge).filter(({ container }) => container.role === "main");
  const counted = row.ofFirst === true ? all.slice(0, 1) : all;
  if (counted.some((one) => one.claims.length + one.unknownClaims.length > 0 || one.share !== null))
    return null;
  const asks = counted.flatMap(asksOf);
  const [first] = asks;
  if (first === undefined || !asks.every(({ count: number }) => number > 0)) return null;
  const sum = asks.reduce((total, { count: number }) => total + number, 0);
  const parts = dividedBy(podSet, row);
  return parts === null || sum % parts !== 0 ? null : { ...first, count: sum / parts, perPod: sum };
}

/** Makers of devices that programs count as GPUs: chips of a TPU and Neuron devices are counted elsewhere. */
const NOT_COUNTED = ["google", "aws"];

function asksOf({ container, devices, slices }: ContainerAccelerators): readonly Omit<TwinGpus, "perPod">[] {
  return [...devices, ...slices].filter(isAsked).map((ask) => {
    const asked = askedAmount(ask);
    const { kind, vendor } = ask.meaning;
    const isCounted = (kind === "whole" || kind === "mig") && !NOT_COUNTED.includes(vendor);
    const isWhole = isCounted && asked?.amount.kind === "whole" && asked.inPart === undefined;
    return {
      container,
      resource: ask.resource,
      path: asked?.path ?? container.path,
      count: isWhole && asked.amount.kind === "whole" ? asked.amount.count : 0,
    };
  });
}

/** Ranks of data parallelism that share a pod; null where they are no number. */
function dividedBy(podSet: PodSet, { over = [] }: TwinRow): number | null {
  const path = over.map((one) => inPodSet(podSet, one)).find((one) => at(podSet.object.root, one) !== null);
  if (path === undefined) return 1;
  const parts = numberAt(podSet, path);
  return parts === null || parts < 1 ? null : parts;
}

/** The number of a field, in quotes or not. */
function numberAt({ object }: PodSet, path: FieldPath): number | null {
  const said = textAt(object.root, path) ?? "";
  return /^(?:0|[1-9]\d{0,5})$/.test(said) ? Number(said) : null;
}

/** Where the second number of that place in the row is, or would be. */
export function twinPath(podSet: PodSet, index: number): FieldPath | null {
  const row = podSet.row.twins?.[index];
  return row === undefined ? null : inPodSet(podSet, row.at);
}

/** A path of the row with the items and keys of the pod set. */
function inPodSet({ chosen }: PodSet, pattern: FieldPattern): FieldPath {
  return bound(pattern, chosen);
}

/** A number as the field has it: in quotes where that is how it stands there. */
export function twinValue({ isText }: Twin, number: number): number | string {
  return isText ? String(number) : number;
}
