import { isQuantized, type LoadedAs, type LoadingFlags, loadedAs } from "../dtype-rules.ts";
import { gibOf } from "../gib.ts";
import { modelName } from "../model-name.ts";
import { isParamCount } from "../param-count.ts";
import type { SizeRange, Weights } from "../types.ts";
import { attentionShape, headsOf, latentShape } from "./attention.ts";
import { cacheOfConfig } from "./cache-of-config.ts";
import { countParams } from "./count-params.ts";
import { isOneOf } from "./family.ts";
import { type ConfigFields, countOf, fieldsOf, textOf, textPartOf } from "./fields.ts";
import { type PublishedDtype, publishedDtype } from "./quantization.ts";

/** What is known besides the config. */
export interface ConfigOptions extends LoadingFlags {
  /** In 1e9, where the config cannot say it. */
  readonly params?: number | null | undefined;
  /** The model's name: it may name a quantization that is described in a separate file. */
  readonly model?: string | null | undefined;
}

/** What a model weighs, or what its config would have to say. */
export type ConfigWeights =
  | { readonly ok: true; readonly weights: Weights }
  | {
      readonly ok: false /** Fields, or what is not known, a few words each. */;
      readonly missing: readonly string[];
    };

/**
 * What a model weighs by its config, the `config.json` that hubs publish with the weights. Accepts any JSON: fields that it does
 * not understand count as missing.
 */
export function weightsOfConfig(json: unknown, options: ConfigOptions = {}): ConfigWeights {
  const root = fieldsOf(json);
  if (root === null) return { ok: false, missing: ["a JSON object"] };
  const text = textPartOf(root);
  const counted = paramsOf(root, text, options);
  const published = publishedDtype(root, text);
  const name = options.model ?? "";
  const loaded = loadedBy(published, modelName(name) ?? "", options);
  if (!counted.ok || loaded === null)
    return {
      ok: false,
      missing: [
        ...(counted.ok ? [] : counted.missing),
        ...(loaded === null ? [published.ok ? "the size of a parameter" : published.missing] : []),
      ],
    };
  return {
    ok: true,
    weights: {
      name: name === "" ? (textOf(root, "model_type") ?? "config.json") : name,
      origin: "config",
      params: counted.params,
      activeParams: null,
      dtype: loaded.dtype,
      dtypeIsStated: loaded.stated,
      gib: gibOf(counted.params, loaded),
      ...geometryOf(root, text),
      sources: [],
      confidence: isOneOf(text, "checked") || isOneOf(root, "checked") ? "source-code" : "secondary",
    },
  };
}

function paramsOf(
  root: ConfigFields,
  text: ConfigFields,
  { params }: ConfigOptions,
):
  | { readonly ok: true; readonly params: SizeRange }
  | { readonly ok: false; readonly missing: readonly string[] } {
  if (params === null || params === undefined) return countParams(root, text);
  return isParamCount(params)
    ? { ok: true, params: { least: params, likely: params } }
    : { ok: false, missing: ["a number of parameters above 0"] };
}

/** A config that does not say how many bits its quantization has may have a name that does. */
function loadedBy(published: PublishedDtype, name: string, flags: LoadingFlags): LoadedAs | null {
  if (published.ok) return loadedAs(name, flags, published.dtype);
  const byName = loadedAs(name, flags, null);
  return byName !== null && isQuantized(byName.dtype) ? byName : null;
}

function geometryOf(
  root: ConfigFields,
  text: ConfigFields,
): Pick<Weights, "heads" | "kvHeads" | "cache" | "maxLength"> {
  const isByHeads = latentShape(text) === null && !isOneOf(text, "encoders");
  return {
    heads: headsOf(text),
    kvHeads: isByHeads ? (attentionShape(text, "full")?.kvHeads ?? null) : null,
    cache: cacheOfConfig(root, text),
    maxLength: countOf(text, "max_position_embeddings", "n_positions", "seq_length", "max_sequence_length"),
  };
}
