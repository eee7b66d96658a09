import { mostPerNode } from "../../gpu/catalog/select.ts";
import { countsWithLabel } from "../../gpu/node-counts.ts";
import type { CountRule, PlatformRow } from "../../gpu/rows.ts";
import type { Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { listed } from "../../kernel/words.ts";
import type { AcceleratorAsk } from "../../workload/accelerators.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import { conditionText, isUnfilled, nodeConditions, spotCondition } from "./conditions.ts";

/** What a pod asks for as a whole, as the scheduler counts it. */
export interface PodTotal {
  readonly pod: Pod;
  readonly ask: AcceleratorAsk;
  readonly count: number;
}

/** Why no node has that many devices. */
export interface NodeCountProblem {
  /** Continues a sentence after a comma. */
  readonly reason: string;
  /** True if there may be machines that the catalog does not list. */
  readonly isUnsure: boolean;
}

/** Why no node that the pod selects has what it asks for; null where one may. */
export function nodeCountProblem(total: PodTotal, context: LintContext): NodeCountProblem | null {
  return [...selected(total, context), ...anywhere(total, context)][0] ?? null;
}

function sure(reason: string): NodeCountProblem {
  return { reason, isUnsure: false };
}

/** By what the pod selects: each condition on its own is enough to say no. */
function selected(total: PodTotal, context: LintContext): readonly NodeCountProblem[] {
  const { pod, ask, count } = total;
  return nodeConditions(pod).flatMap((condition): readonly NodeCountProblem[] => {
    const counts = countsOf(condition, total, context);
    const most = counts.at(-1);
    if (most === undefined) return [];
    if (count > most)
      return [
        sure(`and nodes with ${conditionText(condition)} have ${most === 1 ? "1" : `at most ${most}`}`),
      ];
    if (counts.includes(count) || ruleOf(pod, ask, condition, context) !== "whole-machine") return [];
    return [
      sure(
        `and nodes with ${conditionText(condition)} are sold whole, with ${listed(counts.map(String), "or")}`,
      ),
    ];
  });
}

/** Every number of devices that nodes have which meet the condition; empty where it does not tell. */
function countsOf(condition: Requirement, { pod, ask }: PodTotal, context: LintContext): readonly number[] {
  const { key, operator, values } = condition;
  if (operator !== "In" || values.some(isUnfilled)) return [];
  const meaning = context.catalog.label(key);
  if (meaning?.kind === "count" && key !== "nvidia.com/gpu.count") return numbers(values);
  const counted = {
    models: context.models.filter(({ vendor }) => vendor === ask.meaning.vendor),
    platforms: pod.platforms.length === 0 ? null : pod.platforms.map(({ name }) => name),
    resource: ask.resource,
  };
  const byValue = values.map((value) => countsWithLabel(key, value, counted));
  if (byValue.some((counts) => counts.length === 0)) return [];
  return [...new Set(byValue.flat())].sort((a, b) => a - b);
}

function numbers(values: readonly string[]): readonly number[] {
  return values.every((value) => /^\d{1,4}$/.test(value)) ? values.map(Number).sort((a, b) => a - b) : [];
}

/** Only where every platform that may be meant sells the model so. */
function ruleOf(
  { platforms }: Pod,
  { meaning }: AcceleratorAsk,
  { key, values }: Requirement,
  { models }: LintContext,
): CountRule {
  const rules = platforms.flatMap((platform) =>
    models
      .filter(({ vendor }) => vendor === meaning.vendor)
      .flatMap((model) => model.platforms[platform.name] ?? [])
      .filter(({ labels }) =>
        labels.some((one) => one.key === key && values.some((v) => one.values.includes(v))),
      )
      .map(({ countRule }) => countRule ?? platform.countRule),
  );
  const [first = "unknown"] = rules;
  return rules.every((rule) => rule === first) ? first : "unknown";
}

/** By the platform alone, where all its machines are known. */
function anywhere({ pod, ask, count }: PodTotal, context: LintContext): readonly NodeCountProblem[] {
  const spot = spotCondition(pod, context.catalog) !== null;
  const most = pod.platforms.map((platform: PlatformRow) =>
    mostPerNode(platform, ask.meaning.vendor, context.models, { spot, asksBy: ask.resource }),
  );
  if (most.length === 0 || most.some((one) => one === null || one === 0 || one >= count)) return [];
  const titles = listed(
    pod.platforms.map(({ title }) => title),
    "or",
  );
  return [
    {
      reason: `and no known machine of ${titles} has more than ${Math.max(...most.map(Number))}`,
      isUnsure: true,
    },
  ];
}
