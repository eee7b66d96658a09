import type { Dtype } from "../weights/types.ts";
import {
  type DtypeSupportRow,
  dtypeSupport,
  type GpuAbilityRow,
  type GpuMaker,
  gpuAbilities,
  type ProgramSupportRow,
  programSupport,
  type SupportProof,
} from "./data.ts";

/** A program with a model on a GPU. */
export interface SupportQuestion {
  /** Key of the program: `vllm`. */
  readonly program: string;
  /** Key of the catalog's GPU model. */
  readonly gpu: string;
  readonly vendor: GpuMaker;
  /** CPUs of the nodes where images have to be built for them, else null. */
  readonly arch: "arm64" | null;
  /** As the model is loaded. */
  readonly dtype: Dtype;
  /** Value of the program's own flag for the dtype; null where the program chooses. */
  readonly dtypeFlag: string | null;
  /** Value of the program's flag for the quantization; null for none. */
  readonly quantization: string | null;
}

/**
 * `as-float16`: the program loads a checkpoint of bf16 in fp16, because the GPU has no bf16. `no-native-math`: the weights are
 * small in memory, but the GPU computes them in 16 bits.
 */
export type SupportNote = "as-float16" | "no-native-math";

/**
 * `runs`: no source rules it out; `notes` say what is different there. `does-not-run`: according to the program or its vendor.
 * `probably-not`: the same according to a third party. `no-image`: the program has images for other
 * vendors' GPUs only, as far as is known. `unknown`: no source says.
 */
export type Support =
  | { readonly kind: "runs"; readonly notes: readonly SupportNote[] }
  | {
      readonly kind: "does-not-run" | "probably-not";
      /** What the program asks for: a sentence without its full stop. */
      readonly reason: string;
      /** What the GPU has instead: `7.0`, `gfx908`. */
      readonly has: string;
      readonly sources: readonly string[];
    }
  | { readonly kind: "no-image"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** Whether a program runs with a model on a GPU, as far as vendor, compute capability and dtype decide it. */
export function supports(question: SupportQuestion): Support {
  const { program, vendor, gpu } = question;
  const rows = programSupport().filter((row) => row.program === program);
  const title = rows[0]?.title ?? program;
  if (rows.length === 0)
    return { kind: "unknown", reason: `gpuify does not know which GPUs ${program} runs on` };
  const image = imageFor(rows, question);
  if (image === undefined)
    return { kind: "no-image", reason: `gpuify knows no image of ${title} for ${MAKERS[vendor]}` };
  const ability = gpuAbilities().find((row) => row.gpu === gpu);
  if (ability === undefined)
    return { kind: "unknown", reason: `gpuify does not know whether ${title} runs on it` };
  return onImage(image, ability, title) ?? withDtype(question, ability, title);
}

const MAKERS: Readonly<Record<GpuMaker, string>> = {
  nvidia: "NVIDIA GPUs",
  amd: "AMD GPUs",
  intel: "Intel GPUs",
  habana: "Gaudi",
};

/** What people call a program: `vLLM`. Its key where it has no row. */
export function programTitle(program: string): string {
  return programSupport().find((row) => row.program === program)?.title ?? program;
}

function imageFor(
  rows: readonly ProgramSupportRow[],
  { vendor, arch }: SupportQuestion,
): ProgramSupportRow | undefined {
  const own = rows.filter((row) => row.vendor === vendor);
  return own.find(({ host }) => host === (arch ?? undefined)) ?? own.find(({ host }) => host === undefined);
}

function onImage(image: ProgramSupportRow, ability: GpuAbilityRow, title: string): Support | null {
  const { lowest, architectures, since, host } = image;
  const what = host === undefined ? title : `${title}'s ${host} image`;
  const release = since === undefined ? "" : ` since ${since}`;
  if (lowest !== undefined && isBelow(ability, lowest))
    return refused(`${what} needs compute capability ${lowest} or higher${release}`, ability, image);
  if (architectures !== undefined && !architectures.includes(ability.architecture ?? ""))
    return refused(`${what}${host === undefined ? "'s image" : ""} is not built for it`, ability, image);
  return null;
}

function withDtype(question: SupportQuestion, ability: GpuAbilityRow, title: string): Support {
  const row = dtypeSupport().find((candidate) => isAbout(candidate, question));
  if (row === undefined) return { kind: "runs", notes: [] };
  const { lowest, highest, architectures, otherwise } = row;
  const { dtype } = question;
  const lacks =
    (lowest !== undefined && isBelow(ability, lowest)) ||
    (highest !== undefined && isBelow({ capability: highest }, ability.capability)) ||
    (architectures !== undefined && !architectures.includes(ability.architecture ?? ""));
  if (!lacks) return { kind: "runs", notes: isNative(row, ability) ? [] : ["no-native-math"] };
  if (otherwise === "float16" && isLeftOpen(question)) return { kind: "runs", notes: ["as-float16"] };
  return refused(`${title} supports ${dtype} only on ${wanted(row)}`, ability, row);
}

function isAbout(row: DtypeSupportRow, { program, vendor, dtype, quantization }: SupportQuestion): boolean {
  if (row.program !== program || (row.vendor ?? "nvidia") !== vendor || !row.dtypes.includes(dtype))
    return false;
  return row.words === undefined || row.words.includes(quantization?.trim().toLowerCase() ?? "");
}

function wanted({ lowest, highest, architectures = [] }: DtypeSupportRow): string {
  if (lowest === undefined) return architectures.join(", ");
  return highest === undefined
    ? `compute capability ${lowest} or higher`
    : `compute capability ${lowest} to ${highest}`;
}

/** True if no dtype is set, so that the program chooses. */
function isLeftOpen({ dtypeFlag }: SupportQuestion): boolean {
  const word = dtypeFlag?.trim().toLowerCase() ?? "auto";
  return word === "auto" || word === "";
}

function isNative({ native }: DtypeSupportRow, ability: GpuAbilityRow): boolean {
  if (native === undefined) return true;
  if (typeof native === "string") return !isBelow(ability, native);
  return native.includes(ability.architecture ?? "");
}

/** False where one of them has no compute capability. */
function isBelow({ capability }: Pick<GpuAbilityRow, "capability">, other: string | undefined): boolean {
  return capability !== undefined && other !== undefined && Number(capability) < Number(other);
}

function refused(reason: string, ability: GpuAbilityRow, row: SupportProof): Support {
  const proofs = [row, ability];
  const isSure = proofs.every(({ confidence }) => confidence !== "secondary");
  return {
    kind: isSure ? "does-not-run" : "probably-not",
    reason,
    has: ability.capability ?? ability.architecture ?? "",
    sources: proofs.map(({ source }) => source),
  };
}
