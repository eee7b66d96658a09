import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkFit } from "../../../src/program/fit/check-fit.ts";
import type { FitVerdict } from "../../../src/program/fit/types.ts";
import { usableMemory } from "../../../src/program/fit/usable-memory.ts";
import { weightsOf } from "../../../src/program/weights/weights-of.ts";

/** What a public document says about one setup. */
interface PublicFit {
  readonly model: string;
  readonly dtype: string;
  readonly gpu: string;
  readonly gpus: number;
  readonly program: string;
  readonly length: number | null;
  readonly fraction: number | null;
  readonly fits: boolean;
  readonly cause: "weights" | "kv" | null;
  readonly source: string;
  readonly quote: string;
  /** Why the formula says otherwise. */
  readonly disagrees?: string;
}

const { rows } = parse(readFileSync(join(import.meta.dirname, "public-fits.yaml"), "utf8")) as {
  readonly rows: readonly PublicFit[];
};

const PROGRAMS: Readonly<Record<string, string>> = { trtllm: "tensorrt-llm" };
const PLAIN: ReadonlySet<string> = new Set(["bf16", "fp16", "fp32"]);

function verdictOf(row: PublicFit): FitVerdict | "unknown" {
  const { dtype, gpus, length, fraction } = row;
  const program = PROGRAMS[row.program] ?? row.program;
  const quantization = dtype === "int4" ? "awq" : dtype;
  const loading = PLAIN.has(dtype) ? { dtype } : { quantization };
  const weights = weightsOf({ model: row.model, program, ...loading });
  const gpu = usableMemory(row.gpu, null);
  if (weights === null || gpu === null) return "unknown";
  const split = { tensor: gpus, pipeline: 1 };
  return checkFit({ weights, gpu, length, fraction, program, ...split, concurrency: 1, cacheDtype: null })
    .verdict;
}

/** `fits` is wrong for what failed; for what ran with a stated length `tight` is. */
function isMissed(row: PublicFit): boolean {
  const verdict = verdictOf(row);
  if (row.fits) return verdict === "does-not-fit" || (verdict === "tight" && row.length !== null);
  return verdict === "fits";
}

describe("setups of public documents", () => {
  test("are many, of both kinds, and say where they were read", () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(rows.filter(({ fits }) => !fits).length).toBeGreaterThanOrEqual(20);
    expect(rows.filter(({ source, quote }) => source.length < 5 || quote.length < 5)).toEqual([]);
  });

  test("none that ran is said not to fit", () => {
    const wrong = rows.filter((row) => row.fits && verdictOf(row) === "does-not-fit");
    expect(wrong).toEqual([]);
  });

  test("weights that did not load are never said to fit", () => {
    const failed = rows.filter(({ cause }) => cause === "weights");
    expect(failed.length).toBeGreaterThanOrEqual(6);
    expect(failed.filter((row) => verdictOf(row) === "fits")).toEqual([]);
  });

  test("those about which the formula says otherwise are the ones that are known, each with its reason", () => {
    const missed = rows.filter(isMissed);
    const known = rows.filter(({ disagrees }) => disagrees !== undefined);
    expect(missed.map(titleOf)).toEqual(known.map(titleOf));
  });

  test("few models are unknown", () => {
    expect(rows.filter((row) => verdictOf(row) === "unknown").map(({ model }) => model)).toEqual([
      "amazon/FalconLite",
    ]);
  });
});

function titleOf({ model, gpu, gpus, length }: PublicFit): string {
  return `${model} on ${gpus} × ${gpu}, ${length ?? "no length"}`;
}
