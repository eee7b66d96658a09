import { ownOf } from "../../kernel/own.ts";
import { fitRules, gpuMemoryTable, type TrainingMethod } from "../../program/fit/data.ts";
import { sizeSource } from "../../program/weights/data.ts";
import type { SizeSource, Weights } from "../../program/weights/types.ts";
import type { SizeTable } from "./types.ts";

/** What was read somewhere, and where. */
export interface SizeProof {
  /** What it is about: `size`, `memory of h100`. */
  readonly about: string;
  readonly confidence: string;
  readonly sources: readonly SizeSource[];
}

/** Where the numbers of a table were read: the model's size, the program's rules, the memory of the GPUs in it. */
export function proofsOf({ question, rows }: SizeTable): readonly SizeProof[] {
  const { weights, load } = question;
  const rules = fitRules();
  const share = rules.shares.find((row) => row.program === load.program);
  const shown = new Set(
    rows.filter(({ fits, tight }) => fits !== null || tight !== null).map(({ gpu }) => gpu),
  );
  const memory = gpuMemoryTable();
  return [
    ...proofOfSize(weights),
    ...(share === undefined || load.fraction !== null
      ? []
      : [proof(`memory share of ${load.program}`, share, rules.sources)]),
    proof("activations and buffers", rules.overhead, rules.sources),
    ...memory.gpus
      .filter(({ key }) => shown.has(key))
      .map((row) => proof(`memory of ${row.key}`, row, memory.sources)),
  ];
}

/** Where a model's size was read; nothing if the user stated it. */
export function proofOfSize({ sources, confidence }: Weights): readonly SizeProof[] {
  const found = sources.flatMap((key) => sizeSource(key) ?? []);
  return found.length === 0 ? [] : [{ about: "size of the model", confidence, sources: found }];
}

function proof(
  about: string,
  row: { readonly source: readonly string[]; readonly confidence: string },
  sources: Readonly<Record<string, SizeSource>>,
): SizeProof {
  const found = row.source.flatMap((key) => ownOf(sources, key) ?? []);
  return { about, confidence: row.confidence, sources: found };
}

/** Where the bytes of a parameter in training were read. */
export function proofOfTraining(method: TrainingMethod): SizeProof {
  const { training, sources } = fitRules();
  const row = training.find((one) => one.method === method);
  return row === undefined
    ? { about: "bytes per parameter", confidence: "secondary", sources: [] }
    : proof("bytes per parameter", row, sources);
}
