import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { deployment, gpuify } from "./program.ts";

const CONFIG = `exclude: ["gen/**"]
rules:
  - match: { kind: Deployment }
    profile: continuous
`;
const APP = deployment("app");
/** It has a finding, and patch would change it. */
const GEN = deployment("gen").replace(/$/, "        resources: {limits: {nvidia.com/gpu: 1.5}}\n");

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "gpuify-force-exclude-")));
mkdirSync(join(cwd, ".git"));
const many = Array.from({ length: 7 }, (_, index) => `gen/more/${index}.yaml`);
for (const [path, text] of [
  ["gpuify.yaml", CONFIG],
  ["app/a.yaml", APP],
  ["gen/a.yaml", GEN],
  ["gen/template.yaml", "image: {{ .Values.image }}\n"],
  ...many.map((path) => [path, GEN] as const),
] as const) {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const NOTE =
  "info[named-file-excluded]: skipped 1 named file that `exclude` of a config leaves out: gen/a.yaml";

describe("patch --force-exclude", () => {
  test("skips a named file that the nearest config excludes, with a note, and patches the others", async () => {
    const run = await gpuify(["--check", "--force-exclude", "gen/a.yaml", "app/a.yaml"], { cwd });
    expect([run.code, run.stdout]).toEqual([1, "app/a.yaml\n"]);
    expect(run.stderr).toContain(NOTE);
    const stream = await gpuify(["--force-exclude", "gen/a.yaml", "app/a.yaml"], { cwd });
    expect(stream.stdout).toContain("name: app");
    expect(stream.stdout).not.toContain("name: gen");
  });

  test("is not needed for what is named without it: that is always read", async () => {
    expect((await gpuify(["--check", "gen/a.yaml"], { cwd })).code).toBe(3);
  });

  test.each([
    ["--check"],
    ["--diff"],
    ["-w"],
    ["--fail-on", "warning", "--check"],
    ["-p", "training", "--select", "deploy/web", "--check"],
    ["-p", "continuous"],
  ])(
    "has nothing to do, which is no mistake, where all that is named is excluded: %s %s %s",
    async (...flags) => {
      const run = await gpuify([...flags, "--force-exclude", "gen/a.yaml", "gen/template.yaml"], { cwd });
      expect([run.code, run.stdout]).toEqual([0, ""]);
      expect(run.stderr).toContain("skipped 2 named files");
      expect(run.stderr).not.toMatch(/warning|error/);
      expect(readFileSync(join(cwd, "gen/a.yaml"), "utf8")).toBe(GEN);
    },
  );

  test("says nothing with --quiet, and counts what it does not name", async () => {
    const quiet = await gpuify(["--check", "--quiet", "--force-exclude", "gen/a.yaml"], { cwd });
    expect([quiet.code, quiet.stderr]).toEqual([0, ""]);
    const run = await gpuify(["--check", "--force-exclude", ...many], { cwd });
    expect(run.stderr).toContain(
      `skipped 7 named files that \`exclude\` of a config leaves out: ${many.slice(0, 5).join(", ")} and 2 more`,
    );
  });

  test("passes standard input through as it is under a name that is excluded", async () => {
    const args = ["--force-exclude", "--stdin-filename", "gen/x.yaml", "-"];
    const input = "\uFEFFimage: {{ .Values.image }}\r\n# end";
    const run = await gpuify(args, { cwd, input });
    expect([run.code, run.stdout]).toEqual([0, input]);
    const beside = await gpuify(["app/a.yaml", ...args], { cwd, input: GEN });
    expect(beside.code).toBe(0);
    expect(beside.stdout.endsWith(`---\n${GEN}`)).toBe(true);
    expect(beside.stdout).toContain("nvidia.com/gpu: 1\n");
    expect((await gpuify(["--diff", ...args], { cwd, input: GEN })).stdout).toBe("");
    expect((await gpuify(args, { cwd, input: Uint8Array.of(0x61, 0xff) })).code).toBe(3);
    expect((await gpuify(args.slice(1), { cwd, input: GEN })).code).toBe(3);
  });

  test("is a usage error without a config", async () => {
    const run = await gpuify(["--check", "--no-config", "--force-exclude", "gen/a.yaml"], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(
      "--force-exclude is about `exclude` of a config, and --no-config wants none",
    );
  });
});

describe("lint --force-exclude", () => {
  test("reports nothing of what is excluded, named or standard input", async () => {
    expect((await gpuify(["lint", "gen/a.yaml"], { cwd })).code).toBe(1);
    const run = await gpuify(["lint", "--force-exclude", "gen/a.yaml"], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(NOTE);
    expect(run.stderr).not.toMatch(/warning|error/);
    const args = ["lint", "--force-exclude", "--stdin-filename", "gen/x.yaml", "-", "-o", "json"];
    const stream = await gpuify(args, { cwd, input: GEN });
    expect([stream.code, JSON.parse(stream.stdout).findings]).toEqual([0, []]);
  });

  test("mends the others", async () => {
    const run = await gpuify(["lint", "--force-exclude", "--fix", "--dry-run", "gen/a.yaml", "app/a.yaml"], {
      cwd,
    });
    expect([run.code, run.stdout]).toEqual([0, ""]);
  });
});
