import { expect, test } from "vitest";
import type { Operation } from "../../src/edit/operation.ts";
import { edit } from "./engine.ts";

/** What a person sees: where new text goes, what it looks like, and what stays around it. */
function after(text: string, ...operations: readonly Operation[]): string {
  const result = edit(text, operations);
  if ("refused" in result) throw new Error(result.refused);
  return result.text;
}

test("new fields go behind comments that belong to the map, and before comments that do not", () => {
  const text =
    "spec:\n  containers:\n  - name: a\n    image: b\n    # a port, maybe\n  # - name: c\n# end of file\n";
  expect(
    after(
      text,
      { op: "set", path: ["spec", "containers", 0, "tty"], value: true },
      { op: "set", path: ["spec", "hostIPC"], value: true },
    ),
  ).toBe(
    "spec:\n  containers:\n  - name: a\n    image: b\n    # a port, maybe\n    tty: true\n  # - name: c\n  hostIPC: true\n# end of file\n",
  );
});

test("an appended item goes before the comment of the next field, behind commented-out items", () => {
  const text = "a:\n- x\n# - y\n# about b\nb: 1\n";
  expect(after(text, { op: "append", path: ["a"], value: "z" })).toBe(
    "a:\n- x\n# - y\n- z\n# about b\nb: 1\n",
  );
});

test("an item that was commented out stays in one piece", () => {
  const text = "a:\n- x\n# - name: y\n#   value: 1\n#   # why\n# about b\nb: 1\n";
  expect(after(text, { op: "append", path: ["a"], value: "z" })).toBe(
    "a:\n- x\n# - name: y\n#   value: 1\n#   # why\n- z\n# about b\nb: 1\n",
  );
  const dedented = "a:\n- x\n#- name: y\n#  value: 1\n# about b\nb: 1\n";
  expect(after(dedented, { op: "append", path: ["a"], value: "z" })).toBe(
    "a:\n- x\n#- name: y\n#  value: 1\n- z\n# about b\nb: 1\n",
  );
});

test("a prepended item goes above the comment of the first", () => {
  expect(after("a:\n# first\n- x\n", { op: "prepend", path: ["a"], value: "w" })).toBe(
    "a:\n- w\n# first\n- x\n",
  );
});

test("a field goes in front of the one that moves up behind the dash", () => {
  expect(
    after(
      "a:\n- x: 1\n  y: 2\n",
      { op: "remove", path: ["a", 0, "x"] },
      { op: "set", path: ["a", 0, "new"], value: 3, before: "y" },
    ),
  ).toBe("a:\n- new: 3\n  y: 2\n");
});

test("the comment above a removed field stays, the one behind it goes with it", () => {
  expect(after("a:\n  # why\n  b: 1 # how\n  c: 2 # stays\n", { op: "remove", path: ["a", "b"] })).toBe(
    "a:\n  # why\n  c: 2 # stays\n",
  );
});

test("an end-of-line comment stays on the line of its key", () => {
  expect(after("r: {}   # none yet\nz: 1\n", { op: "set", path: ["r", "limits", "gpu"], value: 1 })).toBe(
    "r:   # none yet\n  limits:\n    gpu: 1\nz: 1\n",
  );
  expect(after("r: 1   # one\n", { op: "set", path: ["r"], value: 2 })).toBe("r: 2   # one\n");
  expect(after("r:   # none\n", { op: "set", path: ["r"], value: "x" })).toBe("r: x   # none\n");
});

test("text is quoted when YAML 1.1 would read it as something else, in the quotes of the neighbours", () => {
  expect.hasAssertions();
  const text = "args: ['x']\nenv: {}\n";
  for (const value of [
    "yes",
    "on",
    "12:30",
    "1_000",
    "0123",
    "0x1F",
    "1e3",
    "~",
    "null",
    "2024-01-01",
    ".5",
    "",
    "8",
    "true",
    "=",
    "<<",
  ])
    expect(after(text, { op: "set", path: ["v"], value })).toBe(`${text}v: '${value}'\n`);
  for (const value of [
    "nvidia.com/gpu",
    "500m",
    "16Gi",
    "NVIDIA-H100-80GB-HBM3",
    "autoscaling/v2",
    "25%",

    "$(JOB_NAME)-0.svc",
  ])
    expect(after(text, { op: "set", path: ["v"], value })).toBe(`${text}v: ${value}\n`);
});

test("a quoted quantity keeps its quotes", () => {
  expect(after("gpu: '1'\n", { op: "set", path: ["gpu"], value: 4 })).toBe("gpu: '4'\n");
  expect(after('cpu: "1"\n', { op: "set", path: ["cpu"], value: "2" })).toBe('cpu: "2"\n');
});

test("block texts at the end keep their lines", () => {
  expect(after("a: |\n  x\n\n\n", { op: "set", path: ["b"], value: 1 })).toBe("a: |\n  x\nb: 1\n\n\n");
  expect(after("a: |+\n  x\n\n", { op: "set", path: ["b"], value: 1 })).toBe("a: |+\n  x\n\nb: 1\n");
  expect(after("a: >-\n  x\n  y", { op: "set", path: ["b"], value: 1 })).toBe("a: >-\n  x\n  y\nb: 1");
});

test("a line of spaces that belongs to a block text stays in it", () => {
  for (const head of ["|-", "|", ">-", "|2"])
    expect(after(`a:\n  b: ${head}\n    x\n     \n\nz: 1\n`, { op: "set", path: ["a", "c"], value: 1 })).toBe(
      `a:\n  b: ${head}\n    x\n     \n  c: 1\n\nz: 1\n`,
    );
  expect(after("a:\n  b: |\n    x\n    \nz: 1\n", { op: "set", path: ["a", "c"], value: 1 })).toBe(
    "a:\n  b: |\n    x\n  c: 1\n    \nz: 1\n",
  );
});

test("JSON stays JSON", () => {
  expect(after('{"a": {"b": 1}}', { op: "set", path: ["a", "c"], value: { d: ["e"] } })).toBe(
    '{"a": {"b": 1, "c": {"d": ["e"]}}}',
  );
  expect(after('{"a":{"b":1}}', { op: "set", path: ["a", "c"], value: { d: ["e"] } })).toBe(
    '{"a":{"b":1,"c":{"d":["e"]}}}',
  );
  expect(after('{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n', { op: "set", path: ["a", "c"], value: { d: 1 } })).toBe(
    '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": {\n\t\t\t"d": 1\n\t\t}\n\t}\n}\n',
  );
});

test("what need not change does not: anchors, odd numbers, blank lines, trailing spaces", () => {
  const text = "a: &x 010\n\n\nb:   0x1F  \nc: 12345678901234567890\nd: ['x' ,y ]\ne: *x\n";
  expect(after(text, { op: "set", path: ["f"], value: 1 })).toBe(`${text}f: 1\n`);
});

test("a field that is written above another goes there, above its comments", () => {
  const set = { op: "set", path: ["t", "metadata", "labels", "a"], value: "b", before: "spec" } as const;
  expect(after("t:\n  # about spec\n  spec: 1\n", set)).toBe(
    "t:\n  metadata:\n    labels:\n      a: b\n  # about spec\n  spec: 1\n",
  );
  expect(after("t: {spec: 1}\n", set)).toBe("t: {metadata: {labels: {a: b}}, spec: 1}\n");
  expect(after("t:\n  metadata: {}\n  spec: 1\n", set)).toBe(
    "t:\n  metadata:\n    labels:\n      a: b\n  spec: 1\n",
  );
  expect(after("t:\n- spec: 1\n  z: 2\n", { ...set, path: ["t", 0, "metadata"], value: "b" })).toBe(
    "t:\n- metadata: b\n  spec: 1\n  z: 2\n",
  );
});

test("a key that is written with ? is refused where lines would move, and edited below", () => {
  const text = "spec:\n  ? template\n  : spec:\n      a: 1\n  b: 2\n";
  expect(edit(text, [{ op: "set", path: ["spec", "c"], value: 3 }])).toEqual({
    refused: "unsupported-layout",
    lines: [2],
  });
  expect(edit(text, [{ op: "remove", path: ["spec", "b"] }])).toMatchObject({
    refused: "unsupported-layout",
  });
  expect(after(text, { op: "set", path: ["spec", "template", "spec", "c"], value: { d: 1 } })).toBe(
    "spec:\n  ? template\n  : spec:\n      a: 1\n      c:\n        d: 1\n  b: 2\n",
  );
  expect(after("a: {? b : 1, ? c : 2}\n", { op: "remove", path: ["a", "b"] })).toBe("a: {? c : 2}\n");
});
