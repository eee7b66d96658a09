import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { deployment, gpuify, PROGRAM, plainEnv, spawnGpuify } from "./program.ts";

const WEB = deployment("web");
const NOBODY = 65534;
const IS_ROOT = process.getuid?.() === 0;
const CAN_MOUNT = spawnSync("unshare", ["-rm", "true"]).status === 0;
if (!CAN_MOUNT) console.log("mount namespaces are not allowed here: bind mounts are not tested");

/** Somebody else must be able to run the program at all, which a home that is closed to others forbids. */
const CAN_BIND =
  !IS_ROOT ||
  spawnSync(process.execPath, ["-e", "require(process.argv[1])", PROGRAM], { uid: NOBODY }).status !== 1;
if (!CAN_BIND) console.log("nobody may not read this folder: permissions are not tested");

/** Runs as somebody whom permissions bind; root passes them all. */
function asNobody(cwd: string, args: readonly string[]): ReturnType<typeof spawnGpuify> {
  if (IS_ROOT) for (const path of ["", ...readdirSync(cwd)]) chownSync(join(cwd, path), NOBODY, NOBODY);
  return spawnGpuify(args, { cwd, ...(IS_ROOT ? { uid: NOBODY } : {}) });
}

describe.skipIf(!CAN_BIND)("a target that cannot be written", () => {
  test("is exit 5, and the other file is not touched", async () => {
    const cwd = tree({ "a.yaml": WEB, "b.yaml": deployment("b") });
    chmodSync(join(cwd, "b.yaml"), 0o444);
    const run = asNobody(cwd, ["-p", "continuous", "--all", "-w", "a.yaml", "b.yaml"]);
    expect(run.code, run.stderr).toBe(5);
    expect(run.stderr).toContain('"b.yaml" cannot be written: permission denied; nothing was written');
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(WEB);
    expect(readdirSync(cwd)).toEqual(["a.yaml", "b.yaml"]);
  });

  test("for its folder alone is written in place", async () => {
    const cwd = tree({ "a.yaml": WEB });
    chmodSync(cwd, 0o555);
    const run = asNobody(cwd, ["-p", "continuous", "-w", "a.yaml"]);
    expect(run.code, run.stderr).toBe(0);
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
    chmodSync(cwd, 0o755);
  });

  test("as an input that cannot be read is exit 3", async () => {
    const cwd = tree({ "a.yaml": WEB });
    chmodSync(join(cwd, "a.yaml"), 0);
    const run = asNobody(cwd, ["-p", "continuous", "a.yaml"]);
    expect([run.code, run.stdout]).toEqual([3, ""]);
    expect(run.stderr).toContain('"a.yaml" cannot be read');
  });

  test("in a folder is noted, and an error when strict", async () => {
    const cwd = tree({ "a.yaml": WEB, "b.yaml": WEB });
    chmodSync(join(cwd, "b.yaml"), 0);
    const run = asNobody(cwd, ["-p", "continuous", "."]);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("1 file skipped: cannot be opened");
    expect(asNobody(cwd, ["-p", "continuous", "--strict", "."]).code).toBe(3);
  });

  test.skipIf(!CAN_MOUNT)("by a rename, because it is a bind mount, is written in place", () => {
    const cwd = tree({ "a.yaml": WEB, "mounted.yaml": "" });
    const script = `mount --bind a.yaml mounted.yaml && "${process.execPath}" "${PROGRAM}" -p continuous -w mounted.yaml`;
    const run = spawnSync("unshare", ["-rm", "sh", "-c", script], { cwd, env: plainEnv(), encoding: "utf8" });
    expect(run.status, run.stderr).toBe(0);
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
    expect(readdirSync(cwd)).toEqual(["a.yaml", "mounted.yaml"]);
  });
});

describe("a signal while files are written", () => {
  const COUNT = 1500;

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
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
    const deadline = Date.now() + 30_000;
    while (
      !readdirSync(join(folder, "k8s")).some((name) => name.endsWith(".gpuify-tmp")) &&
      Date.now() < deadline
    )
      await setTimeout(1);
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
