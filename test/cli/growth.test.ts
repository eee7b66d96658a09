import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { plainEnv } from "./program.ts";
import { WIDE } from "./wide-manifests.ts";

const SMALL = 50;

const RUNS: readonly string[] = [
  "-p continuous --all -c main --vendor nvidia",
  "-p auto --all",
  "-p bursty --all -c main",
  "-p training --all -c main --diff",
  "lint",
  "lint --fix --unsafe-fixes --dry-run",
];

/** What work-runner.mjs says of one run. */
interface Growth {
  readonly codes: readonly [small: number, large: number];
  readonly blocks: number;
  readonly grown: readonly string[];
}

describe.each(Object.entries(WIDE))("work on a manifest with four times as much (%s)", (_name, manifest) => {
  const growth = new Map<string, Growth>();

  beforeAll(() => {
    const [tiny, small, large] = [manifest(1), manifest(SMALL), manifest(4 * SMALL)];
    const runner = join(import.meta.dirname, "work-runner.mjs");
    // Optimized code does not count its calls, and code that is thrown away loses its counts.
    const { stdout, stderr } = spawnSync(process.execPath, ["--no-flush-bytecode", "--no-opt", runner], {
      env: plainEnv(),
      input: JSON.stringify(RUNS.map((run) => ({ args: run.split(" "), tiny, small, large }))),
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(stderr).toBe("");
    for (const [index, one] of (JSON.parse(stdout) as readonly Growth[]).entries())
      growth.set(RUNS[index] ?? "", one);
  });

  test.each(RUNS)("is four times as much: %s", (run) => {
    const { codes, blocks, grown } = growth.get(run) ?? { codes: [], blocks: 0, grown: [] };
    expect(codes[0]).toBe(codes[1]);
    expect(codes[0]).not.toBe(70);
    expect(blocks).toBeGreaterThan(500);
    expect(grown).toEqual([]);
  });
});
