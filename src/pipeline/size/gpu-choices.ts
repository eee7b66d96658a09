import { unknownModel } from "../../gpu/catalog/problems.ts";
import type { WholeCatalog } from "../../gpu/catalog/whole-catalog.ts";
import { nodeCounts } from "../../gpu/node-counts.ts";
import type { ModelRow } from "../../gpu/rows.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { clause } from "../../kernel/words.ts";
import type { GpuMaker } from "../../program/support/data.ts";
import type { GpuChoice } from "./types.ts";

/** Which GPUs are looked at. */
export interface ChoiceQuestion {
  /** Names of platforms; null for all. */
  readonly platforms: readonly string[] | null;
  /** Name of a GPU model; null for all. */
  readonly gpu: string | null;
}

/** Vendors whose devices programs load models onto by the formula that gpuify knows. */
const MAKERS: readonly GpuMaker[] = ["nvidia", "amd", "intel", "habana"];

/**
 * The GPU models that are asked about, with the nodes that have them.
 * @throws Failure (usage) for a name that is no GPU model, for an accelerator that nothing is computed for, and for a
 * platform that has none or not that one.
 */
export function gpuChoices(
  { models, platforms }: Pick<WholeCatalog, "models" | "platforms">,
  question: ChoiceQuestion,
): readonly GpuChoice[] {
  const asked = question.gpu === null ? models : [modelNamed(question.gpu, models)];
  const where = question.platforms;
  const there = asked.filter((model) => where === null || where.some((name) => name in model.platforms));
  const found = there.flatMap((model) => {
    const vendor = makerOf(model);
    return vendor === null ? [] : [{ model, vendor }];
  });
  if (found.length === 0) throw nothingThere(question);
  return found.map(({ model, vendor }) => {
    const placements = Object.entries(model.platforms).filter(
      ([name]) => where === null || where.includes(name),
    );
    const rules = placements.map(
      ([name, placement]) =>
        placement.countRule ?? platforms.find((row) => row.name === name)?.countRule ?? "unknown",
    );
    return {
      gpu: model.name,
      vendor,
      memoryGib: model.memoryGib,
      arch: model.arch,
      perNode: [...new Set(placements.flatMap(([, placement]) => nodeCounts(placement)))].sort(
        (a, b) => a - b,
      ),
      wholeNodes: rules.length > 0 && rules.every((rule) => rule === "whole-machine"),
    };
  });
}

/** Who makes a model that the formula is for; null for other accelerators. */
export function makerOf({ vendor }: Pick<ModelRow, "vendor">): GpuMaker | null {
  return MAKERS.find((maker) => maker === vendor) ?? null;
}

function modelNamed(name: string, models: readonly ModelRow[]): ModelRow {
  const model = models.find((one) => one.name === name);
  if (model === undefined) {
    const { message, why, advice } = unknownModel(name, models);
    throw new Failure(
      EXIT.usage,
      message,
      [...(why === undefined ? [] : [why]), advice].map(clause).join("; "),
    );
  }
  if (makerOf(model) !== null) return model;
  throw new Failure(
    EXIT.usage,
    `gpuify does not know how programs use the memory of ${name}`,
    "name an NVIDIA, AMD or Intel GPU, or a Gaudi; `gpuify show models` lists them",
  );
}

function nothingThere({ platforms, gpu }: ChoiceQuestion): Failure {
  const where = (platforms ?? []).join(", ");
  return gpu === null
    ? new Failure(
        EXIT.usage,
        `gpuify knows no GPU model on ${where}`,
        "leave out --platform to see all GPU models",
      )
    : new Failure(
        EXIT.usage,
        `no source says that ${where} offers ${gpu}`,
        `\`gpuify show models --platform ${platforms?.[0] ?? ""}\` lists what it offers`,
      );
}
