import { expect, test } from "vitest";
import { splitDocuments } from "../../src/yaml/split.ts";
import { growthOf, PROPORTION } from "../work.ts";

const contents = (text: string): string[] =>
  splitDocuments(text).map(({ content }) => text.slice(content.start, content.end));
const whole = (text: string): string =>
  splitDocuments(text)
    .map(({ span }) => text.slice(span.start, span.end))
    .join("");

test.each([
  ["a text without markers is one document", "a: 1\n", ["a: 1\n"]],
  ["a leading marker belongs to the first document", "---\na: 1\n", ["a: 1\n"]],
  ["comments before the first marker belong to it too", "# x\n\n---\na: 1\n", ["a: 1\n"]],
  ["directives as well", "%YAML 1.1\n---\na: 1\n", ["a: 1\n"]],
  ["markers separate", "a: 1\n---\nb: 2\n---\nc: 3", ["a: 1\n", "b: 2\n", "c: 3"]],
  ["empty documents count", "a: 1\n---\n---\n", ["a: 1\n", "", ""]],
  ["a dangling marker without a line end", "a: 1\n---", ["a: 1\n", ""]],
  ["a comment behind a marker", "--- # first\na: 1\n", ["a: 1\n"]],
  ["CRLF", "a: 1\r\n---\r\nb: 2\r\n", ["a: 1\r\n", "b: 2\r\n"]],
  ["dots end a document", "a: 1\n...\n---\nb: 2\n", ["a: 1\n", "", "b: 2\n"]],
  ["a byte order mark is not content", "\ufeff---\na: 1\n", ["a: 1\n"]],
  ["four dashes are text", "a: 1\n----\n", ["a: 1\n----\n"]],
  ["dashes inside a line are text", "a: ---\nb: x---\n", ["a: ---\nb: x---\n"]],
  ["indented dashes in a block text are text", "a: |\n  ---\n  x\n", ["a: |\n  ---\n  x\n"]],
  ["content on the marker line", "--- {a: 1}\n", [" {a: 1}\n"]],
  ["nothing", "", [""]],
])("%s", (_, text, expected) => {
  expect(contents(text)).toEqual(expected);
  expect(whole(text)).toBe(text);
});

test("content on a marker line and text after `...` are told", () => {
  expect(splitDocuments("--- {a: 1}\n")[0]?.contentOnMarker).toBe(true);
  expect(splitDocuments("a: 1\n...\nb: 2\n").map(({ afterEnd }) => afterEnd)).toEqual([false, true]);
});

test("the work of splitting grows with the number of markers", async () => {
  const splitting = (count: number) => {
    const text = "a: 1\n---\n".repeat(count);
    return () => splitDocuments(text);
  };
  expect(await growthOf(2500, splitting)).toBeLessThan(PROPORTION);
});
