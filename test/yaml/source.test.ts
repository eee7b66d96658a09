import { expect, test } from "vitest";
import { MAX_INPUT_BYTES } from "../../src/kernel/limits.ts";
import { LineIndex } from "../../src/yaml/line-index.ts";
import { decodeSource, encodeText } from "../../src/yaml/source.ts";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

test.each([["plain\n"], ["\ufeffwith mark\r\n"], ["é 🙂 \u2028\n"], [""]])(
  "what is valid UTF-8 comes back byte for byte: %j",
  (text) => {
    const source = decodeSource("x", encodeText(text));
    if ("severity" in source) throw new Error(source.message);
    expect(source.text).toBe(text);
    expect(encodeText(source.text)).toEqual(encodeText(text));
  },
);

test("a byte that is not UTF-8 is refused where it stands", () => {
  expect(decodeSource("x", bytes("a: 1\nb: caf", [0xe9], "\n"))).toMatchObject({
    code: "not-utf8",
    message: "byte 0xe9 is not valid UTF-8",
    location: { line: 2, column: 7 },
  });
  expect(decodeSource("x", bytes("é", [0xc3]))).toMatchObject({
    code: "not-utf8",
    location: { line: 1, column: 2 },
  });
  expect(decodeSource("x", bytes([0xed, 0xa0, 0x80]))).toMatchObject({
    code: "not-utf8",
    location: { line: 1, column: 1 },
  });
});

test("UTF-16 is named", () => {
  expect(decodeSource("x", bytes([0xff, 0xfe], "a\0"))).toMatchObject({
    message: "the file is UTF-16, not UTF-8",
  });
});

test("a file beyond the limit is refused before it is decoded", () => {
  expect(decodeSource("x", new Uint8Array(MAX_INPUT_BYTES + 1))).toMatchObject({ code: "too-large" });
});

test("the line end that prevails is the one new lines get", () => {
  const lineEnd = (text: string): unknown =>
    (decodeSource("x", encodeText(text)) as { lineEnd: string }).lineEnd;
  expect(lineEnd("a\r\nb\r\nc\n")).toBe("\r\n");
  expect(lineEnd("a\nb\nc\r\n")).toBe("\n");
  expect(lineEnd("a")).toBe("\n");
});

test("lines and columns count from one, over all line ends, and not the byte order mark", () => {
  const index = new LineIndex("\ufeffab\r\nc\rd\ne");
  expect(index.position(1)).toEqual({ line: 1, column: 1 });
  expect(index.position(2)).toEqual({ line: 1, column: 2 });
  expect(index.position(5)).toEqual({ line: 2, column: 1 });
  expect(index.position(7)).toEqual({ line: 3, column: 1 });
  expect(index.position(9)).toEqual({ line: 4, column: 1 });
  expect(index.lineText(1)).toBe("\ufeffab");
});
