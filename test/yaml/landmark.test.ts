import { describe, expect, it } from "vitest";
import { landmark } from "../../src/yaml/access.ts";
import { readDocument } from "../../src/yaml/read.ts";
import type { FieldPath } from "../../src/yaml/tree.ts";

const TEXT = `kind: Job
spec:
  template:
    spec: {restartPolicy: Never}
  pods:
  - name: a
    env:
    - {name: X}
`;

function underlined(path: FieldPath): string {
  const read = readDocument(TEXT, { start: 0, end: TEXT.length });
  if (!read.ok || read.root === null) throw new Error("not read");
  const { start, end } = landmark(read.root, path).span;
  return TEXT.slice(start, end);
}

describe("the landmark of a field", () => {
  it.each<[string, FieldPath, string]>([
    ["a value on the spot", ["kind"], "Job"],
    ["the key of a block map", ["spec", "template"], "template"],
    ["the key of a block list", ["spec", "pods", 0, "env"], "env"],
    ["a flow map", ["spec", "template", "spec"], "{restartPolicy: Never}"],
    ["the key of the nearest parent, not a neighbour of what is missing", ["spec", "backoffLimit"], "spec"],
    ["the first key of an item", ["spec", "pods", 0, "image"], "name"],
    ["the first key of the object", ["metadata", "name"], "kind"],
  ])("is %s", (_what, path, expected) => {
    expect(underlined(path)).toBe(expected);
  });
});
