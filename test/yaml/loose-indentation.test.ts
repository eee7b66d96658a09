import { describe, expect, test } from "vitest";
import yamlJs from "yaml-js";
import { readDocument } from "../../src/yaml/read.ts";
import type { YamlNode } from "../../src/yaml/tree.ts";

function read(text: string) {
  return readDocument(text, { start: 0, end: text.length });
}

function plain(node: YamlNode): unknown {
  switch (node.kind) {
    case "alias":
      return plain(node.target);
    case "scalar":
      return node.text;
    case "seq":
      return node.items.map(plain);
    case "map":
      return Object.fromEntries(node.entries.map(({ name, value }) => [name, plain(value)]));
    default:
      return node satisfies never;
  }
}

/** What is written in the text at each scalar and each collection in brackets. */
function written(text: string, node: YamlNode): readonly string[] {
  const own = node.kind === "scalar" || (node.kind !== "alias" && node.flow);
  const children =
    node.kind === "seq" ? node.items : node.kind === "map" ? node.entries.map(({ value }) => value) : [];
  return [
    ...(own ? [text.slice(node.span.start, node.span.end)] : []),
    ...children.flatMap((child) => written(text, child)),
  ];
}

const AT_KEY = "args: [\n  a,\n  b\n]\nnext: c\n";

/** What kubectl 1.32 reads, each tried with `kubectl label --local`. */
const READ: Readonly<Record<string, readonly [string, unknown]>> = {
  "a bracket at its key's column": [AT_KEY, { args: ["a", "b"], next: "c" }],
  "a brace at its key's column": ["a:\n  b: {c: d\n  }\n  e: f\n", { a: { b: { c: "d" }, e: "f" } }],
  "a bracket at the margin": ["a:\n  b: [c\n]\n  e: f\n", { a: { b: ["c"], e: "f" } }],
  "items at the margin": ["a:\n  b: [\nc,\nd\n]\n", { a: { b: ["c", "d"] } }],
  "a bracket below a dash": ["a:\n- - [b\n]\n- c\n", { a: [[["b"]], "c"] }],
  "single quotes that go on at the margin": ["a:\n  b: 'x\ny'\n  c: d\n", { a: { b: "x y", c: "d" } }],
  "double quotes that go on at the margin": [
    'a:\n  b: "x\\\ny: z\\n"\n  c: d\n',
    { a: { b: "xy: z\n", c: "d" } },
  ],
  "what would be a comment elsewhere": ["a: 'x\n# y'\nb: c\n", { a: "x # y", b: "c" }],
  "what would be an item elsewhere": ["a:\n  b: 'x\n- y'\n", { a: { b: "x - y" } }],
  "tabs at the beginning": ['a:\n  b: ["c"\n\t]\n', { a: { b: ["c"] } }],
  "tabs between words": ["a:\t[b,\tc]\nd:\t{e: f}\n", { a: ["b", "c"], d: { e: "f" } }],
  "a tab in quotes before one between words": ['a: ["b\tc",\td]\n', { a: ["b\tc", "d"] }],
  "comments and empty lines": [
    "a:\n  b: [ # one\n\n# two\nc\n# three\n]\n# four\n  d: e\n",
    { a: { b: ["c"], d: "e" } },
  ],
  "several in one document": [
    `x:\n  a: 'b\nc'\n  d: [e\n]\n  f: g\n  h: {i: "j\nk"\n}\nl: m\n`,
    { x: { a: "b c", d: ["e"], f: "g", h: { i: "j k" } }, l: "m" },
  ],
  "many lines of one text": [
    `a:\n  b: 'x${"\ny".repeat(40)}'\n  c: d\n`,
    { a: { b: `x${" y".repeat(40)}`, c: "d" } },
  ],
  "an anchor and its alias": ["a: &x [b\n]\nc: *x\n", { a: ["b"], c: ["b"] }],
  CRLF: [AT_KEY.replaceAll("\n", "\r\n"), { args: ["a", "b"], next: "c" }],
};

/** What kubectl 1.32 refuses too. */
const REFUSED: Readonly<Record<string, string>> = {
  "a bracket that is never closed": "a: [b, c\nd: e\n",
  "a quote that is never closed": 'a: "b\nc: d\n',
  "something behind the bracket": "a: [b\n] c\nd: e\n",
  "a brace before a colon": "a: {b: c\n}: d\n",
  "an entry between items": "a:\n  b: [c, d\n  e: f\n]\n",
  "a bad indentation afterwards": "a:\n  b: [c\n]\n    d: e\n",
};

describe("lines inside quotes and brackets", () => {
  test.each(Object.entries(READ))("are read without indentation: %s", (_, [text, expected]) => {
    const result = read(text);
    expect(result.ok && result.root !== null && plain(result.root)).toEqual(expected);
    if (!text.includes("\t")) expect(yamlJs.load(text)).toEqual(expected);
  });

  test.each(Object.entries(REFUSED))("are refused where kubectl refuses them: %s", (_, text) => {
    expect(read(text)).toMatchObject({ ok: false, problem: "syntax" });
  });

  test("are placed where they stand in the text", () => {
    const text = `first: 1\nx:\n  a: 'b\nc'\n  d: [e,\n\tf\n]\n  g: &h {i: "j\n k"\n}\n  l: *h\nm: last\n`;
    const result = read(text);
    if (!result.ok || result.root === null) throw new Error("not read");
    expect(written(text, result.root)).toEqual([
      "1",
      "'b\nc'",
      "[e,\n\tf\n]",
      "e",
      "f",
      '{i: "j\n k"\n}',
      '"j\n k"',
      "last",
    ]);
  });

  test("say where it is wrong as if they had been indented", () => {
    const text = "a:\n  b: [c\n]\n  b: d\n";
    expect(read(text)).toMatchObject({ ok: false, problem: "duplicate-key", offset: text.lastIndexOf("b:") });
  });

  test("are given up where there are too many", () => {
    const many = Array.from({ length: 2000 }, (_, index) => `  k${index}: [a\n]\n`).join("");
    expect(read(`x:\n${many}`)).toMatchObject({ ok: false, problem: "not-indented" });
  });

  test("are not moved farther than memory allows", () => {
    const wide = `${" ".repeat(300_000)}k: [\n${"a,\n".repeat(100_000)}]\n`;
    expect(read(wide)).toMatchObject({ ok: false, problem: "not-indented" });
  });
});
