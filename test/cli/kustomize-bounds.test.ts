import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { needs } from "../needs.ts";
import { deployment, gpuify } from "./program.ts";

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const many = (count: number): string =>
  range(count)
    .map((index) => deployment(`d${index}`))
    .join("---\n");

/** A patch that stands in the kustomization, for the objects whose names match. */
const forName = (pattern: string, value: string): string => `- target: {kind: Deployment, name: "${pattern}"}
  patch: |
    - {op: add, path: /spec/template/spec/nodeSelector, value: {${value}}}
`;

const kustomization = (patches: readonly string[]): string =>
  `resources: [d.yaml]\npatches:\n${patches.join("")}`;

async function patchAll(files: Readonly<Record<string, string>>) {
  return await gpuify(["-p", "continuous", "--all", "--check", "."], { cwd: tree(files) });
}

describe("a kustomization of a stranger", () => {
  test("with thousands of patches by name for thousands of objects is read in time", {
    timeout: 30_000,
  }, async () => {
    const patches = range(4000).map((index) => forName(`d${index}`, `a: "${index}"`));
    const { code, stderr } = await patchAll({
      "d.yaml": many(1500),
      "kustomization.yaml": kustomization(patches),
    });
    expect([code, stderr.includes("1500 workloads would be patched")]).toEqual([1, true]);
  });

  test.each([
    ["patches of everything", range(150).map((index) => forName(".*", `a${index}: x`))],
    ["patterns to compare", range(20_000).map((index) => forName(`x.*y.*${index}`, "a: x"))],
  ])("with too many %s is refused", { timeout: 30_000 }, async (_, patches) => {
    const { code, stdout, stderr } = await patchAll({
      "d.yaml": many(260),
      "kustomization.yaml": kustomization(patches),
    });
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(
      /^gpuify: kustomizations have more patches for objects such as Deployment\/d\d+ in/,
    );
  });

  test(
    "of pipes and devices is not waited for",
    needs(process.platform !== "win32", "Windows has no such pipes"),
    async () => {
      expect.hasAssertions();
      const folder = tree({ "web.yaml": deployment("web"), "a/d.yaml": deployment("d") });
      execFileSync("mkfifo", [join(folder, "kustomization.yaml"), join(folder, "a/p.yaml")]);
      symlinkSync("/dev/zero", join(folder, "a/kustomization.yaml"));
      for (const path of [".", "web.yaml", "a/d.yaml"]) {
        const { code, stderr } = await gpuify(["-p", "continuous", "--all", "--check", path], {
          cwd: folder,
        });
        expect([path, code], stderr).toEqual([path, 1]);
      }
    },
  );

  test("that includes itself, and files of the system, ends", async () => {
    const { code, stderr, stdout } = await patchAll({
      "d.yaml": deployment("d"),
      "kustomization.yaml":
        "resources: [d.yaml, ., b, /etc/passwd, ../../../../../..]\ncomponents: [., b]\npatches: [{path: ../../../../etc/passwd}]\n",
      "b/kustomization.yaml": "resources: [..]\ncomponents: [..]\n",
    });
    expect([code, stdout]).toEqual([1, "d.yaml\n"]);
    expect(stderr).not.toContain("root");
  });
});
