import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
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

/** A copy of the program that everybody may read, as root's home, where the project may be, is closed to others. */
function readableProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), "gpuify-program-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const project = join(dirname(PROGRAM), "..");
  for (const part of ["bin", "dist", "package.json"])
    cpSync(join(project, part), join(folder, part), { recursive: true });
  spawnSync("chmod", ["-R", "a+rX", folder]);
  return join(folder, "bin", "gpuify.cjs");
}
