import { readFileSync, statSync } from "node:fs";
import { EXIT, Failure } from "../kernel/failure.ts";
import { reasonOf } from "./write-target.ts";

/** No schema that people use is larger, and a file is held in memory whole. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Text of a file, byte order mark included; null where there is no such file.
 * @throws Failure (usage) for what is no file, may not be read, is too large, or is no UTF-8.
 */
export function readText(path: string): string | null {
  try {
    const { size, isFile } = kindOf(path);
    if (!isFile) throw refused(path, "it is no file");
    if (size > MAX_BYTES) throw refused(path, `it has more than ${MAX_BYTES / 1024 / 1024} MiB`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw refused(path, error instanceof TypeError ? "it is not UTF-8" : reasonOf(error));
  }
}

function kindOf(path: string): { readonly size: number; readonly isFile: boolean } {
  const found = statSync(path);
  return { size: found.size, isFile: found.isFile() };
}

function refused(path: string, reason: string): Failure {
  return new Failure(EXIT.usage, `"${path}" cannot be read: ${reason}`, "check the path and its permissions");
}
