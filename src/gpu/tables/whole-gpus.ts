import type { WholeGpusEntry } from "../files/entries.ts";
import { sourced } from "../files/sourced.ts";
import type { WholeGpuRow } from "../rows.ts";

/** How nodes with whole GPUs are told from those with parts of them, as a row. */
export function wholeGpuRow({ when, reason, expressions }: WholeGpusEntry): WholeGpuRow {
  return { when, expressions: expressions.map((one) => sourced(one)), reason };
}
