import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { CONFIG_MAP, deployment, gpuify } from "./program.ts";

const TWO_CONTAINERS = deployment("odd", "      - name: other\n        image: nginx\n");
const BROKEN = deployment("broken").replace("replicas: 2", "replicas: [2");
const FILES = {
  "k8s/broken.yaml": BROKEN,
  "k8s/config.yaml": CONFIG_MAP,
  "k8s/good.yaml": deployment("good"),
  "k8s/mixed.yaml": `${deployment("half")}---\n${TWO_CONTAINERS}`,
};
const NAMED = Object.keys(FILES);
const ARGS = ["-p", "continuous", "--all", "--keep-going"];
const read = (cwd: string, path: string) => readFileSync(join(cwd, path), "utf8");

describe("--keep-going", () => {
  test("with --write changes what can be patched, lists the rest and exits 3", async () => {
    const cwd = tree(FILES);
    const { code, stderr, stdout } = await gpuify([...ARGS, "-w", ...NAMED], { cwd });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(read(cwd, "k8s/good.yaml")).toContain("nvidia.com/gpu: 1");
    for (const path of ["k8s/broken.yaml", "k8s/mixed.yaml", "k8s/config.yaml"] as const)
      expect(read(cwd, path), path).toBe(FILES[path]);
    expect(stderr).toContain("error[invalid-yaml]");
    expect(stderr).toContain("error[ambiguous-container]: Deployment/odd");
    expect(stderr).toContain("1 workload patched, +2 GPUs, 1 passed through\n");
    expect(stderr).toMatch(
      /2 files not written because of 2 errors:\n {2}k8s\/broken.yaml\n {2}k8s\/mixed.yaml\n$/,
    );
  });

  test("with --output-dir leaves refused files out: the folder may be applied as it is", async () => {
    const cwd = tree(FILES);
    expect((await gpuify([...ARGS, "--output-dir", "out", "--strict", "k8s"], { cwd })).code).toBe(3);
    expect(existsSync(join(cwd, "out/good.yaml"))).toBe(true);
    expect(read(cwd, "out/config.yaml")).toBe(CONFIG_MAP);
    for (const name of ["broken.yaml", "mixed.yaml"])
      expect(existsSync(join(cwd, "out", name)), name).toBe(false);
  });

  test("with --check lists what would change, and exits 3 rather than 1", async () => {
    const { code, stdout, stderr } = await gpuify([...ARGS, "--check", ...NAMED], { cwd: tree(FILES) });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "k8s/good.yaml\n" });
    expect(stderr).toContain("2 files would not be written because of 2 errors:");
  });

  test("with --diff shows what would change", async () => {
    const { code, stdout } = await gpuify([...ARGS, "--diff", ...NAMED], { cwd: tree(FILES) });
    expect(code).toBe(3);
    expect(stdout.match(/^\+\+\+ .*$/gm)).toEqual(["+++ b/k8s/good.yaml"]);
  });

  test("exits as ever where nothing is refused", async () => {
    const cwd = tree({ "a.yaml": deployment("a") });
    expect((await gpuify([...ARGS, "--check", "a.yaml"], { cwd })).code).toBe(1);
    const { code, stderr } = await gpuify([...ARGS, "-w", "a.yaml"], { cwd });
    expect(code).toBe(0);
    expect(stderr).not.toContain("not written");
  });

  test("lists the files also when it is quiet, and all of them in the report", async () => {
    const cwd = tree(FILES);
    const { code, stderr } = await gpuify([...ARGS, "-q", "-w", "--report", "r.json", ...NAMED], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain("  k8s/mixed.yaml\n");
    const report = JSON.parse(read(cwd, "r.json")) as {
      files: { name: string; status: string }[];
      workloads: { object: string; status: string }[];
      diagnostics: { code: string }[];
    };
    expect(report.files.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "k8s/broken.yaml refused",
      "k8s/config.yaml unchanged",
      "k8s/good.yaml changed",
      "k8s/mixed.yaml refused",
    ]);
    expect(report.workloads.map(({ object, status }) => `${object} ${status}`)).toEqual([
      "Deployment/good patched",
      "Deployment/half refused",
      "Deployment/odd refused",
    ]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["invalid-yaml", "ambiguous-container"]),
    );
  });

  test("says that nothing was patched where every file is refused", async () => {
    const cwd = tree({ "a.yaml": BROKEN });
    const { code, stderr } = await gpuify([...ARGS, "-w", "a.yaml"], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/no workload patched\n1 file not written because of 1 error:\n {2}a.yaml\n$/);
  });

  test.each([[[]], [["-o", "json"]], [["-o", "yaml=out.yaml"]]])(
    "has no meaning for a stream: %j",
    async (output: readonly string[]) => {
      const cwd = tree(FILES);
      const { code, stdout, stderr } = await gpuify([...ARGS, ...output, "k8s/good.yaml"], { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("looks complete");
      expect(stderr).toContain("--output-dir");
    },
  );

  test("does not go on over a config that is wrong", async () => {
    const cwd = tree({ ...FILES, "gpuify.yaml": "rules: 3\n" });
    expect((await gpuify([...ARGS, "-w", ...NAMED], { cwd })).code).toBe(2);
    expect(read(cwd, "k8s/good.yaml")).toBe(FILES["k8s/good.yaml"]);
  });
});
