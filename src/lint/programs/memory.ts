import { gib } from "../../program/fit/numbers.ts";
import type { LoadedModel } from "../../workload/programs/loaded-models.ts";
import type { LintContext } from "../context.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import type { RuleFinding } from "../rule.ts";
import { atOption } from "./at-option.ts";
import {
  formulaOf,
  isSecondHand,
  type ModelFit,
  modelFits,
  modelOf,
  nextCount,
  startedFor,
  sumOf,
} from "./model-fit.ts";

/** Engines that exit with an error if the cache has no room for one sequence (vllm/v1/core/kv_cache_utils.py). */
const REFUSING = "vllm";

/** Engines whose share of the memory and whose cache are known. */
const WITH_CACHE: ReadonlySet<string> = new Set([REFUSING, "sglang", "tgi"]);

/** Weights whose likely size exceeds the least by more than this factor are too uncertain to judge. */
const MOST_UNSURE = 1.1;

/** Shorter lengths are not proposed: they are of no use to a server. */
const SHORTEST = 1024;

/** Models whose weights alone are larger than the memory of every GPU that the pod may get. */
export function tooSmallFindings(
  container: PodContainerView,
  pod: Pod,
  context: LintContext,
): readonly RuleFinding[] {
  return modelFits(container, pod, context).flatMap((one): readonly RuleFinding[] => {
    const { loaded, device, devices, fit } = one;
    if (fit.verdict !== "does-not-fit") return [];
    const { weights, usable } = fit.perGpu;
    return [
      {
        ...atModel(one, pod),
        ...(isSecondHand(loaded) && { severity: "warning" }),
        message: `${modelOf(loaded)} needs at least ${gib(weights.least)} on each GPU, but ${loaded.run.row.what} can use only ${gib(usable.high)} of ${device.name}`,
        why: formulaOf(fit),
        advice: withMoreGpus(one),
        related: devices.related,
      },
    ];
  });
}

/** Models that leave too little room for the cache of one sequence of the length that is asked for. */
export function tightFindings(
  container: PodContainerView,
  pod: Pod,
  context: LintContext,
): readonly RuleFinding[] {
  return modelFits(container, pod, context).flatMap((one): readonly RuleFinding[] => {
    const { loaded, device, devices, fit } = one;
    const { cache, left } = fit.perGpu;
    const { load } = loaded;
    if (fit.verdict !== "tight" || cache === null || !isSure(loaded)) return [];
    // Other engines adapt to the memory if no length is set.
    if (load.engine !== REFUSING && load.length === null) return [];
    const room = left + cache;
    const has = room > 0 ? `about ${gib(room)}` : "nothing";
    return [
      {
        ...(load.length === null
          ? atModel(one, pod)
          : atOption(pod.object, load.length.said, devices.asked.path)),
        ...(load.engine !== REFUSING && { severity: "info" }),
        message: `${lengthOf(loaded)} ${gib(cache)} of cache on each GPU, but ${modelOf(loaded)} leaves ${has} of ${device.name}`,
        why: whyTight(one),
        advice: shorterOrMore(one),
        related: devices.related,
      },
    ];
  });
}

function whyTight({ loaded, fit }: ModelFit): string {
  const { what } = loaded.run.row;
  const outcome =
    loaded.load.engine === REFUSING
      ? `${what} does not start if one sequence of the maximum length does not fit`
      : `${what} then accepts only shorter sequences`;
  return `${outcome}: ${sumOf(fit)}`;
}

/** The size of weights that are made smaller while they load differs too much from method to method. */
function isSure(loaded: LoadedModel): boolean {
  const { gib: size } = loaded.weights;
  return (
    WITH_CACHE.has(loaded.load.engine) && !isSecondHand(loaded) && size.likely <= size.least * MOST_UNSURE
  );
}

function atModel({ loaded, devices }: ModelFit, { object }: Pod): Pick<RuleFinding, "path" | "word"> {
  const { model, place } = loaded.load;
  return atOption(object, { said: model, value: model, place }, devices.asked.path);
}

function lengthOf({ load: { length }, weights: { maxLength } }: LoadedModel): string {
  return length === null
    ? `the model's maximum length of ${maxLength ?? 0} tokens needs`
    : `${length.said.said} needs`;
}

function withMoreGpus(one: ModelFit): string {
  const count = nextCount(one);
  const more = count === null ? "" : `Start it with ${startedFor(one.loaded.run, count)}, `;
  return `${more === "" ? "Use " : `${more}use `}GPUs with more memory, or load smaller (quantized) weights.`;
}

function shorterOrMore(one: ModelFit): string {
  const { loaded, fit } = one;
  const { weights } = loaded.run.row.asks ?? {};
  const name = weights?.length?.names[0] ?? weights?.length?.variable;
  const longest = fit.longest ?? 0;
  const shorter = longest >= SHORTEST && name !== undefined ? `Set \`${name} ${longest}\`, which fits` : null;
  const count = nextCount(one);
  const more = count === null ? null : `tart it with ${startedFor(loaded.run, count)}`;
  if (shorter === null)
    return more === null ? "Use GPUs with more memory." : `S${more}, or use GPUs with more memory.`;
  return more === null ? `${shorter}, or use GPUs with more memory.` : `${shorter}, or s${more}.`;
}
