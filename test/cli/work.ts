import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROGRAM, plainEnv } from "./program.ts";

/** How often each block of the program ran, by file, function and place. */
export type Work = ReadonlyMap<string, number>;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
    }[];
  }[];
}

/**
 * Runs the built program on standard input and counts what it does, as V8 does for coverage: no clock is in it.
 * Functions that it throws away meanwhile would lose their counts.
 */
export function workOf(
  args: readonly string[],
  input: string,
): { readonly work: Work; readonly code: number | null } {
  const folder = mkdtempSync(join(tmpdir(), "gpuify-work-"));
  try {
    const { status } = spawnSync(process.execPath, ["--no-flush-bytecode", PROGRAM, ...args, "-"], {
      env: plainEnv({ NODE_V8_COVERAGE: folder }),
      input,
      stdio: ["pipe", "ignore", "ignore"],
    });
    const [name = ""] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, name), "utf8")) as Coverage;
    return { work: counted(result), code: status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counted(result: Coverage["result"]): Work {
  const work = new Map<string, number>();
  for (const { url, functions } of result) {
    const file = /\/dist\/(.*)/.exec(url)?.[1];
    if (file === undefined) continue;
    for (const { ranges } of functions)
      for (const [index, { startOffset, count }] of ranges.entries())
        work.set(`${file}:${ranges[0]?.startOffset}${index === 0 ? "" : `+${startOffset}`}`, count);
  }
  return work;
}

/** Blocks that run far more than four times as often for four times as much, and often enough to matter. */
export function growsTooFast(once: Work, fourTimes: Work): readonly string[] {
  return [...fourTimes].flatMap(([block, count]) => {
    const before = once.get(block) ?? 0;
    return count > 3000 && count > 6 * (before + 1) ? [`${block}: ${before} → ${count}`] : [];
  });
}
