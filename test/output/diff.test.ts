import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, type TextEdit } from "../../src/edit/text-edit.ts";
import { formatDiff } from "../../src/output/diff.ts";
import { PLAIN } from "../../src/output/paint.ts";
import type { Change } from "../../src/pipeline/outcome.ts";
import { makeSource } from "../../src/yaml/source.ts";
import { tree } from "../io/tree.ts";
import { growthOf, PROPORTION } from "../work.ts";

function diffOf(
  text: string,
  edits: readonly TextEdit[],
  name = "a.yaml",
  changes: readonly Change[] = [],
): string {
  return formatDiff({ name, source: makeSource(name, text), edits, changes }, PLAIN);
}

/** What `git apply` makes of the text with the diff. */
function gitApply(folder: string, name: string, text: string, diff: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const git = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: folder, input: diff });
  if (git.status !== 0) throw new Error(`git refuses:\n${git.stderr}\n${diff}`);
  return readFileSync(path, "utf8");
}

function replace(text: string, old: string, by: string): TextEdit {
  const start = text.indexOf(old);
  if (start < 0) throw new Error(`no ${old}`);
  return { start, end: start + old.length, text: by };
}

const LINES = [
  "a: 1",
  "b: 2",
  "c: 3",
  "d: 4",
  "e: 5",
  "f: 6",
  "g: 7",
  "h: 8",
  "i: 9",
  "j: 10",
  "k: 11",
  "l: 12",
];
const TEXT = `${LINES.join("\n")}\n`;

describe("a diff", () => {
  test("shows three lines of context, and far changes in hunks of their own", () => {
    const edits = [replace(TEXT, "b: 2", "b: two"), replace(TEXT, "l: 12", "l: 12\nm: 13")];
    expect(diffOf(TEXT, edits)).toBe(`--- a/a.yaml
+++ b/a.yaml
@@ -1,5 +1,5 @@
 a: 1
-b: 2
+b: two
 c: 3
 d: 4
 e: 5
@@ -10,3 +10,4 @@
 j: 10
 k: 11
 l: 12
+m: 13
`);
  });

  test("joins changes whose contexts touch", () => {
    const edits = [replace(TEXT, "b: 2", "b: two"), replace(TEXT, "i: 9", "i: nine")];
    expect(diffOf(TEXT, edits).match(/^@@/gm)).toHaveLength(1);
  });

  test("names the reasons behind @@, each once", () => {
    const change = (line: number, reason: string): Change => ({
      file: "a.yaml",
      object: "Pod/a",
      namespace: null,
      document: 0,
      role: "",
      step: "resources",
      op: "set",
      path: "b",
      steps: ["b"],
      base: [],
      oldText: null,
      newValue: 1,
      reason,
      origin: { kind: "default" },
      sources: [],
      span: { start: 0, end: 0 },
      line,
      column: 1,
    });
    const edits = [replace(TEXT, "b: 2", "b: two")];
    const changes = [change(2, "it has to be"), change(3, "it has to be"), change(12, "far away")];
    expect(diffOf(TEXT, edits, "a.yaml", changes)).toContain("\n@@ -1,5 +1,5 @@ it has to be\n");
  });

  test("of many changes takes work that grows with their number", async () => {
    const diffing = (count: number) => {
      const lines = Array.from({ length: 10 * count }, (_, i) => `k${i}: 1\n`);
      const text = lines.join("");
      const edits: TextEdit[] = [];
      const changes: Change[] = [];
      for (let at = 0, i = 0; i < lines.length; at += lines[i]?.length ?? 0, i++) {
        if (i % 10 !== 0) continue;
        edits.push({ start: at, end: at + 1, text: "x" });
        changes.push({ line: i + 1, reason: "so" } as Change);
      }
      return () => expect(diffOf(text, edits, "a.yaml", changes).match(/^@@ .* so$/gm)).toHaveLength(count);
    };
    expect(await growthOf(1000, diffing)).toBeLessThan(PROPORTION);
  });

  test("of nothing is empty", () => {
    expect(diffOf(TEXT, [])).toBe("");
    expect(diffOf(TEXT, [replace(TEXT, "b: 2", "b: 2")])).toBe("");
  });

  test.each([
    [
      "a line is added at the end of a file without a last line end",
      "a: 1",
      [{ start: 4, end: 4, text: "\nb: 2" }],
    ],
    ["the last line end is added", "a: 1", [{ start: 4, end: 4, text: "\n" }]],
    ["the last line end goes", "a: 1\n", [{ start: 4, end: 5, text: "" }]],
    ["a file becomes empty", "a: 1\n", [{ start: 0, end: 5, text: "" }]],
    ["an empty file gets text", "", [{ start: 0, end: 0, text: "a: 1\n" }]],
    ["lines end with CRLF", "a: 1\r\nb: 2\r\n", [{ start: 4, end: 4, text: "\r\nx: 0" }]],
    ["there is a byte order mark", "\uFEFFa: 1\nb: 2\n", [{ start: 4, end: 5, text: "3" }]],
    ["letters beyond ASCII stand around", "# ä → 😀\na: 1\n", [{ start: 12, end: 13, text: "ö" }]],
    [
      "two edits are in one line",
      "a: 1, b: 2\n",
      [
        { start: 3, end: 4, text: "9" },
        { start: 9, end: 10, text: "8" },
      ],
    ],
    ["a line is joined with the next", "a:\n  b\nc: 1\n", [{ start: 2, end: 5, text: " " }]],
  ])("is taken by git where %s", (_name, text, edits) => {
    const folder = tree({});
    expect(gitApply(folder, "a.yaml", text, diffOf(text, edits))).toBe(applyEdits(text, edits));
  });

  test.each([
    "with space.yaml",
    'quo"te.yaml',
    "tab\there.yaml",
    "ümläut.yaml",
    "k8s/deep/er.yaml",
    "back\\slash.yaml",
  ])("is taken by git for the name %j", (name) => {
    const folder = tree({});
    const edits = [replace(TEXT, "b: 2", "b: two")];
    expect(gitApply(folder, name, TEXT, diffOf(TEXT, edits, name))).toBe(applyEdits(TEXT, edits));
  });

  test("is taken by git for any text and edits", () => {
    const folder = tree({});
    const piece = fc.constantFrom("a", "b: 1", "\n", "\n\n", "\r\n", "  c", "ü", "- x\n", "");
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
    const cuts = fc.array(fc.tuple(fc.nat(), fc.nat(6), text), { maxLength: 5 });
    fc.assert(
      fc.property(text, cuts, (before, wanted) => {
        const edits = ordered(before, wanted);
        const after = applyEdits(before, edits);
        const diff = diffOf(before, edits);
        if (before === after) expect(diff).toBe("");
        // git deletes a file that a plain diff empties only when told so; it keeps it here.
        else expect(gitApply(folder, "a.yaml", before, diff)).toBe(after);
      }),
      { numRuns: 150 },
    );
  });
});

/** Edits in order that do not overlap. */
function ordered(text: string, wanted: readonly (readonly [number, number, string])[]): readonly TextEdit[] {
  const starts = wanted.map(([at, length, by]) => ({ start: at % (text.length + 1), length, by }));
  let free = 0;
  return starts
    .sort((a, b) => a.start - b.start)
    .flatMap(({ start, length, by }) => {
      const from = Math.max(start, free);
      const end = Math.min(from + length, text.length);
      if (from > text.length) return [];
      free = end;
      return [{ start: from, end, text: by }];
    });
}
