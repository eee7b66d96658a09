import { counted } from "../../kernel/words.ts";
import { assumptions } from "../../program/fit/assumptions.ts";
import { checkFit, shareOf } from "../../program/fit/check-fit.ts";
import {
  COMMON_NODE_GPUS,
  type GpuSplit,
  legalCounts,
  type SplitFit,
  smallest,
} from "../../program/fit/counts.ts";
import type { FitQuestion } from "../../program/fit/types.ts";
import { type UsableMemory, usableMemory } from "../../program/fit/usable-memory.ts";
import { type Load, statedTokens } from "../../program/needs/load.ts";
import { type Support, supports } from "../../program/support/supports.ts";
import type {
  GpuChoice,
  LeftOutVendor,
  SizeLoad,
  SizeQuestion,
  SizeRow,
  SizeTable,
  SizeVerdict,
} from "./types.ts";

/** Which of the GPU models hold a model, and how many it takes of each. */
export function sizeTable(question: SizeQuestion, choices: readonly GpuChoice[]): SizeTable {
  const rows: SizeRow[] = [];
  const leftOut = new Map<string, LeftOutVendor>();
  for (const choice of choices) {
    const support = supportOf(question, choice);
    if (support.kind === "no-image")
      leftOut.set(choice.vendor, { vendor: choice.vendor, reason: support.reason });
    else rows.push(rowOf(question, choice, support));
  }
  return { question, rows: sorted(rows), leftOut: [...leftOut.values()], assumed: assumedOnAll(question) };
}

/** How a program of a manifest loads its model, for the table. */
export function sizeLoadOf(load: Load, concurrency: number): SizeLoad {
  const { engine, dtype, quantization, fraction, cacheDtype } = load;
  return {
    program: engine,
    dtype,
    quantization,
    context: statedTokens(load),
    concurrency,
    fraction,
    cacheDtype,
  };
}

type KnownSupport = Exclude<Support, { readonly kind: "no-image" }>;

function supportOf({ weights, load }: SizeQuestion, { gpu, vendor, arch }: GpuChoice): Support {
  const { program, dtype: dtypeFlag, quantization } = load;
  return supports({ program, gpu, vendor, arch, dtype: weights.dtype, dtypeFlag, quantization });
}

function rowOf(question: SizeQuestion, choice: GpuChoice, support: KnownSupport): SizeRow {
  const memory = usableMemory(choice.gpu, choice.memoryGib);
  const largestNode = choice.perNode.at(-1) ?? COMMON_NODE_GPUS;
  const row = {
    ...choice,
    largestNode,
    fits: null,
    tight: null,
    stated: null,
    isEstimated: memory?.origin === "nominal",
    ...against(support),
  };
  if (support.kind === "does-not-run") return { ...row, verdict: "does-not-run" };
  if (memory === null) return { ...row, verdict: "unknown-memory", reason: "its memory size is unknown" };
  const counts = legalCounts(question.weights, question.load.program, largestNode).filter((split) =>
    exists(split, choice),
  );
  const { fits, loads } = smallest(fitQuestion(question, memory), counts);
  const tight = loads !== null && loads.split.gpus !== fits?.split.gpus ? loads : null;
  const verdict = verdictOf(fits, tight);
  const stated = question.stated === null ? null : onStated(question, memory);
  const found = { ...row, verdict, fits, tight, stated };
  return verdict === "does-not-fit" ? { ...found, reason: tooLarge(counts), has: null, sources: [] } : found;
}

/** Why the program may not run on a GPU, or what is different there. */
function against(support: KnownSupport): Pick<SizeRow, "runs" | "notes" | "reason" | "has" | "sources"> {
  switch (support.kind) {
    case "runs":
      return { runs: "yes", notes: support.notes, reason: null, has: null, sources: [] };
    case "does-not-run":
    case "probably-not": {
      const { kind, reason, has, sources } = support;
      return { runs: kind === "does-not-run" ? "no" : kind, notes: [], reason, has, sources };
    }
    case "unknown":
      return { runs: "unknown", notes: [], reason: support.reason, has: null, sources: [] };
    default:
      return support satisfies never;
  }
}

/** Pods ask for up to the GPUs of a node, and on some platforms for exactly those of a node. */
function exists({ gpus, nodes }: GpuSplit, { perNode, wholeNodes }: GpuChoice): boolean {
  return nodes > 1 || !wholeNodes || perNode.length === 0 || perNode.includes(gpus);
}

function fitQuestion(
  { weights, load }: Pick<SizeQuestion, "weights" | "load">,
  gpu: UsableMemory,
): Omit<FitQuestion, "tensor" | "pipeline"> {
  const { context, concurrency, fraction, cacheDtype, program } = load;
  return { weights, gpu, length: context, concurrency, fraction, cacheDtype, program };
}

function onStated(question: SizeQuestion, memory: UsableMemory): SplitFit | null {
  const { stated } = question;
  if (stated === null) return null;
  const { tensor, pipeline } = stated;
  const split = { gpus: tensor * pipeline, nodes: 1, tensor, pipeline };
  return { split, fit: checkFit({ ...fitQuestion(question, memory), ...stated }) };
}

function verdictOf(fits: SplitFit | null, tight: SplitFit | null): SizeVerdict {
  if (fits !== null) return "fits";
  return tight === null ? "does-not-fit" : "tight";
}

function tooLarge(counts: readonly GpuSplit[]): string {
  const last = counts.at(-1);
  if (last === undefined) return "no number of GPUs on its nodes divides the model evenly";
  const nodes = last.nodes > 1 ? ` on ${last.nodes} nodes` : "";
  return `too large for ${counted(last.gpus, "GPU")}${nodes}`;
}

const ORDER: Readonly<Record<SizeVerdict, number>> = {
  fits: 0,
  tight: 1,
  "does-not-fit": 2,
  "does-not-run": 3,
  "unknown-memory": 4,
};

function sorted(rows: readonly SizeRow[]): readonly SizeRow[] {
  return [...rows].sort(
    (one, other) =>
      ORDER[one.verdict] - ORDER[other.verdict] ||
      nodesOf(one) - nodesOf(other) ||
      totalGib(one) - totalGib(other) ||
      gpusOf(one) - gpusOf(other) ||
      (one.gpu < other.gpu ? -1 : 1),
  );
}

/** Nominal GiB of all GPUs that a row needs; 0 where it needs none. */
export function totalGib(row: SizeRow): number {
  return gpusOf(row) * (row.memoryGib ?? 0);
}

/** GPU models on which the program certainly runs, on one node, come first. */
function nodesOf({ fits, tight, runs }: SizeRow): number {
  const isMany = ((fits ?? tight)?.split.nodes ?? 1) > 1;
  return (isMany ? 1 : 0) + (runs === "yes" ? 0 : 2);
}

function gpusOf({ fits, tight }: SizeRow): number {
  return (fits ?? tight)?.split.gpus ?? 0;
}

/** Assumptions that are the same for every GPU model. */
function assumedOnAll({ weights, load }: SizeQuestion): readonly string[] {
  const nowhere = { low: 0, high: 0, origin: "stated" } as const;
  const asked = { ...fitQuestion({ weights, load }, nowhere), tensor: 1, pipeline: 1 };
  return assumptions(asked, shareOf(asked), load.context ?? weights.maxLength, "fits");
}
