import { type Event, parseEvents, YAMLException } from "js-yaml";
import type { Span } from "../kernel/span.ts";
import { isDeficient, parseLoosely } from "./loose-indentation.ts";
import type { ReadResult } from "./read-result.ts";
import { TreeBuilder } from "./tree-builder.ts";

/** Deepest nesting that is read. Real manifests stay under 30; the parsers recurse, so this guards the stack. */
export const MAX_DEPTH = 100;

/**
 * Reads one document of `text` (`span` holds its content, no marker line) into the neutral tree.
 * Uses js-yaml's events: they carry offsets, and cost a third of a full parse. What only kubectl's reader takes, lines
 * inside quotes and brackets that are not indented, is read as it reads them. Never throws for bad input.
 */
export function readDocument(text: string, span: Span): ReadResult {
  const slice = span.start === 0 && span.end === text.length ? text : text.slice(span.start, span.end);
  let events: readonly Event[];
  try {
    events = parseEvents(slice, { maxDepth: MAX_DEPTH });
  } catch (error) {
    const loose = isDeficient(error) ? parseLoosely(slice, error, MAX_DEPTH) : "refused";
    if (typeof loose === "string") return readFailure(error, span.start, loose);
    events = loose;
  }
  const builder = new TreeBuilder(text, slice, span.start, events);
  return builder.build();
}

function readFailure(error: unknown, base: number, loose: "refused" | "too-many"): ReadResult {
  if (error instanceof YAMLException) {
    const reason = error.reason ?? String(error.message);
    const offset = base + (error.mark?.position ?? 0);
    const problem = reason.includes("maxDepth") ? "depth" : loose === "too-many" ? "not-indented" : "syntax";
    return { ok: false, offset, reason, problem };
  }
  // A stack overflow cannot happen below the depth limit; anything else is ours to see in a bug report.
  throw error;
}

export type { ReadProblem, ReadResult } from "./read-result.ts";
