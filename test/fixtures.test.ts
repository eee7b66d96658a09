import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * A case is a folder: its input, `args.txt` with one argument a line, and what the built program must answer.
 * `GPUIFY_UPDATE=1` writes the answers; CI refuses that switch.
 */
const ROOT = resolve(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "bin", "gpuify.cjs");
const UPDATE = process.env.GPUIFY_UPDATE === "1";

function cases(kind: string): readonly string[] {
  const folder = join(ROOT, "fixtures", kind);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

function run(
  folder: string,
  extra: readonly string[] = [],
  input?: Buffer,
): { code: number | null; stdout: Buffer; stderr: string } {
  const args = readFileSync(join(folder, "args.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const env = {
    ...process.env,
    NO_COLOR: "1",
    FORCE_COLOR: undefined,
    NODE_OPTIONS: undefined,
  } as NodeJS.ProcessEnv;
  const result = spawnSync(process.execPath, [PROGRAM, ...args, ...extra], {
    cwd: folder,
    env,
    input: input ?? readStdin(folder),
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr.toString("utf8") };
}

function readStdin(folder: string): Buffer {
  const file = join(folder, "stdin.yaml");
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}

function matches(file: string, actual: Buffer | string): void {
  const bytes = Buffer.from(actual as string);
  if (UPDATE) writeFileSync(file, bytes);
  expect(existsSync(file), `${file} is missing; GPUIFY_UPDATE=1 writes it`).toBe(true);
  expect(bytes.toString("latin1")).toBe(readFileSync(file).toString("latin1"));
}

test("answers are not written in CI", () => {
  expect(UPDATE && process.env.CI !== undefined).toBe(false);
});

describe("fixtures/patch: the output is exactly this, the reasons too, and a second run changes nothing", () => {
  const folders = cases("patch");
  test("there are cases", () => expect(folders.length).toBeGreaterThan(0));
  for (const folder of folders)
    test(folder.slice(ROOT.length + 1), () => {
      const first = run(folder, ["--explain"]);
      expect(first.code, first.stderr).toBe(0);
      const extension = existsSync(join(folder, "input.json")) ? "json" : "yaml";
      const expected = join(folder, `expected.${extension}`);
      matches(expected, first.stdout);
      matches(join(folder, "explain.txt"), first.stderr);
      const args = readFileSync(join(folder, "args.txt"), "utf8");
      expect(args.split("\n"), "the input is named once, so that the second run can replace it").toContain(
        `input.${extension}`,
      );
      const again = rerun(folder, args, expected);
      expect(again.code, again.stderr).toBe(0);
      expect(again.stdout.toString("latin1")).toBe(first.stdout.toString("latin1"));
    });
});

function rerun(
  folder: string,
  args: string,
  expected: string,
): { code: number | null; stdout: Buffer; stderr: string } {
  const words = args
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (/^input\.(?:yaml|json)$/.test(line) ? expected : line));
  const env = { ...process.env, NO_COLOR: "1", NODE_OPTIONS: undefined } as NodeJS.ProcessEnv;
  const result = spawnSync(process.execPath, [PROGRAM, ...words], { cwd: folder, env });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr.toString("utf8") };
}

describe("fixtures/refuse: nothing is written, and the message says what, where, why and what to do", () => {
  const folders = cases("refuse");
  test("there are cases", () => expect(folders.length).toBeGreaterThan(0));
  for (const folder of folders)
    test(folder.slice(ROOT.length + 1), () => {
      const result = run(folder);
      expect(result.stdout.toString("utf8")).toBe("");
      matches(join(folder, "answer.txt"), `exit ${result.code}\n${result.stderr}`);
      expect(result.code).toBeGreaterThanOrEqual(2);
      expect(result.code).toBeLessThan(70);
    });
});
