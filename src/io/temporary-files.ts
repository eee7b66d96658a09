import { unlinkSync } from "node:fs";
import { EXIT } from "../kernel/failure.ts";

/** Paths of the temporary files that exist now: the process must not end and leave one behind. */
export type TemporaryFiles = Set<string>;

/** Removes one temporary file. */
export function discardTemporaryFile(existing: TemporaryFiles, path: string): void {
  existing.delete(path);
  try {
    unlinkSync(path);
  } catch {
    // Gone already is as good as removed.
  }
}

/** Removes all temporary files. */
export function removeTemporaryFiles(existing: TemporaryFiles): void {
  for (const path of [...existing]) discardTemporaryFile(existing, path);
}

/**
 * Runs `work`, which adds to the set what it makes; while it waits, SIGINT and SIGTERM remove those files and end the
 * process with 130 or 143.
 */
export async function withTemporaryFiles(work: (existing: TemporaryFiles) => Promise<void>): Promise<void> {
  const existing: TemporaryFiles = new Set();
  const leave = (code: number): never => {
    removeTemporaryFiles(existing);
    process.exit(code);
  };
  const onInterrupt = (): never => leave(EXIT.interrupted);
  const onTerminate = (): never => leave(EXIT.terminated);
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  try {
    await work(existing);
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
  }
}
