import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const FIRST_CHUNK = 64 * 1024;
const LARGEST_CHUNK = 4 * 1024 * 1024;
/** How long to wait for a pipe whose other end is slow, in milliseconds. */
const RETRY_AFTER = 2;

/**
 * Reads a file, pipe or device; null where it has more than `limit` bytes. A device such as `/dev/zero` has no end, and
 * the size that the system tells of a pipe, or of a file in `/proc`, is no size, so the bytes are counted while they are
 * read. Throws what the system says.
 */
export function readBytes(path: string, limit: number): Uint8Array | null {
  const descriptor = openSync(path, "r");
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return readAll(descriptor, limit);
    // One more than there are, so that the end is seen in the same call.
    return stat.size > limit ? null : readAll(descriptor, limit, stat.size + 1);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads a descriptor to its end; null as soon as it gave more than `limit` bytes. Synchronous, because Node's streams
 * cost more than the whole patch of a small manifest.
 */
export function readAll(descriptor: number, limit: number, first = FIRST_CHUNK): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let size = first;
  for (;;) {
    const chunk = new Uint8Array(size);
    const count = fill(descriptor, chunk);
    total += count;
    if (total > limit) return null;
    chunks.push(chunk.subarray(0, count));
    if (count < size) break;
    // A large file is read in few calls, a small pipe without a large buffer.
    size = Math.min(LARGEST_CHUNK, Math.max(FIRST_CHUNK, size * 2));
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, total);
}

/** Reads until the chunk is full or nothing more comes; gives the number of bytes. */
function fill(descriptor: number, chunk: Uint8Array): number {
  let at = 0;
  while (at < chunk.length) {
    const count = readOnce(descriptor, chunk, at);
    if (count === 0) break;
    at += count;
  }
  return at;
}

function readOnce(descriptor: number, chunk: Uint8Array, at: number): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, at, chunk.length - at, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN" && code !== "EINTR") throw error;
      pause();
    }
  }
}

/** Waits for the other end of a pipe. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER);
}
