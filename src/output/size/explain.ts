import type { SizeProof } from "../../pipeline/size/proofs.ts";
import type { SizeTable } from "../../pipeline/size/types.ts";
import type { SizeSource } from "../../program/weights/types.ts";
import { section } from "../show/layout.ts";
import { wrap } from "../wrap.ts";
import { splitText } from "./words.ts";

/** How the numbers of a table come about: the formula for each GPU model, what was assumed, and where it was read. */
export function explainLines(answer: SizeTable, proofs: readonly SizeProof[]): readonly string[] {
  const steps = answer.rows.flatMap((row) => {
    const found = [row.fits, row.tight].filter((one) => one !== null);
    return found.flatMap((one) => [
      "",
      `${splitText(row.gpu, one)}: ${one === row.fits ? "fits" : "tight"}`,
      ...one.fit.steps.map((step) => wrap(`  ${step}`)),
    ]);
  });
  return [
    ...steps,
    ...section("Assumed:", answer.assumed),
    ...section("Sources:", [...proofs.map(proofText), ...whereItRuns(answer)]),
  ];
}

/** Where it was read that GPUs do not run the program. */
function whereItRuns({ rows }: SizeTable): readonly string[] {
  const sources = rows.flatMap((row) => (row.reason === null ? [] : row.sources));
  return [...new Set(sources)].map((source) => `supported GPUs: ${source}`);
}

/** One line about where something was read. */
export function proofText({ about, confidence, sources }: SizeProof): string {
  return `${about} (${confidence}): ${sources.map(place).join("; ")}`;
}

function place({ repo, path, commit, date, url, note }: SizeSource): string {
  const where = url ?? [repo, path].filter((part) => part !== undefined).join(" ");
  const when = [commit, date].filter((part) => part !== undefined).join(", ");
  const parts = [where, ...(when === "" ? [] : [`(${when})`]), ...(note === undefined ? [] : [note])];
  return parts.filter((part) => part !== "").join(" ");
}
