import type { ContainerView } from "../../k8s/pod-set.ts";
import { parseImage } from "../command/image-name.ts";
import { unknownIn } from "../command/words/references.ts";
import type { WordPlace } from "../command/words/word.ts";
import type { OptionRow, WeightsOptions } from "../known/rows.ts";
import type { ProgramRun } from "./need.ts";
import { notResolved } from "./numbers.ts";
import type { SaidOption } from "./options.ts";
import { tokenCount } from "./token-count.ts";

/** What a program is set to load onto its GPUs. */
export interface Load {
  /** What the rules of memory and dtypes call the program: `vllm`. */
  readonly engine: string;
  /** The model as it is named: an id of a hub, a path. */
  readonly model: string;
  readonly place: WordPlace | null;
  readonly dtype: string | null;
  readonly quantization: string | null;
  /** Longest sequence in tokens; `auto` if the program uses the longest that fits. Null if it is not set. */
  readonly length: { readonly tokens: number | "auto"; readonly said: SaidOption } | null;
  /** Share of the memory, above 0 and up to 1. */
  readonly fraction: number | null;
  readonly cacheDtype: string | null;
}

export type LoadResult =
  | { readonly kind: "load"; readonly load: Load }
  /** The model, or how it is loaded, is unknown: `why` completes "because". */
  | { readonly kind: "unknown"; readonly why: string }
  /** The program loads no weights, or weights of a kind that gpuify cannot size. */
  | { readonly kind: "none" };

/** What the options, variables and image of a program say about the model that it loads. */
export function loadOf(run: ProgramRun, container: Pick<ContainerView, "image">): LoadResult {
  const weights = run.row.asks?.weights;
  if (weights === undefined) return { kind: "none" };
  const { options } = run;
  const other = weights.unweighed?.map((name) => options.find({ names: [name] })).find((one) => one !== null);
  if (other != null) return { kind: "unknown", why: `\`${other.said}\` decides what is loaded` };
  const model = modelOf(run, weights, container);
  if (model === null)
    return {
      kind: "unknown",
      why: options.openedBy === null ? "its command names no model" : `${options.openedBy} may name it`,
    };
  if (model.unknown !== null || model.value === null)
    return { kind: "unknown", why: notResolved(model.unknown ?? model.said) };
  const unknown = READ.map((key) => saidOf(run, weights[key])).find((said) => said?.unknown != null);
  if (unknown != null) return { kind: "unknown", why: notResolved(unknown.unknown ?? unknown.said) };
  const text = (key: (typeof READ)[number]): string | null => saidOf(run, weights[key])?.value ?? null;
  const fraction = Number(text("fraction") ?? Number.NaN);
  return {
    kind: "load",
    load: {
      engine: weights.engine,
      model: model.value,
      place: model.place,
      dtype: text("dtype"),
      quantization: text("quantization"),
      length: lengthOf(saidOf(run, weights.length)),
      fraction: fraction > 0 && fraction <= 1 ? fraction : null,
      cacheDtype: text("cacheDtype"),
    },
  };
}

/** The longest sequence that the program is started for, in tokens; null if it is not stated. */
export function statedTokens({ length }: Pick<Load, "length">): number | null {
  return typeof length?.tokens === "number" ? length.tokens : null;
}

const READ = ["fraction", "length", "dtype", "quantization", "cacheDtype"] as const;

function saidOf({ options }: ProgramRun, row: OptionRow | undefined): SaidOption | null {
  return row === undefined ? null : options.find(row);
}

function modelOf(
  run: ProgramRun,
  { options: names, positional = false, after = [], variables = [], image = false }: WeightsOptions,
  container: Pick<ContainerView, "image">,
): SaidOption | null {
  const { options, started } = run;
  const said = names.length === 0 ? null : options.find({ names });
  if (said !== null) return said;
  if (positional) {
    const word = after.includes(options.words[0]?.text ?? "") ? options.words[1] : options.first;
    if (word !== undefined && word !== null && !word.text.startsWith("-"))
      return { said: word.text, value: word.text, unknown: word.unknown, place: word.place };
  }
  for (const name of variables) {
    const variable = started.variables.get(name);
    if (variable === undefined) continue;
    const { text, place } = variable;
    return {
      said: `${name}=${text ?? "?"}`,
      value: text,
      unknown: text === null ? `the variable ${name}` : null,
      place,
    };
  }
  return image ? ofImage(container.image) : null;
}

/** `nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8` → `meta/llama-3.1-8b-instruct`. */
function ofImage(image: string | null): SaidOption | null {
  const path = image === null ? undefined : parseImage(image)?.repository.split("/");
  if (path === undefined || path.length < 3 || path.at(-3) !== "nim") return null;
  const value = path.slice(-2).join("/");
  return { said: value, value, unknown: unknownIn(value), place: null };
}

/** `auto` and -1 mean the longest that fits. */
function lengthOf(said: SaidOption | null): Load["length"] {
  if (said?.value == null) return null;
  if (/^(?:auto|-1)$/.test(said.value)) return { tokens: "auto", said };
  const tokens = tokenCount(said.value);
  return tokens === null ? null : { tokens, said };
}
