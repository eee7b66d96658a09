import { type Event, parseEvents, YAMLException } from "js-yaml";
import type { Span } from "../kernel/span.ts";
import { checkEvents } from "./check-events.ts";
import { jsYamlReason } from "./js-yaml-reasons.ts";
import { isDeficient, parseLoosely } from "./loose-indentation.ts";
import type { FailedRead, ReadResult } from "./read-result.ts";
import { TreeBuilder } from "./tree-builder.ts";

/** Deepest nesting that is read. Real manifests stay under 30; the parsers recurse, so this guards the stack. */
export const MAX_DEPTH = 100;

/**
 * Reads one document of `text` (`span` holds its content, no marker line) into the neutral tree.
 * Uses js-yaml's events: they carry offsets, and cost a third of a full parse. What only kubectl's reader takes, lines
 * inside quotes and brackets that are not indented, is read as it reads them. Never throws for bad input.
 */
export function readDocument(text: string, span: Span): ReadResult {
  const slice = sliceOf(text, span);
  const events = eventsOf(slice, span.start);
  return "problem" in events ? events : new TreeBuilder(text, slice, span.start, events).build();
}

/**
 * Says what is wrong with a document that nobody needs the tree of; null where it can be read. Equal keys in one map are
 * not looked for. Never throws for bad input.
 */
export function checkDocument(text: string, span: Span): FailedRead | null {
  const slice = sliceOf(text, span);
  const events = eventsOf(slice, span.start);
  return "problem" in events ? events : checkEvents(events, slice, span.start);
}

function sliceOf(text: string, { start, end }: Span): string {
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Streams may have very many empty documents, and to set up a parser costs far more than to look. */
const BLANK = /^[ \r\n]*$/;

function eventsOf(slice: string, base: number): readonly Event[] | FailedRead {
  if (BLANK.test(slice)) return [];
  try {
    return parseEvents(slice, { maxDepth: MAX_DEPTH });
  } catch (error) {
    const loose = isDeficient(error) ? parseLoosely(slice, error, MAX_DEPTH) : "refused";
    return typeof loose === "string" ? readFailure(error, base, loose) : loose;
  }
}

function readFailure(error: unknown, base: number, loose: "refused" | "too-many"): FailedRead {
  if (error instanceof YAMLException) {
    const reason = error.reason ?? String(error.message);
    const offset = base + (error.mark?.position ?? 0);
    const problem =
      jsYamlReason(error) === "too-deep" ? "depth" : loose === "too-many" ? "not-indented" : "syntax";
    return { ok: false, offset, reason, problem };
  }
  // A stack overflow cannot happen below the depth limit; anything else is ours to see in a bug report.
  throw error;
}

export type { FailedRead, ReadFailureKind, ReadResult } from "./read-result.ts";
