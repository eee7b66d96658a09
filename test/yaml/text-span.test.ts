import { describe, expect, it } from "vitest";
import { asScalar, member } from "../../src/yaml/access.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { spanOfText } from "../../src/yaml/text-span.ts";

/** What of the source stands for the `count`-th of some words in the text of the field `a`. */
function written(text: string, words: string, count = 1): string | null {
  const read = readDocument(text, { start: 0, end: text.length });
  const node = asScalar(member(read.ok ? read.root : null, "a"));
  if (node === null) throw new Error("not read");
  let start = -1;
  for (let n = 0; n < count; n++) start = node.text.indexOf(words, start + 1);
  if (start < 0) throw new Error("the words are not in the text");
  const span = spanOfText(text, node, { start, end: start + words.length });
  return span === node.span ? null : `${span.start}:${text.slice(span.start, span.end)}`;
}

describe("the place of a part of a scalar", () => {
  it.each<[string, string, string, number, string]>([
    ["a plain scalar", "a: run --tp 4 --pp 2\n", "--tp 4", 1, "7:--tp 4"],
    ["single quotes", "a: 'it''s --tp 4'\n", "--tp 4", 1, "10:--tp 4"],
    ["double quotes", 'a: "say \\"x\\" --tp 4"\n', "--tp 4", 1, "14:--tp 4"],
    ["a literal block", "a: |\n  run\n  vllm --tp 4\n", "--tp 4", 1, "18:--tp 4"],
    ["a folded block", "a: >-\n  run\n  --tp\n  4\n", "--tp 4", 1, "14:--tp\n  4"],
    [
      "several lines of a script",
      "a: |\n  vllm \\\n    --tp \\\n    4\n",
      "--tp \\\n  4",
      1,
      "18:--tp \\\n    4",
    ],
    ["the second of two like ones", "a: |\n  --tp 4\n  --tp 4\n", "--tp 4", 2, "16:--tp 4"],
    ["text with CRLF", "a: |\r\n  run\r\n  --tp 4\r\n", "--tp 4", 1, "15:--tp 4"],
    ["text with signs of expressions", "a: x $(a.b) [1]\n", "$(a.b) [1]", 1, "5:$(a.b) [1]"],
  ])("in %s", (_, text, words, count, expected) => {
    expect(written(text, words, count)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ["is escaped", 'a: "x \\x2d-tp 4"\n', "--tp 4"],
    ["stands in the comment of a block too", "a: | # --tp 4\n  --tp 4\n", "--tp 4"],
    ["is empty", "a: x  y\n", "  "],
  ])("is not told where it %s", (_, text, words) => {
    expect(written(text, words)).toBeNull();
  });
});
