import type { Fact } from "../../gpu/types.ts";
import { counted } from "../../kernel/words.ts";
import { gib } from "../../program/fit/numbers.ts";
import type { SizeQuestion, SizeRow } from "../size/types.ts";

/** Why a GPU model was chosen, and which come next. */
export function choiceNote({
  best,
  others,
  gpus,
  question,
}: {
  readonly best: SizeRow;
  readonly others: readonly SizeRow[];
  readonly gpus: number;
  readonly question: SizeQuestion;
}): Fact<string> {
  const { weights, load } = question;
  const tokens = load.context ?? weights.maxLength;
  const next = others.map(({ gpu, stated }) => `${gpu} (${leftText(stated)})`).join(", ");
  const value = `of the GPU models that fit ${weights.name} with ${counted(gpus, "GPU")} for ${tokens} tokens, it has the least memory (${leftText(best.stated)})${next === "" ? "" : `; next: ${next}`}`;
  return {
    value,
    reason: `${best.gpu} is chosen`,
    provenance: { source: [...weights.sources], date: "", confidence: "official" },
  };
}

function leftText(stated: SizeRow["stated"]): string {
  return stated === null ? "not computed" : `${gib(stated.fit.perGpu.left)} left on each`;
}

/** One line for each GPU model of the platform: whether the model fits on the number of GPUs in the command. */
export function candidateLines(rows: readonly SizeRow[], gpus: number): readonly string[] {
  if (rows.length === 0) return [`no GPU model is offered with ${counted(gpus, "GPU")} on one node`];
  const width = Math.max(...rows.map(({ gpu }) => gpu.length));
  return rows.map((row) => `${gpus} × ${row.gpu.padEnd(width)}  ${verdictText(row)}`);
}

function verdictText({ runs, reason, has, stated, fits }: SizeRow): string {
  if (runs !== "yes") return `${reason ?? "unknown"}${has === null ? "" : ` (it has ${has})`}`;
  if (stated === null) return "its memory is unknown";
  const { verdict, longest, perGpu } = stated.fit;
  if (verdict === "fits") return `fits, with ${leftText(stated)}`;
  const isEnough = fits !== null && fits.split.nodes === 1;
  const more = isEnough ? `; ${fits.split.gpus} of them are enough` : "";
  if (verdict === "does-not-fit") return `too small: ${gib(perGpu.weights.likely)} of weights on each${more}`;
  return longest === null || longest === 0 ? `tight${more}` : `tight: up to ${longest} tokens${more}`;
}
