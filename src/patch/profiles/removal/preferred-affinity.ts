import type { Json } from "../../../edit/operation.ts";
import { type JsonMap, jsonOf, sameJson } from "../../../k8s/json.ts";
import { isExplicit } from "../../../profile/origin.ts";
import { meaningOfExpression } from "../../../workload/gpu-nodes.ts";
import { at, isEmpty, items, textAt } from "../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../yaml/tree.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { ReasonedOperation } from "../../shared/decision.ts";
import { inform } from "../../shared/diagnostics.ts";
import { expressionJson } from "../../shared/expression-json.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";
import { becauseOf, keepOffIndexes, keepOffText, placementRemoval, unstated } from "./node-expressions.ts";
import { expressionsOf, type KeepOffTerm, PREFERRED_TERMS } from "./node-terms.ts";

/** The most that a preferred term can weigh (kubernetes/api core/v1 PreferredSchedulingTerm: 1 to 100). */
const WEIGHT = 100;

/**
 * Takes GPU expressions out of the preferred node affinity (an entry that prefers GPU nodes alone goes), with the entry
 * of an earlier run that is no longer wanted, and adds the one that is.
 */
export function changePreferredAffinity(context: PodSetContext, keepOff: KeepOffTerm): StepResult {
  const entries = items(at(context.podSet.podSpec, PREFERRED_TERMS));
  const ours = indexOfOurs(entries, keepOff.recorded);
  const { removals, record, gone } = withoutGpuNodes(
    context,
    entries,
    keepOff.wanted.length === 0 ? ours : -1,
  );
  const change = entryChange(context, keepOff, { entries, gone, ours });
  const isWritten = change.operations.length > 0;
  const texts = keepOff.wanted.map(({ value }) => keepOffText(value));
  const isStale = keepOff.recorded.length > 0 && (keepOff.wanted.length === 0 || change.removals.length > 0);
  return {
    ...NOTHING,
    operations: change.operations,
    removals: [
      ...removals.filter((removal) => !change.taken.includes(String(removal.path))),
      ...change.removals,
    ],
    diagnostics: isWritten && !isExplicit(context.settings.keepOff) ? [mayUseGpuNodes(context)] : [],
    record: {
      preferred: record,
      ...(isWritten ? { preferredKeepOff: texts } : isStale ? { preferredKeepOff: [] } : {}),
    },
  };
}

/** Index of the entry that an earlier run wrote: it says what the record has, and nothing else; -1 without one. */
export function indexOfOurs(entries: readonly YamlNode[], recorded: readonly string[]): number {
  const found = entries.flatMap((entry, index) => {
    const preference = at(entry, ["preference"]);
    const count = items(at(preference, ["matchExpressions"])).length;
    const isOurs =
      recorded.length > 0 &&
      count === recorded.length &&
      isEmpty(at(preference, ["matchFields"])) &&
      keepOffIndexes(preference, recorded).length === count;
    return isOurs ? [index] : [];
  });
  return found.findLast((index) => isAsHeavy(entries[index] ?? null)) ?? -1;
}

interface Entries {
  readonly entries: readonly YamlNode[];
  /** Indexes of those that go as a whole. */
  readonly gone: readonly number[];
  /** Index of the one that an earlier run wrote; -1 without one. */
  readonly ours: number;
}

interface EntryChange {
  readonly operations: readonly ReasonedOperation[];
  readonly removals: readonly Removal[];
  /** Paths of entries that go and whose place is taken. */
  readonly taken: readonly string[];
}

/** A list is never emptied and filled at once: the wanted entry takes the place of ours, else of the last that goes. */
function entryChange(
  { podSet, settings }: PodSetContext,
  { wanted }: KeepOffTerm,
  { entries, gone, ours }: Entries,
): EntryChange {
  const path = [...podSet.podSpecPath, ...PREFERRED_TERMS];
  if (wanted.length === 0) {
    return { operations: [], removals: ours < 0 ? [] : [withoutOurs(settings, [...path, ours])], taken: [] };
  }
  const matchExpressions = wanted.map(({ value }) => expressionJson(value));
  const value: Json = { weight: WEIGHT, preference: { matchExpressions } };
  const isThere = entries.some(
    (entry, index) =>
      !gone.includes(index) &&
      (sameJson(jsonOf(entry), value) ||
        (index !== ours && isAsHeavy(entry) && unstated(at(entry, ["preference"]), wanted).length === 0)),
  );
  const isOurs = ours >= 0 && sameJson(jsonOf(entries[ours] as YamlNode), value);
  if (isThere)
    return {
      operations: [],
      removals: isOurs || ours < 0 ? [] : [withoutOurs(settings, [...path, ours])],
      taken: [],
    };
  const why = becauseOf(settings, wanted);
  const slot = ours >= 0 ? ours : gone.length === entries.length ? gone[0] : undefined;
  if (slot === undefined)
    return { operations: [{ op: "append", path, value, ...why }], removals: [], taken: [] };
  const place = [...path, slot];
  return { operations: [{ op: "set", path: place, value, ...why }], removals: [], taken: [String(place)] };
}

function withoutOurs(settings: PodSetContext["settings"], path: FieldPath): Removal {
  return placementRemoval(settings, path, "an earlier run wrote it to keep the pods off GPU nodes");
}

function isAsHeavy(entry: YamlNode | null): boolean {
  return Number(textAt(entry, ["weight"])) === WEIGHT;
}

function withoutGpuNodes(
  context: PodSetContext,
  entries: readonly YamlNode[],
  leaving: number,
): {
  readonly removals: readonly Removal[];
  readonly record: NonNullable<RestoreRecord["preferred"]>;
  readonly gone: readonly number[];
} {
  const { podSet, catalog, settings } = context;
  const path = [...podSet.podSpecPath, ...PREFERRED_TERMS];
  const removals: Removal[] = [];
  const record: NonNullable<RestoreRecord["preferred"]>[number][] = [];
  const gone: number[] = [];
  const reason = "it prefers GPU nodes";
  entries.forEach((entry, index) => {
    const expressions = items(at(entry, ["preference", "matchExpressions"]));
    const gpu = expressions.flatMap((one, i) => (meaningOfExpression(catalog, one) === "gpu" ? [i] : []));
    const whole = gpu.length === expressions.length && isEmpty(at(entry, ["preference", "matchFields"]));
    if (gpu.length > 0 && whole) {
      removals.push(placementRemoval(settings, [...path, index], reason));
      record.push({ entry: jsonOf(entry) as JsonMap });
      gone.push(index);
      return;
    }
    for (const one of gpu)
      removals.push(
        placementRemoval(settings, [...path, index, "preference", "matchExpressions", one], reason),
      );
    if (gpu.length > 0)
      record.push({
        at: index - gone.length - (leaving >= 0 && leaving < index ? 1 : 0),
        expressions: expressionsOf(at(entry, ["preference"]), gpu),
      });
  });
  return { removals, record, gone };
}

function mayUseGpuNodes({ podSet }: PodSetContext): ReturnType<typeof inform> {
  return inform(podSet, podSet.podSpecPath, {
    code: "keep-off-preferred",
    message: "CPU pods may use GPU nodes when CPU nodes are full",
  });
}
