import { expect, test } from "vitest";
import { edit } from "./engine.ts";

test("an alias is replaced by a copy where the edit is on the alias's side", () => {
  const text = "a: &r {limits: {cpu: 0100, memory: '1'}}\nb: *r   # shared\n";
  const result = edit(text, [{ op: "set", path: ["b", "limits", "gpu"], value: 1 }]);
  expect(result).toMatchObject({
    text: "a: &r {limits: {cpu: 0100, memory: '1'}}\nb:   # shared\n  limits:\n    cpu: 0100\n    memory: '1'\n    gpu: 1\n",
  });
});

test("an edit of an anchored value that aliases repeat is refused with the lines of both", () => {
  const text = "a: &r\n  limits: {cpu: 1}\nb: *r\nc: [*r]\n";
  expect(edit(text, [{ op: "set", path: ["a", "limits", "gpu"], value: 1 }])).toEqual({
    refused: "alias-in-the-way",
    lines: [1, 3, 4],
  });
});

test("an edit above an anchor that is repeated inside the removed part is fine", () => {
  const text = "a:\n  x: &r 1\n  y: *r\nb: 2\n";
  expect(edit(text, [{ op: "remove", path: ["a"] }])).toMatchObject({ text: "b: 2\n" });
});

test("removing an anchor that is needed elsewhere is refused", () => {
  const text = "a:\n  x: &r 1\nb: *r\n";
  expect(edit(text, [{ op: "remove", path: ["a"] }])).toEqual({ refused: "alias-in-the-way", lines: [2, 3] });
  expect(edit(text, [{ op: "set", path: ["a", "x"], value: 2 }])).toEqual({
    refused: "alias-in-the-way",
    lines: [2, 3],
  });
});

test("an anchor that nobody repeats keeps its name when its value changes", () => {
  expect(edit("a: &r {b: 1}\n", [{ op: "set", path: ["a", "c"], value: 2 }])).toMatchObject({
    text: "a: &r {b: 1, c: 2}\n",
  });
  expect(edit("a: &r\n  b: 1\n", [{ op: "remove", path: ["a", "b"] }])).toMatchObject({ text: "a: &r {}\n" });
  expect(edit("a: &r # why\n", [{ op: "set", path: ["a", "b"], value: "x" }])).toMatchObject({
    text: "a: &r # why\n  b: x\n",
  });
});

test("fields beside an anchored map are edited freely", () => {
  const text = "labels: &l\n  app: x\nselector: *l\nspec:\n  - a\n";
  expect(edit(text, [{ op: "append", path: ["spec"], value: "b" }])).toMatchObject({
    text: `${text}  - b\n`,
  });
});

test("a field that comes through a merge key is refused, one that does not is added", () => {
  const text = "base: &b {cpu: 1}\nlimits:\n  <<: *b\n  memory: 2\n";
  expect(edit(text, [{ op: "set", path: ["limits", "cpu"], value: 2 }])).toEqual({
    refused: "merge-key-in-the-way",
    lines: [3],
  });
  expect(edit(text, [{ op: "set", path: ["limits", "gpu"], value: 1 }])).toMatchObject({
    text: `${text}  gpu: 1\n`,
  });
});

test("of a field and a merge key the last one wins, so only a field behind the merge key is edited", () => {
  const behind = "base: &b {cpu: 1}\nlimits:\n  <<: *b\n  cpu: 2\n";
  expect(edit(behind, [{ op: "set", path: ["limits", "cpu"], value: 3 }])).toMatchObject({
    text: behind.replace("cpu: 2", "cpu: 3"),
  });
  const before = "base: &b {cpu: 1}\nlimits:\n  cpu: 2\n  <<: [*b]\n";
  expect(edit(before, [{ op: "set", path: ["limits", "cpu"], value: 3 }])).toEqual({
    refused: "merge-key-in-the-way",
    lines: [4],
  });
});

test("a field that would come back through a merge key is not removed", () => {
  const text = "base: &b {cpu: 1}\nlimits:\n  <<: *b\n  cpu: 2\n";
  expect(edit(text, [{ op: "remove", path: ["limits", "cpu"] }])).toEqual({
    refused: "merge-key-in-the-way",
    lines: [3],
  });
});

test("a key << in quotes merges nothing", () => {
  expect(
    edit('limits: {"<<": {cpu: 1}}\n', [{ op: "set", path: ["limits", "cpu"], value: 2 }]),
  ).toMatchObject({
    text: 'limits: {"<<": {cpu: 1}, "cpu": 2}\n',
  });
});

test("a tagged value is left alone", () => {
  expect(edit("a: !custom {b: 1}\n", [{ op: "set", path: ["a", "b"], value: 2 }])).toMatchObject({
    refused: "tag-in-the-way",
  });
});

test("a value of another type is refused where it stands", () => {
  expect(edit("x: 1\na:\n- b\n", [{ op: "set", path: ["a", "c"], value: 2 }])).toEqual({
    refused: "unexpected-type",
    lines: [3],
  });
  expect(edit("a: text\n", [{ op: "append", path: ["a"], value: 2 }])).toEqual({
    refused: "unexpected-type",
    lines: [1],
  });
});

test("items of a repeated list are removed by the indexes they had", () => {
  const text = "a: &l [x, y, z]\nb: *l\n";
  const operations = [
    { op: "prepend", path: ["b"], value: "w" },
    { op: "remove", path: ["b", 0] },
    { op: "remove", path: ["b", 2] },
    { op: "append", path: ["b"], value: "end" },
  ] as const;
  expect(edit(text, operations)).toMatchObject({ text: "a: &l [x, y, z]\nb:\n- w\n- y\n- end\n" });
});

test("an alias that stands for a value of another type is refused, not a crash", () => {
  const text = "a: &l [x]\nb: *l\nc: &m {d: 1}\ne: *m\n";
  expect(edit(text, [{ op: "set", path: ["b", "c"], value: 2 }])).toMatchObject({
    refused: "unexpected-type",
  });
  expect(edit(text, [{ op: "append", path: ["e"], value: 2 }])).toMatchObject({ refused: "unexpected-type" });
  expect(edit(text, [{ op: "remove", path: ["b", 3] }])).toMatchObject({ refused: "unexpected-type" });
});
