import type { Refusal } from "../kernel/diagnostic.ts";
import { MAX_INPUT_BYTES, mebibytes } from "../kernel/limits.ts";
import type { Location, Span } from "../kernel/span.ts";
import { LineIndex } from "./line-index.ts";

/** A file's text as it was read, byte order mark included, so that writing it back is the identity. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** The line end most lines use; new lines follow it. */
  readonly lineEnd: "\n" | "\r\n";
  readonly lines: LineIndex;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Decodes strictly: a text that would not encode back to the same bytes is refused, never repaired. */
export function decodeSource(name: string, bytes: Uint8Array): Source | Refusal {
  if (bytes.length > MAX_INPUT_BYTES) {
    return {
      code: "too-large",
      severity: "error",
      category: "read",
      message: `the input has more than ${mebibytes(MAX_INPUT_BYTES)}, the limit for one input`,
      advice: "Split the stream, or pass only the manifests that have workloads.",
      location: { file: name, line: 1, column: 1 },
    };
  }
  try {
    return makeSource(name, decoder.decode(bytes));
  } catch {
    return notUtf8(name, bytes);
  }
}

/** A source from text that is known to be well formed, such as gpuify's own output. */
export function makeSource(name: string, text: string): Source {
  return { name, text, lineEnd: prevailingLineEnd(text), lines: new LineIndex(text) };
}

const nowhere = new LineIndex("");

/** A source that is decided on without anybody being told places in it: lines are not counted. */
export function makeUnplacedSource(name: string, text: string): Source {
  return { name, text, lineEnd: "\n", lines: nowhere };
}

/** The bytes of a text, for writing. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Location of a span of a source. */
export function locate(source: Source, span: Span, extra?: { document?: number; path?: string }): Location {
  return { file: source.name, ...source.lines.range(span), span, ...extra };
}

function prevailingLineEnd(text: string): "\n" | "\r\n" {
  const first = text.indexOf("\n");
  if (first < 0 || text.indexOf("\r\n") < 0) return "\n";
  let crlf = 0;
  let lf = 0;
  for (let at = first; at >= 0; at = text.indexOf("\n", at + 1)) {
    if (text.charCodeAt(at - 1) === 13) crlf++;
    else lf++;
  }
  return crlf > lf ? "\r\n" : "\n";
}

function notUtf8(name: string, bytes: Uint8Array): Refusal {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const good = utf16 ? 0 : validPrefix(bytes);
  const before = decoder.decode(bytes.subarray(0, good));
  const { line, column } = new LineIndex(before).position(before.length);
  const hex = (bytes[good] ?? 0).toString(16).padStart(2, "0");
  return {
    code: "not-utf8",
    severity: "error",
    category: "read",
    message: utf16 ? "the file is UTF-16, not UTF-8" : `byte 0x${hex} is not valid UTF-8`,
    advice: utf16
      ? `Convert it first, for example with \`iconv -f UTF-16 -t UTF-8\`.`
      : "Save the file as UTF-8, for example with `iconv -f LATIN1 -t UTF-8`.",
    location: { file: name, line, column },
  };
}

/** Length of the longest prefix that is valid UTF-8. */
function validPrefix(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodesAsPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && !isComplete(bytes.subarray(0, low))) low--;
  return low;
}

/** Streaming decode takes a prefix that ends within a character, so validity is monotonic in its length. */
function decodesAsPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isComplete(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
