import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { deployment, gpuify } from "./program.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "gpuify-show-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FILES: Readonly<Record<string, string>> = {
  ".git/HEAD": "",
  "gpuify.yaml": "platform: gke\nprofiles:\n  base: { extends: continuous, shm: 16Gi }\n",
  "team/gpuify.yaml":
    "extends: ..\nprofiles:\n  llm: { extends: base, gpu: { model: l4, count: 2 } }\nrules:\n  - { match: { kind: Deployment }, profile: llm }\n",
  "team/deep/web.yaml": deployment("web"),
  "wrong/gpuify.yaml": "profiles:\n  a: { extends: continous }\n",
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const show = async (cwd: string, ...args: readonly string[]) =>
  await gpuify(["show", "profiles", ...args], { cwd: join(root, cwd) });

describe("gpuify show profiles in a repository", () => {
  test("knows the nearest config and what it extends, with places from the working folder", async () => {
    const { code, stdout, stderr } = await show("team/deep", "llm");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^llm: a profile of \.\.\/gpuify\.yaml:3\nextends base \(\.\.\/\.\.\/gpuify\.yaml:3\), wh/,
    );
    expect(stdout).toMatch(/^ {2}shm: 16Gi +from base \(\.\.\/\.\.\/gpuify\.yaml:3\)$/m);
    expect(stdout).toMatch(/^ {2}platform: gke +from the config's defaults \(\.\.\/\.\.\/gpuify\.yaml:1\)$/m);
  });

  test("takes --config, and leaves configs out with --no-config", async () => {
    expect((await show("", "--config", "team/gpuify.yaml")).stdout).toMatch(/^llm +extends base/m);
    expect((await show("team", "--no-config")).stdout).not.toContain("llm");
    const both = await show("team", "--config", "gpuify.yaml", "--no-config");
    expect(both).toMatchObject({ code: 2, stdout: "" });
    expect(both.stderr).toContain("--config names a config and --no-config wants none");
    const missing = await show("", "--config=nowhere.yaml");
    expect(missing).toMatchObject({ code: 2, stdout: "" });
    expect(missing.stderr).toContain('the config "nowhere.yaml" does not exist');
  });

  test("tells a wrong config at its place, as patch does", async () => {
    const { code, stdout, stderr } = await show("wrong");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const patch = await gpuify(["-"], { cwd: join(root, "wrong"), input: deployment("web") });
    const told = (text: string) => text.split("\n").slice(0, -2).join("\n");
    expect(told(stderr)).toBe(told(patch.stderr));
    expect(stderr).toMatch(/^gpuify\.yaml:2:\d+: error\[unknown-profile\]: .*did you mean `continuous`\?/);
    expect((await show("wrong", "continuous", "--no-config")).code).toBe(0);
  });

  test("gives YAML that patch takes: pasted into the config, the same is patched", async () => {
    const yaml = (await show("team", "llm", "-o", "yaml")).stdout;
    const rules = FILES["team/gpuify.yaml"]?.replace(/profiles:[\s\S]*(?=rules:)/, yaml) ?? "";
    writeFileSync(join(root, "team/pasted.yaml"), rules);
    const patched = async (...args: readonly string[]) =>
      await gpuify(["deep/web.yaml", ...args], { cwd: join(root, "team") });
    const before = await patched();
    expect(before.code).toBe(0);
    expect(before.stdout).toContain("nvidia.com/gpu: 2");
    expect((await patched("--config", "pasted.yaml")).stdout).toBe(before.stdout);
  });

  test("suggests names of the config", async () => {
    expect((await show("team", "lmm")).stderr).toContain('did you mean "llm"?');
  });

  test("has the same profiles as JSON", async () => {
    const { profiles } = JSON.parse((await show("team", "-o", "json")).stdout);
    expect(profiles.map(({ name }: { name: string }) => name)).toEqual([
      ...["continuous", "bursty", "training", "auto", "none"],
      ...["llm", "base"],
    ]);
  });
});
