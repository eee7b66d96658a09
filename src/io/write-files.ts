import { existsSync, realpathSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import { removeLeftovers } from "./leftovers.ts";
import type { FileWrite } from "./ports.ts";
import { readBytes } from "./read-bytes.ts";
import { reasonOf } from "./system-reason.ts";
import { removeTemporaryFiles, type TemporaryFiles, withTemporaryFiles } from "./temporary-files.ts";
import { isPartOfTree, overwrite, prepareTarget, type WriteTarget, writeTemporary } from "./write-target.ts";

/** How many temporary files are written before the process looks whether somebody wants it to stop. */
const PER_TURN = 32;

/**
 * Writes all files or none. Temporary files go beside every target first; then every source is compared with
 * what was read; then they are renamed. What cannot be replaced by renaming (a bind mount, a hard link, a folder
 * that takes no new files) is written in place. In folders of manifests what killed runs left is removed, and `warn` told of
 * what might be in use.
 * @throws Failure (output); when a rename fails midway the message lists what has changed and what has not.
 */
export async function writeFiles(writes: readonly FileWrite[], warn: (text: string) => void): Promise<void> {
  const targets = writes.map(prepareTarget);
  await withTemporaryFiles(async (existing) => {
    assertApart(targets);
    try {
      for (const [index, target] of targets.entries()) {
        writeTemporary(target, existing);
        if (index % PER_TURN === PER_TURN - 1) await new Promise((resolve) => setImmediate(resolve));
      }
      await new Promise((resolve) => setImmediate(resolve));
      for (const target of targets) assertUnchanged(target);
    } catch (error) {
      removeTemporaryFiles(existing);
      throw error;
    }
    commit(targets, existing);
  });
  const ours = targets.filter(({ write }) => isPartOfTree(write));
  for (const path of removeLeftovers(ours.map(({ real }) => dirname(real)))) warn(leftBehind(path));
}

function leftBehind(path: string): string {
  return `"${path}" is a temporary file of another gpuify run, which was killed or still writes; delete it if no gpuify is running`;
}

/** Two outputs in one file would leave only the second. */
function assertApart(targets: readonly WriteTarget[]): void {
  const taken = new Set<string>();
  for (const { real, stat, write } of targets) {
    if (stat !== null && !stat.isFile()) continue;
    const folder = dirname(real);
    const place = join(existsSync(folder) ? realpathSync(folder) : folder, basename(real));
    if (taken.has(place))
      throw new Failure(
        EXIT.usage,
        `two outputs would both be written to "${write.path}"; nothing was written`,
        "give each a file of its own",
      );
    taken.add(place);
  }
}

function assertUnchanged(target: WriteTarget): void {
  const { expected, path } = target.write;
  if (expected === null) return;
  let now: Uint8Array | null;
  try {
    now = readBytes(target.real, expected.length);
  } catch {
    now = null;
  }
  if (now !== null && Buffer.compare(now, expected) === 0) return;
  throw new Failure(
    EXIT.output,
    `"${path}" has changed since it was read; nothing was written`,
    "run gpuify again",
  );
}

/** From here on nothing waits, so a signal comes before the first rename or after the last. */
function commit(targets: readonly WriteTarget[], existing: TemporaryFiles): void {
  for (const [index, target] of targets.entries()) {
    try {
      put(target, existing);
    } catch (error) {
      removeTemporaryFiles(existing);
      throw midwayFailure(targets, index, error);
    }
  }
  // They were renamed to their targets.
  existing.clear();
}

function put(target: WriteTarget, existing: TemporaryFiles): void {
  if (target.temporary === null) {
    overwrite(target, existing);
    return;
  }
  try {
    renameSync(target.temporary, target.real);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file that is mounted into a container is busy, or on another device than its folder.
    if (code !== "EXDEV" && code !== "EBUSY") throw error;
    overwrite(target, existing);
  }
}

function midwayFailure(targets: readonly WriteTarget[], failed: number, error: unknown): Failure {
  const path = targets[failed]?.write.path ?? "";
  const message = `"${path}" could not be written: ${reasonOf(error)}`;
  if (targets.length === 1) return new Failure(EXIT.output, `${message}; it is as it was`);
  const names = targets.map((target) => target.write.path);
  const list = (part: readonly string[]): string => (part.length === 0 ? "none" : part.join(", "));
  return new Failure(
    EXIT.output,
    [message, `  changed: ${list(names.slice(0, failed))}`, `  not changed: ${list(names.slice(failed))}`],
    "mend the cause and run gpuify again: what has changed will not change twice",
  );
}
