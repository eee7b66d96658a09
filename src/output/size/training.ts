import type { SizeProof } from "../../pipeline/size/proofs.ts";
import type { TrainingTable } from "../../pipeline/size/training-table.ts";
import { section, table } from "../show/layout.ts";
import { wrap } from "../wrap.ts";
import { proofText } from "./explain.ts";
import { gibText } from "./words.ts";

const METHODS = {
  full: "full training: all parameters, with Adam in mixed precision",
  lora: "LoRA: adapters on frozen 16-bit weights",
  qlora: "QLoRA: adapters on frozen 4-bit weights",
} as const;

/** What training takes on each GPU, as lines. With `proofs` also the formula and where it was read. */
export function trainingLines(answer: TrainingTable, proofs: readonly SizeProof[] | null): readonly string[] {
  const { weights, method, rows } = answer;
  const isFull = method === "full";
  const cells = rows.map(({ gpus, alone, zero2, zero3 }) => [
    String(gpus).padStart(4),
    ...[alone, ...(zero2 === null ? [] : [zero2]), zero3].map(({ gib }) => gibText(gib.likely)),
  ]);
  const heads = ["GPUs", "undivided", ...(isFull ? ["ZeRO-2"] : []), "ZeRO-3 or FSDP"];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const body = [heads, ...cells].map((row) => [
    ...row.map((cell, column) => cell.padStart(widths[column] ?? 0)),
    "",
  ]);
  const first = rows.find(({ gpus }) => gpus === 8);
  return [
    wrap(weights.name),
    wrap(METHODS[method]),
    wrap(`GiB on each GPU for ${isFull ? "weights, gradients and optimizer state" : "the frozen weights"}`),
    "",
    ...table(body, "  "),
    "",
    wrap("Activations are extra. They grow with batch size and sequence length, and can need as much again."),
    ...(isFull
      ? []
      : [wrap("The adapters with their gradients and optimizer state are also extra, but small.")]),
    wrap("undivided: each GPU holds everything, as with plain data parallelism"),
    ...(isFull ? [wrap("ZeRO-2: gradients and optimizer state are divided among the GPUs")] : []),
    wrap("ZeRO-3 or FSDP: the weights are divided as well"),
    ...(proofs === null || first === undefined
      ? []
      : [
          ...section("With 8 GPUs:", [
            ...first.alone.steps.slice(0, 1),
            ...(first.zero2?.steps.slice(0, 1) ?? []),
            ...first.zero3.steps,
          ]),
          ...section("Sources:", proofs.map(proofText)),
        ]),
  ];
}
