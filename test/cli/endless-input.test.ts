import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, ftruncateSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tree } from "../io/tree.ts";
import { needs } from "../needs.ts";
import { deployment, gpuify, PROGRAM, plainEnv } from "./program.ts";

const TOO_LARGE = /has more than 64 MiB, the limit for one input\n {2}split it/;

/** A file of this many zeros that takes no room on the disk. */
function sparse(path: string, size: number): void {
  const descriptor = openSync(path, "w");
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
}

/** Runs the program in a shell, with a limit of memory that a run without bounds would break. */
function inShell(script: string, cwd: string) {
  const command = `ulimit -v 4000000; ${script.replaceAll("gpuify", `"${process.execPath}" "${PROGRAM}"`)}`;
  const run = spawnSync("bash", ["-c", command], {
    cwd,
    env: plainEnv(),
    timeout: 60_000,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe("an input without an end", needs(existsSync("/dev/zero"), "there is no /dev/zero"), () => {
  it.each([
    "gpuify -p continuous /dev/zero",
    "gpuify -p continuous - < /dev/zero",
    "cat /dev/zero | gpuify -p continuous",
    "gpuify lint /dev/zero",
    "gpuify lint - < /dev/zero",
    "gpuify -p continuous <(cat /dev/zero)",
  ])("is read up to the limit: %s", (script) => {
    const run = inShell(script, tree({}));
    expect([run.code, run.stdout]).toEqual([3, ""]);
    expect(run.stderr).toMatch(TOO_LARGE);
  });

  it("that is a baseline is refused", () => {
    const run = inShell("gpuify lint --baseline /dev/zero x.yaml", tree({ "x.yaml": deployment("x") }));
    expect([run.code, run.stderr.includes("it is no file")]).toEqual([2, true]);
  });
});

describe(
  "a pipe as a place to write to",
  needs(process.platform !== "win32", "Windows has no such pipes"),
  () => {
    it.each([
      ["mkfifo p.yaml; (cat web.yaml > p.yaml &) ; timeout 20 gpuify -p continuous -w p.yaml"],
      [
        "mkdir out; mkfifo out/p.yaml; cp web.yaml p.yaml; timeout 20 gpuify -p continuous --output-dir out p.yaml",
      ],
    ])("is refused instead of waited for: %s", (script) => {
      const run = inShell(script, tree({ "web.yaml": deployment("web") }));
      expect([run.code, run.stdout]).toEqual([5, ""]);
      expect(run.stderr).toContain("it is a pipe or a device, not a file; nothing was written");
    });
  },
);

describe("a file of 3 GiB", () => {
  it("is refused by its size where it is named", async () => {
    expect.hasAssertions();
    const cwd = tree({});
    sparse(join(cwd, "x.yaml"), 3 * 1024 ** 3);
    for (const args of [["-p", "continuous"], ["lint"]]) {
      const run = await gpuify([...args, "x.yaml"], { cwd });
      expect([run.code, run.stdout]).toEqual([3, ""]);
      expect(run.stderr).toMatch(TOO_LARGE);
    }
  });

  it("is left out of a walk and counted, and an error with --strict", async () => {
    const cwd = tree({ "k8s/web.yaml": deployment("web") });
    sparse(join(cwd, "k8s/x.yaml"), 3 * 1024 ** 3);
    const run = await gpuify(["-p", "continuous", "k8s", "--diff"], { cwd });
    expect([run.code, run.stderr.includes("1 file skipped")]).toEqual([0, true]);
    const strict = await gpuify(["-p", "continuous", "k8s", "--diff", "--strict"], { cwd });
    expect([
      strict.code,
      strict.stderr.includes('"k8s/x.yaml" cannot be read: it has more than 64 MiB'),
    ]).toEqual([3, true]);
  });
});

describe("what is just small enough", () => {
  it("is read whole, whatever it comes from", async () => {
    const cwd = tree({});
    const text = `${deployment("web")}${"# a comment\n".repeat(300_000)}`;
    writeFileSync(join(cwd, "x.yaml"), text);
    const patched = (await gpuify(["-p", "continuous", "x.yaml"], { cwd })).stdout;
    expect(patched.length).toBeGreaterThan(text.length);
    expect((await gpuify(["-p", "continuous", "-"], { cwd, input: text })).stdout).toBe(patched);
    expect(inShell("gpuify -p continuous <(cat x.yaml)", cwd).stdout).toBe(patched);
  });
});

describe(
  "an output folder where no folder can be made",
  needs(existsSync("/proc/self"), "there is no /proc"),
  () => {
    it.each(["/proc/x", "/proc/x/a/b", "/dev/null/x"])("ends with exit 5: %s", (folder) => {
      const cwd = tree({ "x.yaml": deployment("x") });
      const run = inShell(`timeout 50 gpuify -p continuous --output-dir ${folder} x.yaml`, cwd);
      expect([run.code, run.stdout]).toEqual([5, ""]);
      expect(run.stderr).toMatch(/cannot be written: .*; nothing was written/);
    });

    it("and folders that can be made are, one below the other", async () => {
      const cwd = tree({ "x.yaml": deployment("x") });
      expect((await gpuify(["-p", "continuous", "--output-dir", "a/b/c", "x.yaml"], { cwd })).code).toBe(0);
      expect(execFileSync("cat", [join(cwd, "a/b/c/x.yaml")], { encoding: "utf8" })).toContain(
        "nvidia.com/gpu",
      );
    });
  },
);
