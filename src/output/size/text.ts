import { counted, shortened } from "../../kernel/words.ts";
import { nearestModels } from "../../pipeline/size/nearest-models.ts";
import type { SizeQuestion, SizeRow, SizeTable } from "../../pipeline/size/types.ts";
import { usedGib } from "../../program/fit/budget.ts";
import { COMMON_NODE_GPUS, type SplitFit } from "../../program/fit/counts.ts";
import { programTitle } from "../../program/support/supports.ts";
import { lastPart } from "../../program/weights/model-name.ts";
import type { Weights } from "../../program/weights/types.ts";
import { section, table } from "../show/layout.ts";
import { visibleLine } from "../visible.ts";
import { wrap } from "../wrap.ts";
import {
  gibText,
  loadText,
  longestText,
  NOTE_WORDS,
  notesOf,
  shortSplitText,
  tightText,
  weightsText,
} from "./words.ts";

/** One table as lines: what is asked, the GPUs on which it fits, those where it is tight, and the others with the reason. */
export function sizeLines(answer: SizeTable): readonly string[] {
  const { question, rows, leftOut } = answer;
  const { weights, stated } = question;
  const fitting = rows.flatMap((row) => (row.fits === null ? [] : [{ row, found: row.fits }]));
  const tight = rows.flatMap((row) =>
    row.fits === null && row.tight !== null ? [{ row, found: row.tight }] : [],
  );
  const hasStated = stated !== null;
  const what = weights.cache === null ? "The weights fit" : "Fits";
  return [
    ...headLines(question),
    ...tableOf(`${what} on one node:`, fitting.filter(isOnOneNode), hasStated),
    ...tableOf(
      `${what} on several nodes:`,
      fitting.filter((one) => !isOnOneNode(one)),
      hasStated,
    ),
    ...tableOf("Tight: the weights load, but the length may not fit:", tight, hasStated),
    ...section("Does not fit:", grouped(rows.filter(({ verdict }) => verdict === "does-not-fit"))),
    ...section("Does not run:", [
      ...grouped(rows.filter(({ verdict }) => verdict === "does-not-run")),
      ...leftOut.map(({ reason }) => reason),
    ]),
    ...section("Probably does not run:", grouped(rows.filter(isProbablyNot))),
    ...section("Unknown:", grouped(rows.filter(({ verdict }) => verdict === "unknown-memory"))),
  ];
}

/** The model and the request, with hints for a more exact answer. */
function headLines({ asked, weights, load }: SizeQuestion): readonly string[] {
  const size = weightsText(weights);
  const near = weights.origin === "name" ? nearestModels(weights.name).slice(0, 1) : [];
  return [
    ...nameLines(asked, weights),
    size,
    ...(weights.origin === "name"
      ? [`gpuify does not know this model: its size is taken from its name${near.map(likeName).join("")}`]
      : []),
    loadText(load, weights),
    ...(load.context !== null && weights.maxLength !== null && load.context > weights.maxLength
      ? [`the model supports up to ${weights.maxLength} tokens: longer requests need other settings`]
      : []),
    ...(weights.cache === null ? ["to count it, give the model's config with --config config.json"] : []),
  ].map(wrap);
}

/** The name as it was asked for, and that of the row that it is counted by where they are not alike. */
function nameLines(asked: string | null, { name, origin }: Weights): readonly string[] {
  if (asked === null) return origin === "config" ? [name] : [];
  const isSame = origin !== "row" || lastPart(asked) === lastPart(name);
  const shown = visibleLine(shortened(asked, 200));
  return isSame ? [shown] : [shown, `counted as ${name}`];
}

function likeName(name: string): string {
  return `; did you mean ${name}?`;
}

interface Shown {
  readonly row: SizeRow;
  readonly found: SplitFit;
}

function isOnOneNode({ found }: Shown): boolean {
  return found.split.nodes === 1;
}

function isProbablyNot({ runs, fits, tight }: SizeRow): boolean {
  return runs === "probably-not" && (fits !== null || tight !== null);
}

/** Columns that have nothing in any row are left out. */
function tableOf(title: string, shown: readonly Shown[], hasStated: boolean): readonly string[] {
  if (shown.length === 0) return [];
  const numbers = aligned([
    ["total", "used", "left", "longest"],
    ...shown.map(({ row, found }) => [
      `${row.isEstimated ? "~" : ""}${found.split.gpus * (row.memoryGib ?? 0)}`,
      gibText(usedGib(found.fit.perGpu)),
      gibText(found.fit.perGpu.left),
      longestText(found),
    ]),
  ]);
  const columns = [
    ["GPUs", ...shown.map(({ row, found }) => `${shortSplitText(row.gpu, found)}${mark(row)}`)],
    ...[0, 1, 2, 3].map((column) => numbers.map((row) => row[column] ?? "")),
    ["tight with", ...shown.map(({ row }) => tightText(row))],
    ...(hasStated ? [["as written", ...shown.map(({ row }) => statedText(row))]] : []),
    ["notes", ...shown.map(({ row }) => notesOf(row).join("; "))],
  ].filter((cells) => cells.slice(1).some((cell) => cell !== ""));
  const rows = Array.from({ length: shown.length + 1 }, (_, index) =>
    columns.map((cells) => cells[index] ?? ""),
  );
  return ["", title, ...table(rows, "  ")];
}

function mark({ perNode }: SizeRow): string {
  return perNode.length === 0 ? " *" : "";
}

const WORDS = { fits: "fits", tight: "tight", "does-not-fit": "does not fit" } as const;

function statedText({ stated }: SizeRow): string {
  return stated === null ? "" : `${stated.split.gpus}: ${WORDS[stated.fit.verdict]}`;
}

/** Right-aligns numbers in their columns. */
function aligned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)));
}

/** One line for each reason, with all its GPUs. */
function grouped(rows: readonly SizeRow[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { reason, has, gpu } of rows) {
    const names = byReason.get(reason ?? "") ?? [];
    names.push(has === null ? gpu : `${gpu} (${has})`);
    byReason.set(reason ?? "", names);
  }
  return [...byReason].map(([reason, names]) => `${names.join(", ")}: ${reason}`);
}

/** Options to try next, below the answer for one model. */
export function furtherLine(
  { question }: SizeTable,
  asked: { readonly platform: string | null },
): readonly string[] {
  const { load, weights } = question;
  const hints = [
    ...(load.context === null && weights.cache !== null ? ["--context 32k for shorter requests"] : []),
    ...(asked.platform === null ? ["--platform gke for GPU models on GKE"] : []),
    "--explain for the formula and the sources",
  ];
  return ["", wrap(`More: ${hints.join(", ")}.`)];
}

/** What the columns and marks of the tables mean, as far as they have them. */
export function legend(tables: readonly SizeTable[]): readonly string[] {
  const rows = tables.flatMap((answer) => answer.rows).filter(({ fits, tight }) => fits ?? tight);
  if (rows.length === 0) return [];
  const programs = [...new Set(tables.map(({ question }) => programTitle(question.load.program)))];
  const has = (test: (row: SizeRow) => boolean, line: string): readonly string[] =>
    rows.some(test) ? [line] : [];
  return [
    "",
    ...[
      ...nodesLegend(rows),
      "total: nominal GiB of memory of all these GPUs",
      `used, left: GiB on each GPU, within the share that ${programs.join(" or ")} uses`,
      ...has(
        ({ fits, tight }) => (fits ?? tight)?.fit.longest != null,
        "longest: longest request that fits, with its response, in tokens",
      ),
      ...has(
        ({ fits, tight }) => fits !== null && tight !== null,
        "tight with: fewer GPUs that hold the weights, and the longest request there; the program may refuse to start with the requested length",
      ),
      ...has(({ stated }) => stated !== null, "as written: with the number of GPUs in the manifest"),
      ...has(({ isEstimated }) => isEstimated, "~ usable memory is estimated from the nominal size"),
      ...has(
        ({ perNode }) => perNode.length === 0,
        `* GPUs per node unknown: up to ${COMMON_NODE_GPUS} are assumed`,
      ),
      ...has(
        ({ notes }) => notes.includes("no-native-math"),
        `${NOTE_WORDS["no-native-math"]}: the weights stay small in memory, but the GPU computes in 16 bits`,
      ),
      ...has(
        ({ notes }) => notes.includes("as-float16"),
        `${NOTE_WORDS["as-float16"]}: loaded as float16, because the GPU does not support bfloat16`,
      ),
      ...has(({ runs }) => runs === "unknown", "runs? gpuify does not know whether the program runs there"),
    ].map(wrap),
  ];
}

/** How several nodes are written, by the first row that has them. */
function nodesLegend(rows: readonly SizeRow[]): readonly string[] {
  for (const { gpu, fits, tight } of rows) {
    const found = fits ?? tight;
    if (found === null || found.split.nodes === 1) continue;
    const { gpus, nodes } = found.split;
    return [`${shortSplitText(gpu, found)}: ${nodes} nodes with ${counted(gpus / nodes, "GPU")} each`];
  }
  return [];
}
