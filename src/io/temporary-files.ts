import { unlinkSync } from "node:fs";
import { cleanWhenStopped } from "./signals.ts";

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
 * Runs `work`, which adds to the set what it makes; while it waits, a signal that ends the process (SIGINT, SIGTERM,
 * SIGHUP) removes those files first.
 */
export async function withTemporaryFiles<T>(work: (existing: TemporaryFiles) => Promise<T>): Promise<T> {
  const existing: TemporaryFiles = new Set();
  return await cleanWhenStopped(
    () => removeTemporaryFiles(existing),
    async () => await work(existing),
  );
}
