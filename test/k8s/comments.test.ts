import { describe, expect, test } from "vitest";
import { hasComment } from "../../src/k8s/comments.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import type { FieldPath } from "../../src/yaml/tree.ts";

function at(spec: string, path: FieldPath, lineBreak = "\n"): boolean {
  const text = `apiVersion: v1\nkind: Pod\nspec:\n${spec}`.replaceAll("\n", lineBreak);
  const [object] = objectsToLint([{ name: "a.yaml", bytes: new TextEncoder().encode(text), named: true }]);
  if (object === undefined) throw new Error("no object");
  return hasComment(object, path);
}

const LIST = "  volumes:\n  - name: a\n    emptyDir: {}\n  - name: b\n    emptyDir:\n      medium: Memory\n";
const SECOND = ["spec", "volumes", 1];

describe.each(["\n", "\r\n"])("a comment (line break %j)", (lineBreak) => {
  test.each([
    ["none", LIST, false],
    ["on its line", LIST.replace("name: b", "name: b # why"), true],
    ["on its last line", LIST.replace("Memory", "Memory # why"), true],
    ["between its lines", LIST.replace("    emptyDir:\n", "    # why\n    emptyDir:\n"), true],
    ["right above", LIST.replace("  - name: b", "  # why\n  - name: b"), true],
    [
      "right above and deeper, about what ends there",
      LIST.replace("  - name: b", "    # why\n  - name: b"),
      false,
    ],
    ["right below and deeper", `${LIST}      # sizeLimit: 1Gi\n`, true],
    ["below, about the next field", `${LIST}  # containers\n  hostname: x\n`, false],
    ["about the other item", LIST.replace("name: a", "name: a # why"), false],
    ["a # inside a word", LIST.replace("name: b", "name: b#c"), false],
  ])("%s", (_, spec, expected) => {
    expect(at(spec, SECOND, lineBreak)).toBe(expected);
  });

  test("of a list counts where the item is all that it holds", () => {
    const only = "  # memory\n  volumes: # why\n  - name: b\n  hostname: x\n";
    expect(at(only, ["spec", "volumes", 0], lineBreak)).toBe(true);
    expect(at(only.replace("  hostname", "  - name: c\n  hostname"), ["spec", "volumes", 1], lineBreak)).toBe(
      false,
    );
  });
});

test("nothing of a path that is not there", () => {
  expect(at(LIST, ["spec", "containers", 0])).toBe(false);
  expect(at(LIST, [])).toBe(false);
});
