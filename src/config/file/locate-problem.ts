import { type Diagnostic, REFUSED, WARNED } from "../../kernel/diagnostic.ts";
import type { Location, Span } from "../../kernel/span.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import { at, fields, landmark } from "../../yaml/access.ts";
import { locate, type Source } from "../../yaml/source.ts";
import { type FieldPath, formatPath, type YamlNode } from "../../yaml/tree.ts";

/** A config's text with its tree: what turns a path into a place. */
export interface Placed {
  readonly source: Source;
  /** Null for a file that says nothing. */
  readonly root: YamlNode | null;
}

/** `locationOf`, for who does not load it. */
export type LocationOf = typeof locationOf;

/** Where a field of a config is; the nearest parent that exists where it is not written. */
export function locationOf(
  { source, root }: Placed,
  path: FieldPath,
  part: "key" | "value" = "value",
): Location {
  const span = root === null ? { start: 0, end: 0 } : spanOf(root, path, part);
  return locate(source, span, path.length === 0 ? {} : { path: formatPath(path) });
}

function spanOf(root: YamlNode, path: FieldPath, part: "key" | "value"): Span {
  const value = landmark(root, path);
  // A value that is not written has no letter to underline; its key has.
  const isWritten = value.span.end > value.span.start;
  const node = part === "value" && isWritten ? value : (keyOf(root, path) ?? value);
  return node.span;
}

function keyOf(root: YamlNode, path: FieldPath): YamlNode | undefined {
  const last = path.at(-1);
  return fields(at(root, path.slice(0, -1))).find(({ name }) => name === last)?.key;
}

/** Problems as diagnostics. What an alias repeats is told once, where it is written. */
export function placeProblems(placed: Placed, problems: readonly ValueDiagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return problems
    .map((problem) => placeProblem(placed, problem))
    .filter(({ message, location }) => {
      const key = `${location?.span?.start} ${message}`;
      return !told.has(key) && told.add(key);
    });
}

function placeProblem(placed: Placed, problem: ValueDiagnostic): Diagnostic {
  const { path, at: part, subject: _, related, severity, ...text } = problem;
  const other = related && { message: related.message, location: locationOf(placed, related.path) };
  return {
    ...text,
    ...(severity === "error" ? REFUSED : WARNED),
    location: locationOf(placed, path, part),
    ...(other === undefined ? {} : { related: [other] }),
  };
}

/** Diagnostics of one file in the order of its text. */
export function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const start = ({ location }: Diagnostic): number => location?.span?.start ?? 0;
  return [...diagnostics].sort((a, b) => start(a) - start(b));
}
