import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  realpathSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import type { FileWrite } from "./ports.ts";
import { reasonOf } from "./system-reason.ts";
import { discardTemporaryFile, type TemporaryFiles } from "./temporary-files.ts";
import { temporaryPath, thisOwner } from "./temporary-name.ts";

/** A file that is about to be written. */
export interface WriteTarget {
  readonly write: FileWrite;
  /** Where the symbolic links of the path lead. */
  readonly real: string;
  readonly stat: Stats | null;
  /** The file beside it that will replace it; null where it must be written in place. */
  temporary: string | null;
}

/** Finds out what is to be replaced. @throws Failure (output) when it cannot be written. */
export function prepareTarget(write: FileWrite): WriteTarget {
  try {
    const real = resolveTarget(write);
    const stat = statSync(real, { throwIfNoEntry: false }) ?? null;
    if (stat?.isDirectory()) throw new Error("it is a folder");
    if (stat !== null && !stat.isFile() && isPartOfTree(write)) throw new Error(NOT_A_FILE);
    if (stat !== null) accessSync(real, constants.W_OK);
    return { write, real, stat, temporary: null };
  } catch (error) {
    throw cannotWrite(write.path, error);
  }
}

const NOT_A_FILE = "it is a pipe or a device, not a file";

/**
 * True for a manifest that is written in place or into a tree: to open a pipe for that would wait for its other end, and
 * what went through a pipe once cannot be compared with what stands there. A report may go into a pipe or a device.
 */
export function isPartOfTree({ expected, folders }: FileWrite): boolean {
  return expected !== null || folders === "make";
}

function resolveTarget(write: FileWrite): string {
  try {
    const real = realpathSync(write.path);
    // The pipe behind /dev/stdout has a name that leads nowhere.
    return existsSync(real) ? real : write.path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" || write.expected !== null) throw error;
    if (write.folders === "make") makeFolder(dirname(write.path));
    return write.path;
  }
}

/**
 * Makes a folder and those above it, from the top down. Node's own way (`recursive`) never ends on file systems where
 * nobody can make any, such as `/proc`: there the answer to `mkdir` is ENOENT, whatever exists.
 */
function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = path; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) makeOne(folder);
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process was quicker.
    if (code === "EEXIST") return;
    throw code === "ENOENT" ? new Error("folders cannot be created there") : error;
  }
}

/** Writes the new content beside the target, with its mode and owner; leaves it to be written in place otherwise. */
export function writeTemporary(target: WriteTarget, existing: TemporaryFiles): void {
  const { real, stat, write } = target;
  if (stat !== null && (!stat.isFile() || stat.nlink > 1)) return;
  const path = temporaryPath(real, thisOwner());
  let descriptor: number;
  try {
    descriptor = openSync(path, "wx", 0o666);
  } catch (error) {
    if (stat === null) throw cannotWrite(write.path, error);
    return;
  }
  existing.add(path);
  try {
    if (stat !== null && !takesOver(descriptor, stat)) {
      discardTemporaryFile(existing, path);
      return;
    }
    writeFileSync(descriptor, write.bytes);
    target.temporary = path;
  } catch (error) {
    throw cannotWrite(write.path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** Gives the new file the old one's owner and mode; false when the system does not allow it. */
function takesOver(descriptor: number, stat: Stats): boolean {
  try {
    if (stat.uid !== process.geteuid?.() || stat.gid !== process.getegid?.())
      fchownSync(descriptor, stat.uid, stat.gid);
    fchmodSync(descriptor, stat.mode & 0o7777);
    return true;
  } catch {
    return false;
  }
}

/** Writes into the existing file; puts the old content back when that fails halfway. */
export function overwrite(target: WriteTarget, existing: TemporaryFiles): void {
  if (target.temporary !== null) discardTemporaryFile(existing, target.temporary);
  try {
    writeFileSync(target.real, target.write.bytes);
  } catch (error) {
    if (target.write.expected !== null) tryWrite(target.real, target.write.expected);
    throw error;
  }
}

function tryWrite(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch {
    // The first error is the one worth telling.
  }
}

function cannotWrite(path: string, error: unknown): Failure {
  return new Failure(
    EXIT.output,
    `"${path}" cannot be written: ${reasonOf(error)}; nothing was written`,
    adviceFor(error),
  );
}

function adviceFor(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (message === NOT_A_FILE) return "name a file, or let the result go to standard output";
  if (code === "ENOENT" || code === "ENOTDIR") return "check the path; only --output-dir makes folders";
  return code === "ENOSPC"
    ? "make room and run gpuify again"
    : "check the permissions of the file and of its folder";
}
