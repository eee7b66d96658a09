import { fstatSync, writeSync } from "node:fs";
import { EXIT, Failure } from "../kernel/failure.ts";
import { MAX_INPUT_BYTES, mebibytes } from "../kernel/limits.ts";
import type { OutputStream } from "./ports.ts";
import { pause, readAll } from "./read-bytes.ts";
import { isTerminal } from "./terminal.ts";

const STDIN = 0;
const DESCRIPTOR = { stdin: STDIN, stdout: 1, stderr: 2 } as const;

/** The streams of a process. */
export interface Stdio {
  readonly stdinKind: () => "stream" | "nothing";
  /** Reads standard input to its end; throws Failure (input) when it cannot be read, or has more than gpuify reads. */
  readonly readStdin: () => Uint8Array;
  /** A reader that went away is no error; throws Failure (output) for anything else, such as a full disk. */
  readonly write: (stream: OutputStream, text: string) => void;
  readonly isTerminal: (stream: OutputStream | "stdin") => boolean;
  /** A line of standard input, which is a terminal; null where it ends before. */
  readonly readLine: () => Promise<string | null>;
}

/** The streams of this process. */
export const processStdio: Stdio = {
  stdinKind,
  readStdin,
  write: (stream, text) => writeText(DESCRIPTOR[stream], text),
  isTerminal: (stream) => isTerminal(DESCRIPTOR[stream]),
  readLine: async () => await (await import("./read-line.ts")).readLine(process.stdin),
};

/** True when standard input is a pipe, a socket or a file; false for a terminal, a null device or none at all. */
function stdinKind(): "stream" | "nothing" {
  try {
    const stat = fstatSync(STDIN);
    return stat.isFIFO() || stat.isFile() || stat.isSocket() ? "stream" : "nothing";
  } catch {
    return "nothing";
  }
}

function readStdin(): Uint8Array {
  const bytes = tryReadStdin();
  if (bytes === null) throw tooLarge("standard input");
  return bytes;
}

function tryReadStdin(): Uint8Array | null {
  try {
    return readAll(STDIN, MAX_INPUT_BYTES);
  } catch (error) {
    throw new Failure(EXIT.input, `standard input cannot be read: ${(error as Error).message}`);
  }
}

/** An input that is larger than what gpuify reads, or has no end. */
export function tooLarge(name: string): Failure {
  return new Failure(
    EXIT.input,
    `${name} has more than ${mebibytes(MAX_INPUT_BYTES)}, the limit for one input`,
    "split it, or pass only the manifests that have workloads",
  );
}

/**
 * Writes text to a descriptor. A closed pipe (`| head`) ends quietly.
 * @throws Failure (output) for anything else, such as a full disk.
 */
function writeText(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN" && code !== "EINTR")
        throw new Failure(EXIT.output, `the output could not be written: ${message}`);
      pause();
    }
  }
}
