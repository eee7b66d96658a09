import { matchesSegments, type Segment } from "../../kernel/glob/matching.ts";
import { readWildcards } from "./wildcards.ts";

/**
 * A pattern of an ignore file, as git understands it (gitignore(5), and `parse_path_pattern` in its dir.c). What it is
 * compared with are bytes, one a letter, because git compares bytes: `?` is half an `é`.
 */
export interface GitPattern {
  /** What it says of a path that it matches. */
  readonly verdict: "ignored" | "kept";
  readonly type: "any" | "folder";
  /** Compared with the last name alone, or with all of the path below the ignore file's folder. */
  readonly scope: "name" | "path";
  /** What it begins with, without a wildcard. */
  readonly prefix: string;
  /** What follows; null where nothing does. */
  readonly rest: readonly Segment[] | null;
}

/** A path below the folder of an ignore file, in bytes, and its names. */
export interface BytePath {
  readonly path: string;
  readonly names: readonly string[];
}

/** The patterns of an ignore file, given as bytes; what can match nothing is left out. */
export function readGitPatterns(bytes: string): readonly GitPattern[] {
  return bytes
    .replace(/^\xef\xbb\xbf/, "")
    .split("\n")
    .flatMap((line) => (line.startsWith("#") ? [] : readPattern(withoutEnd(line))));
}

/** Spaces at the end say nothing, but for one behind a backslash; a tab says itself. */
function withoutEnd(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === " ") continue;
    end = at + 1;
  }
  return text.slice(0, end);
}

function readPattern(line: string): readonly GitPattern[] {
  const isNegated = line.startsWith("!");
  const isForFolders = line.endsWith("/");
  const said = line.slice(isNegated ? 1 : 0, isForFolders ? -1 : undefined);
  const text = said.replace(/^\//, "");
  if (text === "") return [];
  const prefix = /^[^*?[\\]*/.exec(text)?.[0] ?? "";
  const rest = prefix === text ? null : readWildcards(text.slice(prefix.length));
  if (rest === null && prefix !== text) return [];
  return [
    {
      verdict: isNegated ? "kept" : "ignored",
      type: isForFolders ? "folder" : "any",
      scope: said.includes("/") ? "path" : "name",
      prefix,
      rest,
    },
  ];
}

/** What the last pattern says that matches, or null. The time is at most the length of the patterns times the path's. */
export function verdictOf(
  patterns: readonly GitPattern[],
  below: BytePath,
  type: "file" | "folder",
): GitPattern["verdict"] | null {
  const said = patterns.findLast(
    (pattern) => (pattern.type === "any" || type === "folder") && matchesPattern(pattern, below),
  );
  return said?.verdict ?? null;
}

/** Git compares what comes before the first wildcard by itself: in `a/b**` then, `**` begins what is left. */
function matchesPattern({ scope, prefix, rest }: GitPattern, { path, names }: BytePath): boolean {
  const text = scope === "path" ? path : (names.at(-1) ?? "");
  if (!text.startsWith(prefix)) return false;
  if (rest === null) return text.length === prefix.length;
  if (scope === "path" && prefix === "") return matchesSegments(rest, names);
  return matchesSegments(rest, text.slice(prefix.length).split("/"));
}
