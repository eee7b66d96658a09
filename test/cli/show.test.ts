import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { SHOW_OPTIONS } from "../../src/cli/show/options.ts";
import { gpuify, PROGRAM, plainEnv } from "./program.ts";

describe("gpuify show", () => {
  test("prints on standard output, and nothing on standard error", async () => {
    const run = await gpuify(["show", "models", "l4"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(/^l4: NVIDIA GPU/);
  });

  test("is the same with and without colours, also as kubectl's plugin reads it", async () => {
    const plain = (await gpuify(["show", "platforms", "eks"])).stdout;
    for (const env of [{ NO_COLOR: "1" }, { FORCE_COLOR: "3" }, { COLUMNS: "200" }, { LC_ALL: "C" }])
      expect((await gpuify(["show", "platforms", "eks"], { env })).stdout).toBe(plain);
    expect(plain).not.toContain("\u001b");
  });

  test("narrows by flags, in any order, with = and without", async () => {
    const wanted = await gpuify(["show", "models", "--platform", "gke", "--vendor", "google"]);
    expect(wanted.stdout).toContain("tpu-v5e");
    expect(wanted.stdout).not.toContain("h100");
    expect((await gpuify(["show", "--vendor=google", "--platform=gke", "models"])).stdout).toBe(
      wanted.stdout,
    );
  });

  test("gives one document of JSON", async () => {
    expect.hasAssertions();
    const lists = [
      ["models"],
      ["platforms"],
      ["profiles"],
      ["models", "--vendor", "aws"],
      ["platforms", "gke"],
      ["codes"],
      ["codes", "autoscaler-kept"],
      ["rules"],
      ["kinds"],
      ["kinds", "raycluster"],
    ];
    for (const words of lists) {
      const { code, stdout } = await gpuify(["show", ...words, "-o", "json"]);
      expect(code).toBe(0);
      expect(typeof JSON.parse(stdout)).toBe("object");
      expect(stdout.endsWith("}\n")).toBe(true);
    }
  });

  test.each([
    [["show"], "show needs a topic"],
    [["show", "models", "h1000"], 'unknown GPU model "h1000"'],
    [["show", "models", "--platform", "gkee"], 'unknown platform "gkee"'],
    [["show", "models", "--vendor="], "--vendor needs a value"],
    [["show", "models", "-o", "yaml"], '--output "yaml" is none of text, json'],
    [["show", "models", "--vendro", "amd"], 'there is no option "--vendro"'],
    [["show", "kinds", "raycluter"], 'unknown kind "raycluter"'],
    [["show", "models", "h100", "l4"], "too many arguments"],
  ])("%j is a usage error, and nothing is on standard output", async (args, message) => {
    const { code, stdout, stderr } = await gpuify(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`gpuify: ${message}`);
  });

  test("a name that is one of many gets its neighbour, and where they are listed", async () => {
    expect((await gpuify(["show", "rules", "gpu-limit-mising"])).stderr.split("\n")).toEqual([
      'gpuify: unknown rule "gpu-limit-mising"',
      '  did you mean "gpu-limit-missing"? `gpuify show rules` lists them all',
      "",
    ]);
  });

  test("so does a code, and a rule's name shows the rule", async () => {
    expect((await gpuify(["show", "codes", "ambigous-scope"])).stderr.split("\n")).toEqual([
      'gpuify: unknown code "ambigous-scope"',
      '  did you mean "ambiguous-scope"? `gpuify show codes` lists them all',
      "",
    ]);
    expect(await gpuify(["show", "codes", "gpu-limit-missing"])).toMatchObject({
      code: 0,
      stdout: (await gpuify(["show", "rules", "gpu-limit-missing"])).stdout,
    });
  });

  test("ends quietly when the pipe is closed", () => {
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["-c", `set -o pipefail; "$0" "$1" show models -o json | head -c 3`, process.execPath, PROGRAM],
      { env: plainEnv(), encoding: "utf8" },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "{\n ", stderr: "" });
  });

  test("has help with examples first and every option", async () => {
    const { stdout } = await gpuify(["show", "--help"]);
    expect(stdout.startsWith("Examples:\n")).toBe(true);
    for (const option of SHOW_OPTIONS) expect(stdout).toContain(option.long);
    expect(stdout).toContain("TOPIC [NAME] [options]");
  });
});
