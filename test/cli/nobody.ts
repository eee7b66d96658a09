import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { giveToNobody, IS_ROOT, NOBODY } from "../io/as-nobody.ts";
import { PROGRAM, plainEnv, type Run } from "./program.ts";

/** Runs the built program as somebody whom permissions bind: root passes them all. The folder is given to that user. */
export function gpuifyAsNobody(cwd: string, args: readonly string[]): Run {
  giveToNobody(cwd);
  const run = spawnSync(process.execPath, [IS_ROOT ? readableProgram() : PROGRAM, ...args], {
    cwd,
    env: plainEnv(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    ...(IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  return { code: run.status, signal: run.signal, stdout: run.stdout, stderr: run.stderr };
}

/** The copy that all tests of a worker share: made by the first that needs it. */
let copy: string | null = null;

process.once("exit", () => {
  if (copy !== null) rmSync(copy, { recursive: true, force: true });
});

/** A copy of the program that everybody may read, as root's home, where the project may be, is closed to others. */
function readableProgram(): string {
  copy ??= copiedProgram();
  return join(copy, "bin", "gpuify.cjs");
}

function copiedProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), "gpuify-program-"));
  const project = join(dirname(PROGRAM), "..");
  for (const part of ["bin", "dist/program", "package.json"])
    cpSync(join(project, part), join(folder, part), { recursive: true });
  spawnSync("chmod", ["-R", "a+rX", folder]);
  return folder;
}
