import { statSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import { mebibytes } from "../kernel/limits.ts";
import { readBytes } from "./read-bytes.ts";

/** The name of a config. */
export const CONFIG_FILE = "gpuify.yaml";

/** Four times as many as a config may have letters. */
const MAX_BYTES = 1024 * 1024;

/**
 * Text of a config; `name` is what messages call it.
 * @throws Failure (usage) when it cannot be read, is too large for a config, or is no UTF-8.
 */
export function readConfigText(path: string, name: string): string {
  try {
    const bytes = readBytes(path, MAX_BYTES);
    if (bytes === null) throw unreadable(name, `it has more than ${mebibytes(MAX_BYTES)}`);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unreadable(name, error instanceof TypeError ? "it is not UTF-8" : systemReason(error as Error));
  }
}

/**
 * The path again, where it leads to a file: a pipe or a terminal that nobody named would be waited for.
 * @throws Failure (usage) otherwise.
 */
export function regularFile(path: string, name: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile() && !found.isDirectory())
    throw unreadable(name, "it is a pipe or a device, not a file");
  return path;
}

function unreadable(name: string, reason: string): Failure {
  return new Failure(
    EXIT.usage,
    `the config "${name}" cannot be read: ${reason}`,
    "mend it, or pass --no-config",
  );
}

/** `EACCES: permission denied, open '/x'` without its code and the path, which the message names already. */
function systemReason({ message }: Error): string {
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}

/** True for a folder, links followed. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** A file's path from a folder, with `/`; null when it lies elsewhere. */
export function below(folder: string, file: string): string | null {
  const path = relative(folder, file);
  if (path === "" || path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path)) return null;
  return sep === "/" ? path : path.split(sep).join("/");
}
