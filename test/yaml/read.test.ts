import { expect, test } from "vitest";
import { MAX_DEPTH, readDocument } from "../../src/yaml/read.ts";
import type { YamlNode } from "../../src/yaml/tree.ts";

function read(text: string): YamlNode | null {
  const result = readDocument(text, { start: 0, end: text.length });
  if (!result.ok) throw new Error(result.reason);
  return result.root;
}

const failure = (text: string): unknown => {
  const result = readDocument(text, { start: 0, end: text.length });
  return result.ok
    ? "read"
    : {
        problem: result.problem,
        offset: result.offset,
        ...(result.other === undefined ? {} : { other: result.other }),
      };
};

/** Every node as `kind:source text`, depth first. */
function spans(text: string): string[] {
  const found: string[] = [];
  const visit = (node: YamlNode | null): void => {
    if (node === null) return;
    found.push(`${node.kind}:${text.slice(node.span.start, node.span.end)}`);
    if (node.kind === "map") for (const { key, value } of node.entries) [key, value].forEach(visit);
    if (node.kind === "seq") node.items.forEach(visit);
  };
  visit(read(text));
  return found;
}

test("spans are exact: quotes and brackets in, anchors, tags and comments out", () => {
  expect(spans(`a: &x !!str 'it''s' # c\n"b": [1, {c: d,}, ] # e\n`)).toEqual([
    `map:a: &x !!str 'it''s' # c\n"b": [1, {c: d,}, ]`,
    "scalar:a",
    "scalar:'it''s'",
    'scalar:"b"',
    "seq:[1, {c: d,}, ]",
    "scalar:1",
    "map:{c: d,}",
    "scalar:c",
    "scalar:d",
  ]);
});

test("a value that is not written stands right behind its colon, dash, anchor or tag", () => {
  const text = "a:   # c\nb:\n-   # d\n- &x\nc: {d, e: }\n";
  const root = read(text);
  const starts: number[] = [];
  const visit = (node: YamlNode): void => {
    if (node.kind === "scalar" && node.text === "") starts.push(node.span.start);
    if (node.kind === "map") for (const { value } of node.entries) visit(value);
    if (node.kind === "seq") for (const item of node.items) visit(item);
  };
  visit(root as YamlNode);
  expect(starts.map((start) => text.slice(0, start).split("\n").at(-1))).toEqual([
    "a:",
    "-",
    "- &x",
    "c: {d",
    "c: {d, e:",
  ]);
});

test("aliases point at their anchors, and are counted by node", () => {
  const text = "a: &x {b: 1}\nc: *x\nd: [*x]\n";
  const result = readDocument(text, { start: 0, end: text.length });
  if (!result.ok) throw new Error(result.reason);
  expect(
    [...result.aliases.values()].map((users) => users.map(({ span }) => text.slice(span.start, span.end))),
  ).toEqual([["*x", "*x"]]);
});

test("what cannot be read is told with its place", () => {
  expect(failure("a: 1\nb: 2\na: 3\n")).toEqual({ problem: "duplicate-key", offset: 10, other: 0 });
  expect(failure("a: *gone\n")).toEqual({ problem: "unknown-alias", offset: 3 });
  expect(failure("a: [1\n")).toMatchObject({ problem: "syntax" });
  expect(failure("a: 1\n\tb: 2\n")).toMatchObject({ problem: "syntax" });
});

test("depth is bounded, and far beyond the bound nothing crashes", () => {
  expect(failure(`${"[".repeat(MAX_DEPTH - 1)}${"]".repeat(MAX_DEPTH - 1)}`)).toBe("read");
  expect(failure(`${"[".repeat(MAX_DEPTH + 1)}${"]".repeat(MAX_DEPTH + 1)}`)).toMatchObject({
    problem: "depth",
  });
  for (const bomb of ["[", "{a: ", "- ", "a:\n ", '{"a":'])
    for (const size of [12_000, 400_000]) expect(failure(bomb.repeat(size))).not.toBe("read");
});

test("keys that mean something to JavaScript are just keys", () => {
  expect(spans("__proto__: {constructor: 1}\n")).toContain("scalar:__proto__");
});

test("an alias bomb is refused before anybody unfolds it", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 60; level++)
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
    );
  expect(failure(lines.join("\n"))).toMatchObject({ problem: "excessive-aliases" });
  expect(failure(`a: &a [x, y, z]\nb: [${"*a, ".repeat(50_000)}]\n`)).toBe("read");
});

test("a value that contains itself is refused", () => {
  expect(failure("a: &a\n  b: *a\n")).toEqual({ problem: "alias-loop", offset: 11 });
  expect(failure("a: &a [x, [*a]]\n")).toMatchObject({ problem: "alias-loop" });
  expect(failure("a: &a {<<: *a}\n")).toMatchObject({ problem: "alias-loop" });
  expect(failure("a: &a {b: 1}\nc: &a {d: *a}\n")).toMatchObject({ problem: "alias-loop" });
  expect(failure("a: &a {b: 1}\nc: {d: *a, e: *a}\n")).toBe("read");
});
