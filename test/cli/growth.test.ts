import { describe, expect, test } from "vitest";
import { WIDE } from "./wide-manifests.ts";
import { growsTooFast, workOf } from "./work.ts";

const SMALL = 100;

const RUNS: readonly string[] = [
  "-p continuous --all -c main --vendor nvidia",
  "-p auto --all",
  "-p bursty --all -c main",
  "-p training --all -c main --diff",
  "lint",
  "lint --fix --unsafe-fixes --dry-run",
];

describe.each(Object.entries(WIDE))("work on a manifest with four times as much (%s)", (_name, manifest) => {
  test.each(RUNS)("is four times as much: %s", (run) => {
    const args = run.split(" ");
    const [once, fourTimes] = [SMALL, 4 * SMALL].map((n) => workOf(args, manifest(n)));
    expect(once?.code).toBe(fourTimes?.code);
    expect(once?.code).not.toBe(70);
    expect(once?.work.size).toBeGreaterThan(1000);
    expect(growsTooFast(once?.work ?? new Map(), fourTimes?.work ?? new Map())).toEqual([]);
  });
});
