import { spawn, spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { watch } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { needs } from "../needs.ts";
import { gpuifyAsNobody } from "./nobody.ts";
import { deployment, gpuify, PROGRAM, plainEnv } from "./program.ts";

const WEB = deployment("web");
const CAN_MOUNT = spawnSync("unshare", ["-rm", "true"]).status === 0;

describe("a target that cannot be written", () => {
  test("is exit 5, and the other file is not touched", async () => {
    const cwd = tree({ "a.yaml": WEB, "b.yaml": deployment("b") });
    chmodSync(join(cwd, "b.yaml"), 0o444);
    const run = gpuifyAsNobody(cwd, ["-p", "continuous", "--all", "-w", "a.yaml", "b.yaml"]);
    expect(run.code, run.stderr).toBe(5);
    expect(run.stderr).toContain('"b.yaml" cannot be written: permission denied; nothing was written');
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(WEB);
    expect(readdirSync(cwd)).toEqual(["a.yaml", "b.yaml"]);
  });

  test("for its folder alone is written in place", async () => {
    const cwd = tree({ "a.yaml": WEB });
    chmodSync(cwd, 0o555);
    const run = gpuifyAsNobody(cwd, ["-p", "continuous", "-w", "a.yaml"]);
    expect(run.code, run.stderr).toBe(0);
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
    chmodSync(cwd, 0o755);
  });

  test("as an input that cannot be read is exit 3", async () => {
    const cwd = tree({ "a.yaml": WEB });
    chmodSync(join(cwd, "a.yaml"), 0);
    const run = gpuifyAsNobody(cwd, ["-p", "continuous", "a.yaml"]);
    expect([run.code, run.stdout]).toEqual([3, ""]);
    expect(run.stderr).toContain('"a.yaml" cannot be read');
  });

  test("in a folder is noted, and an error when strict", async () => {
    const cwd = tree({ "a.yaml": WEB, "b.yaml": WEB });
    chmodSync(join(cwd, "b.yaml"), 0);
    const run = gpuifyAsNobody(cwd, ["-p", "continuous", "."]);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("1 file skipped: cannot be opened");
    expect(gpuifyAsNobody(cwd, ["-p", "continuous", "--strict", "."]).code).toBe(3);
  });

  test(
    "by a rename, because it is a bind mount, is written in place",
    needs(CAN_MOUNT, "mount namespaces are not allowed here"),
    () => {
      const cwd = tree({ "a.yaml": WEB, "mounted.yaml": "" });
      const script = `mount --bind a.yaml mounted.yaml && "${process.execPath}" "${PROGRAM}" -p continuous -w mounted.yaml`;
      const run = spawnSync("unshare", ["-rm", "sh", "-c", script], {
        cwd,
        env: plainEnv(),
        encoding: "utf8",
      });
      expect(run.status, run.stderr).toBe(0);
      expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
      expect(readdirSync(cwd)).toEqual(["a.yaml", "mounted.yaml"]);
    },
  );
});

/** Is over when the first temporary file is made. */
async function temporaryFileIn(folder: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename?.endsWith(".gpuify-tmp")) return;
}

describe("a signal while files are written", () => {
  const COUNT = 1500;

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s removes the temporary files, changes none, exits %d", async (signal, code) => {
    const files = Object.fromEntries(
      Array.from({ length: COUNT }, (_, index) => [
        `k8s/${String(index).padStart(4, "0")}.yaml`,
        deployment(`w${index}`),
      ]),
    );
    const folder = tree(files);
    const child = spawn(process.execPath, [PROGRAM, "-p", "continuous", "--all", "-q", "-w", "k8s"], {
      cwd: folder,
      env: plainEnv(),
      stdio: "ignore",
    });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    await temporaryFileIn(join(folder, "k8s"));
    child.kill(signal);
    expect(await ended).toBe(code);
    const left = readdirSync(join(folder, "k8s"));
    expect(left).toHaveLength(COUNT);
    expect(left.filter((name) => name.endsWith(".gpuify-tmp"))).toEqual([]);
    expect(readFileSync(join(folder, "k8s/0000.yaml"), "utf8")).toBe(deployment("w0"));
  });
});

describe("an output that is an input", () => {
  test.each([
    ["the report", ["--report", "./a.yaml"]],
    ["a format's file, through a link", ["-o", "json=link/a.yaml"]],
    ["the report beside -w", ["-w", "--report", "a.yaml"]],
  ])("is refused before anything is written: %s", async (_name, args) => {
    const cwd = tree({ "a.yaml": WEB });
    symlinkSync(".", join(cwd, "link"));
    const run = await gpuify(["-p", "continuous", ...args, "a.yaml"], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("is an input and would be overwritten");
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(WEB);
  });

  test("and with -w a report that cannot be written changes no manifest either", async () => {
    const cwd = tree({ "a.yaml": WEB });
    const run = await gpuify(["-p", "continuous", "-w", "--report", "missing/r.json", "a.yaml"], { cwd });
    expect(run.code).toBe(5);
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(WEB);
    expect(readdirSync(cwd)).toEqual(["a.yaml"]);
  });
});
