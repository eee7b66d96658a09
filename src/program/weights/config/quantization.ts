import { dtypeTable } from "../data.ts";
import type { Dtype } from "../types.ts";
import { type ConfigFields, countOf, fieldOf, fieldsOf, flagOf, textOf } from "./fields.ts";

/** How a checkpoint is stored: its dtype, or why that is not known. */
export type PublishedDtype =
  | { readonly ok: true /** Null where the config does not say. */; readonly dtype: Dtype | null }
  | { readonly ok: false; readonly missing: string };

/** How a checkpoint is stored, by `quantization_config`, or else by `dtype` or `torch_dtype`. */
export function publishedDtype(root: ConfigFields, text: ConfigFields): PublishedDtype {
  const quantization = [text, root]
    .flatMap((fields) => ["quantization_config", "compression_config"].map((name) => fieldOf(fields, name)))
    .map(fieldsOf)
    .find((fields) => fields !== null);
  if (quantization === undefined || quantization === null) return { ok: true, dtype: plainDtype(root, text) };
  const dtype = dtypeOfConfig(quantization);
  if (dtype !== null) return { ok: true, dtype };
  const method = textOf(quantization, "quant_method") ?? "none";
  return { ok: false, missing: `the bits of quantization_config (quant_method: ${method})` };
}

function plainDtype(root: ConfigFields, text: ConfigFields): Dtype | null {
  const words = [text, root].flatMap((fields) => [textOf(fields, "dtype"), textOf(fields, "torch_dtype")]);
  const word = words.find((found) => found !== null)?.replace(/^torch\./, "");
  if (word === undefined) return null;
  return dtypeTable().dtypes.find(({ dtype_flags }) => dtype_flags?.includes(word))?.key ?? null;
}

function dtypeOfConfig(quantization: ConfigFields): Dtype | null {
  switch (textOf(quantization, "quant_method")) {
    case "fp8":
    case "fbgemm_fp8":
      return "fp8";
    case "mxfp4":
      return "mxfp4";
    case "eetq":
      return "int8";
    case "awq":
    case "gptq":
    case "auto-round":
    case "intel/auto-round":
      return byBits(countOf(quantization, "bits", "w_bit", "num_bits"));
    case "bitsandbytes":
      return byLoading(quantization);
    case "compressed-tensors":
      return byGroups(quantization);
    case "modelopt":
      return byAlgorithm(quantization) ?? byGroups(quantization);
    default:
      return null;
  }
}

function byBits(bits: number | null): Dtype | null {
  return bits === 4 ? "int4" : bits === 8 ? "int8" : null;
}

function byLoading(quantization: ConfigFields): Dtype | null {
  if (flagOf(quantization, "load_in_4bit") === true) return "int4";
  return flagOf(quantization, "load_in_8bit") === true ? "int8" : null;
}

function byAlgorithm(quantization: ConfigFields): Dtype | null {
  const algorithm = textOf(quantization, "quant_algo") ?? "";
  if (algorithm.startsWith("fp8")) return "fp8";
  if (algorithm.startsWith("nvfp4")) return "nvfp4";
  if (algorithm.startsWith("w4a")) return "int4";
  return algorithm.startsWith("int8") || algorithm.startsWith("w8a") ? "int8" : null;
}

/** The smallest of the dtypes that the groups of a checkpoint have. */
function byGroups(quantization: ConfigFields): Dtype | null {
  const format = textOf(quantization, "format") ?? "";
  if (format.startsWith("nvfp4")) return "nvfp4";
  if (format.startsWith("mxfp4")) return "mxfp4";
  const groups = Object.values(fieldsOf(fieldOf(quantization, "config_groups")) ?? {});
  const found = groups.map((group) =>
    dtypeOfGroup(fieldsOf(fieldOf(fieldsOf(group) ?? {}, "weights")) ?? {}),
  );
  if (found.length === 0 || found.includes(null)) return null;
  return found.find((dtype) => dtype === "int4" || dtype === "nvfp4") ?? found[0] ?? null;
}

function dtypeOfGroup(weights: ConfigFields): Dtype | null {
  const bits = countOf(weights, "num_bits");
  if (textOf(weights, "type") !== "float") return byBits(bits);
  return bits === 8 ? "fp8" : bits === 4 ? "nvfp4" : null;
}
