import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { gpuify, spawnGpuify } from "./cli/program.ts";

/**
 * A case is a folder: its input, `args.txt` with one argument a line, and what the program must answer.
 * `GPUIFY_UPDATE=1` writes the answers; CI refuses that switch.
 */
const ROOT = resolve(import.meta.dirname, "..");
const UPDATE = process.env.GPUIFY_UPDATE === "1";

function cases(kind: string): readonly string[] {
  const folder = join(ROOT, "fixtures", kind);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

/** What a run came to, as bytes. */
interface Answered {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function argsOf(folder: string): readonly string[] {
  return readFileSync(join(folder, "args.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

async function run(folder: string, args: readonly string[]): Promise<Answered> {
  const { code, stdout, stderr } = await gpuify(args, { cwd: folder, input: readStdin(folder) });
  return { code, stdout: Buffer.from(stdout), stderr };
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
    test(folder.slice(ROOT.length + 1), async () => {
      const args = argsOf(folder);
      const first = await run(folder, [...args, "--explain"]);
      expect(first.code, first.stderr).toBe(0);
      const extension = existsSync(join(folder, "input.json")) ? "json" : "yaml";
      const expected = join(folder, `expected.${extension}`);
      matches(expected, first.stdout);
      matches(join(folder, "explain.txt"), first.stderr);
      expect(args, "the input is named once, so that the second run can replace it").toContain(
        `input.${extension}`,
      );
      const again = await run(folder, argsAgain(args, expected));
      expect(again.code, again.stderr).toBe(0);
      expect(again.stdout.toString("latin1")).toBe(first.stdout.toString("latin1"));
    });
});

/** The arguments with what the first run gave in place of its input. */
function argsAgain(args: readonly string[], expected: string): readonly string[] {
  return args.map((line) => (/^input\.(?:yaml|json)$/.test(line) ? expected : line));
}

describe("fixtures/refuse: nothing is written, and the message says what, where, why and what to do", () => {
  const folders = cases("refuse");
  test("there are cases", () => expect(folders.length).toBeGreaterThan(0));
  for (const folder of folders)
    test(folder.slice(ROOT.length + 1), async () => {
      const result = await run(folder, argsOf(folder));
      expect(result.stdout.toString("utf8")).toBe("");
      matches(join(folder, "answer.txt"), `exit ${result.code}\n${result.stderr}`);
      expect(result.code).toBeGreaterThanOrEqual(2);
      expect(result.code).toBeLessThan(70);
    });
});

describe("the built program answers as its sources do", () => {
  const folders = [...cases("patch"), ...cases("refuse")].filter((_, index) => index % 40 === 0);
  test("there are cases", () => expect(folders.length).toBeGreaterThan(5));
  test.each(folders.map((folder) => [folder.slice(ROOT.length + 1), folder]))("%s", async (_, folder) => {
    const options = { cwd: folder, input: readStdin(folder) };
    const { signal: _signal, ...built } = spawnGpuify(argsOf(folder), options);
    expect(built).toEqual(await gpuify(argsOf(folder), options));
  });
});
