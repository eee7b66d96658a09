import { loadWholeCatalog } from "../../../src/gpu/catalog/whole-catalog.ts";
import { findWeights, type WeightsSaid } from "../../../src/pipeline/size/find-weights.ts";
import { type ChoiceQuestion, gpuChoices } from "../../../src/pipeline/size/gpu-choices.ts";
import { sizeTable } from "../../../src/pipeline/size/size-table.ts";
import type { SizeLoad, SizeRow, StatedSplit } from "../../../src/pipeline/size/types.ts";

export const LLAMA = "meta-llama/Llama-3.1-70B-Instruct";

export const catalog = loadWholeCatalog();

export const SAID: WeightsSaid = { model: null, params: null, config: null };

/** What is asked where a test says nothing else. */
const LOAD: SizeLoad = {
  program: "vllm",
  dtype: null,
  quantization: null,
  context: null,
  concurrency: 1,
  fraction: null,
  cacheDtype: null,
};

export interface Asked extends Partial<ChoiceQuestion> {
  readonly model?: string;
  readonly load?: Partial<SizeLoad>;
  readonly stated?: StatedSplit;
}

export function table({ model = LLAMA, load = {}, stated, platforms = null, gpu = null }: Asked) {
  const whole = { ...LOAD, ...load };
  const { dtype, quantization, program } = whole;
  const weights = findWeights({ ...SAID, model, dtype, quantization, program });
  return sizeTable(
    { asked: model, weights, load: whole, stated: stated ?? null },
    gpuChoices(catalog, { platforms, gpu }),
  );
}

export function row(gpu: string, asked: Asked = {}): SizeRow {
  const [found] = table({ ...asked, gpu }).rows;
  if (found === undefined) throw new Error(`no row for ${gpu}`);
  return found;
}
