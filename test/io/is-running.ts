import { readFileSync } from "node:fs";

/** True while a process runs; one that has ended and was not waited for does not. */
export function isRunning(pid: number): boolean {
  try {
    const [, state] = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state !== "Z";
  } catch {
    return false;
  }
}
