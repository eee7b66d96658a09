import { counted, listed } from "../../kernel/words.ts";
import { COMMON_NODE_GPUS, legalCounts } from "../../program/fit/counts.ts";
import { askedAmount } from "../../workload/accelerators.ts";
import { type LoadedModel, loadedModels } from "../../workload/programs/loaded-models.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { countOf } from "../resources/asks.ts";
import type { RuleFinding } from "../rule.ts";
import { atOption } from "./at-option.ts";
import { isSecondHand, modelOf } from "./model-fit.ts";

/** Engines that divide the attention heads evenly, and what an uneven number comes to. */
const DIVIDING: ReadonlyMap<string, "error" | "warning"> = new Map([
  ["vllm", "error"],
  ["tgi", "error"],
  ["sglang", "warning"],
]);

/**
 * Models whose only key-value head text-generation-inference divides as if they had several, which ends with a division by
 * zero (server/text_generation_server/models/custom_modeling/flash_gemma_modeling.py); of others each GPU has a copy.
 */
const DIVIDES_THE_ONLY = /gemma/;

/** Models whose heads cannot be divided by the tensor parallelism that their program is started with. */
export function headFindings({ view, asked }: PodContainerView, pod: Pod): readonly RuleFinding[] {
  const [ask] = asked;
  const amount = ask === undefined ? null : askedAmount(ask);
  const isOne = asked.length === 1 && ask?.meaning.kind === "whole" && amount?.inPart === undefined;
  return loadedModels(pod.workload, view, isOne ? (countOf(amount) ?? 0) : 0).flatMap(
    (loaded): readonly RuleFinding[] => {
      const severity = DIVIDING.get(loaded.load.engine);
      const uneven = severity === undefined ? null : unevenHeads(loaded);
      if (severity === undefined || uneven === null) return [];
      const { run, tensor } = loaded;
      const said = run.need.kind === "exactly" ? (run.need.layout?.tensorSaid ?? null) : null;
      const isSure =
        severity === "error" &&
        (uneven.what === "attention head" || loaded.load.engine === "vllm") &&
        !isSecondHand(loaded);
      return [
        {
          ...atOption(pod.object, said, amount?.path ?? view.path),
          ...(!isSure && { severity: "warning" }),
          message: `${modelOf(loaded)} has ${counted(uneven.count, uneven.what)}, which ${said === null ? `the ${tensor} GPUs of the container` : said.said} cannot divide evenly`,
          why: `${uneven.count} % ${tensor} = ${uneven.count % tensor}: ${run.row.what} gives each GPU the same number of heads, and exits with an error if that is not possible.`,
          advice: `Use ${listed(legalOf(loaded), "or")}.`,
        },
      ];
    },
  );
}

function unevenHeads({
  weights: { heads, kvHeads, name },
  load,
  tensor,
}: LoadedModel): { readonly what: string; readonly count: number } | null {
  if (heads !== null && heads % tensor !== 0) return { what: "attention head", count: heads };
  if (kvHeads === null || kvHeads % tensor === 0) return null;
  // vLLM copies key-value heads where there are fewer than GPUs (vllm/model_executor/models/llama.py, LlamaAttention).
  if (load.engine === "vllm")
    return tensor % kvHeads === 0 ? null : { what: "key-value head", count: kvHeads };
  if (load.engine !== "tgi") return null;
  return kvHeads === 1 && !DIVIDES_THE_ONLY.test(name) ? null : { what: "key-value head", count: kvHeads };
}

function legalOf({ weights, load }: LoadedModel): readonly string[] {
  const counts = legalCounts(weights, load.engine, COMMON_NODE_GPUS).filter(({ nodes }) => nodes === 1);
  return counts
    .map(({ gpus }) => gpus)
    .sort((a, b) => a - b)
    .map(String);
}
