import { statSync } from "node:fs";
import { EXIT, Failure } from "../kernel/failure.ts";
import { MAX_INPUT_BYTES, mebibytes } from "../kernel/limits.ts";
import { readBytes } from "./read-bytes.ts";
import { reasonOf } from "./system-reason.ts";

/**
 * Text of a file, byte order mark included; null where there is no such file.
 * @throws Failure (usage) for what is no file, may not be read, is too large, or is no UTF-8.
 */
export function readText(path: string): string | null {
  try {
    if (!statSync(path).isFile()) throw refused(path, "it is no file");
    // No schema that people use is larger than a manifest may be, and a file is held in memory whole.
    const bytes = readBytes(path, MAX_INPUT_BYTES);
    if (bytes === null) throw refused(path, `it has more than ${mebibytes(MAX_INPUT_BYTES)}`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw refused(path, error instanceof TypeError ? "it is not UTF-8" : reasonOf(error));
  }
}

function refused(path: string, reason: string): Failure {
  return new Failure(EXIT.usage, `"${path}" cannot be read: ${reason}`, "check the path and its permissions");
}
