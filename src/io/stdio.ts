import { fstatSync, readSync, writeSync } from "node:fs";
import { EXIT, Failure } from "../kernel/failure.ts";

const STDIN = 0;
const CHUNK = 64 * 1024;
/** How long to wait for a pipe whose other end is slow, in milliseconds. */
const RETRY_AFTER = 2;

/** True when standard input is a pipe, a socket or a file; false for a terminal, a null device or none at all. */
export function stdinKind(): "stream" | "nothing" {
  try {
    const stat = fstatSync(STDIN);
    return stat.isFIFO() || stat.isFile() || stat.isSocket() ? "stream" : "nothing";
  } catch {
    return "nothing";
  }
}

/**
 * Reads a descriptor to its end. Synchronous, because Node's streams cost more than the whole patch of a small
 * manifest.
 */
export function readAll(descriptor: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let size = CHUNK;
  for (;;) {
    const chunk = new Uint8Array(size);
    const count = readOnce(descriptor, chunk);
    if (count === 0) break;
    chunks.push(count === size ? chunk : chunk.subarray(0, count));
    total += count;
    // A large file is read in few calls, a small pipe without a large buffer.
    if (count === size && size < 4 * 1024 * 1024) size *= 2;
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, total);
}

/** Reads standard input to its end. @throws Failure (input) when it cannot be read. */
export function readStdin(): Uint8Array {
  try {
    return readAll(STDIN);
  } catch (error) {
    throw new Failure(EXIT.input, `standard input cannot be read: ${(error as Error).message}`);
  }
}

function readOnce(descriptor: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN" && code !== "EINTR") throw error;
      wait();
    }
  }
}

/**
 * Writes text to a descriptor. A closed pipe (`| head`) ends quietly.
 * @throws Failure (output) for anything else, such as a full disk.
 */
export function writeText(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN" && code !== "EINTR")
        throw new Failure(EXIT.output, `the output could not be written: ${message}`);
      wait();
    }
  }
}

function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER);
}
