import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { fields, member, text } from "../../src/yaml/access.ts";
import { readDocument } from "../../src/yaml/read.ts";
import type { YamlNode } from "../../src/yaml/tree.ts";
import { needsKubectl } from "../needs.ts";

function root(source: string): YamlNode {
  const read = readDocument(source, { start: 0, end: source.length });
  if (!read.ok || read.root === null) throw new Error("the test's text cannot be read");
  return read.root;
}

/** Maps with merge keys and what `kubectl label --local -o json` (sigs.k8s.io/yaml, go-yaml v2) makes of them. */
const MERGES: readonly (readonly [map: string, kubectl: Readonly<Record<string, string>>])[] = [
  ["{a: own, <<: {a: merged, b: m}}", { a: "merged", b: "m" }],
  ["{<<: {a: merged, b: m}, a: own}", { a: "own", b: "m" }],
  ["{<<: [{a: one, b: m}, {a: two, c: x}]}", { a: "one", b: "m", c: "x" }],
  ["{a: own, <<: [{b: m}, {a: two}]}", { a: "two", b: "m" }],
  ["{<<: {<<: {a: inner}, a: outer}}", { a: "outer" }],
  ["{<<: {a: outer, <<: {a: inner}}}", { a: "inner" }],
];

describe("merge keys are read as kubectl reads them", () => {
  test.each(MERGES)("%s", (source, expected) => {
    const map = root(source);
    expect(Object.fromEntries(fields(map).map(({ name, value }) => [name, text(value)]))).toEqual(expected);
    for (const [name, value] of Object.entries(expected)) expect(text(member(map, name))).toBe(value);
    expect(member(map, "<<")).toBeNull();
  });

  test.each(MERGES)("kubectl itself: %s", needsKubectl(), (source, expected) => {
    const input = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: ${source}\n`;
    const output = execFileSync("kubectl", ["label", "--local", "-f", "-", "x=y", "-o", "json"], { input });
    expect(JSON.parse(String(output)).data).toEqual(expected);
  });
});

test("a key << in quotes is a field like any other", () => {
  const map = root('{"<<": {a: inner}, b: c}');
  expect(member(map, "a")).toBeNull();
  expect(fields(map).map(({ name }) => name)).toEqual(["<<", "b"]);
});
