import { cacheOf, kvHeadsOf } from "./cache-geometry.ts";
import type { WeightsRow } from "./data.ts";
import { isSameSize, type LoadedAs, type LoadingFlags, loadedAs } from "./dtype-rules.ts";
import { findRow, longestOf } from "./find-row.ts";
import { gibOf } from "./gib.ts";
import { modelName } from "./model-name.ts";
import { isParamCount } from "./param-count.ts";
import { sizeInName } from "./size-in-name.ts";
import type { SizeRange, Weights } from "./types.ts";

/** Which model, and how it is loaded. */
export interface WeightsQuestion extends LoadingFlags {
  /** Name on a hub or path, as the program's flag has it. */
  readonly model: string;
}

/** A number of parameters, and how they are loaded. */
export interface ParametersQuestion extends LoadingFlags {
  /** In 1e9. */
  readonly params: number;
  /** The model's name, which may state a quantization; null or absent for none. */
  readonly model?: string | null | undefined;
}

/**
 * What a model weighs, by its row in `models.yaml`, or else by the size in its name.
 * @returns null where nothing is known: no row and no size in the name, a placeholder, a GGUF file, an adapter, or a
 * quantization whose size is not known
 */
export function weightsOf(question: WeightsQuestion): Weights | null {
  const name = modelName(question.model);
  if (name === null) return null;
  const row = findRow(name);
  return row === null ? byName(name, question) : byRow(row, name, question);
}

/** What a number of parameters weighs; null where it is no number above 0 or the quantization is not known. */
export function weightsOfParameters(question: ParametersQuestion): Weights | null {
  const { params } = question;
  const loaded = loadedAs(modelName(question.model ?? "") ?? "", question, null);
  if (loaded === null || !isParamCount(params)) return null;
  const range = { least: params, likely: params };
  return {
    ...nothingKnown,
    name: `${params} billion parameters`,
    origin: "parameters",
    params: range,
    dtype: loaded.dtype,
    dtypeIsStated: loaded.stated,
    gib: gibOf(range, loaded),
    sources: [],
    confidence: "stated",
  };
}

function byRow(row: WeightsRow, name: string, flags: LoadingFlags): Weights | null {
  const loaded = loadedAs(name, flags, row.dtype);
  if (loaded === null) return null;
  return {
    name: row.id,
    origin: "row",
    params: { least: row.params_b, likely: row.params_b },
    activeParams: row.active_b ?? null,
    dtype: loaded.dtype,
    dtypeIsStated: loaded.stated,
    gib: gibOfRow(row, loaded),
    heads: row.heads ?? null,
    kvHeads: kvHeadsOf(row.kv),
    cache: cacheOf(row.kv),
    maxLength: longestOf(row, name),
    sources: row.source,
    confidence: row.confidence,
  };
}

/** The published size where the model is loaded as it was published, else computed from the parameters. */
function gibOfRow(row: WeightsRow, loaded: LoadedAs): SizeRange {
  const computed = gibOf({ least: row.params_b, likely: row.params_b }, loaded);
  const published = isSameSize(row.dtype, loaded.dtype) ? row.weights_gib : row.other_dtypes?.[loaded.dtype];
  if (published === undefined) return computed;
  const isExact = isSameSize(row.dtype, loaded.dtype) && loaded.leastBytes === null;
  return { least: isExact ? published : Math.min(computed.least, published), likely: published };
}

function byName(name: string, question: WeightsQuestion): Weights | null {
  const size = sizeInName(name);
  const loaded = loadedAs(name, question, null);
  if (size.kind !== "size" || loaded === null) return null;
  const counted = loaded.stated ? loaded : { ...loaded, leastBytes: size.leastBytes };
  return {
    ...nothingKnown,
    name: question.model.trim(),
    origin: "name",
    params: size.params,
    dtype: loaded.dtype,
    dtypeIsStated: loaded.stated,
    gib: gibOf(size.params, counted),
    sources: size.sources,
    confidence: size.confidence,
  };
}

const nothingKnown = {
  activeParams: null,
  heads: null,
  kvHeads: null,
  cache: null,
  maxLength: null,
} as const;
