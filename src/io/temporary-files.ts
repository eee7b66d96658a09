import { unlinkSync } from "node:fs";
import { EXIT } from "../kernel/failure.ts";

/** Temporary files that exist now: the process must not end and leave one behind. */
const existing = new Set<string>();

/** Remembers a temporary file that was just made. */
export function keepTemporaryFile(path: string): void {
  existing.add(path);
}

/** Removes one temporary file. */
export function discardTemporaryFile(path: string): void {
  existing.delete(path);
  try {
    unlinkSync(path);
  } catch {
    // Gone already is as good as removed.
  }
}

/** Removes all temporary files. */
export function removeTemporaryFiles(): void {
  for (const path of [...existing]) discardTemporaryFile(path);
}

/** Forgets the files that were renamed to their targets. */
export function forgetTemporaryFiles(): void {
  existing.clear();
}

/** Runs `work`; while it waits, SIGINT and SIGTERM remove the temporary files and end the process with 130 or 143. */
export async function withSignalsHandled(work: () => Promise<void>): Promise<void> {
  const onInterrupt = (): never => leave(EXIT.interrupted);
  const onTerminate = (): never => leave(EXIT.terminated);
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  try {
    await work();
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
  }
}

function leave(code: number): never {
  removeTemporaryFiles();
  process.exit(code);
}
