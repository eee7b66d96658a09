import { describe, expect, test } from "vitest";
import type { Operation } from "../../src/edit/operation.ts";
import { edit } from "./engine.ts";

function edited(text: string, ...operations: readonly Operation[]): string {
  const result = edit(text, operations);
  if ("refused" in result) throw new Error(result.refused);
  return result.text;
}

function rename(path: readonly (string | number)[], name: string): Operation {
  return { op: "rename", path, name };
}

describe("only the key's text changes", () => {
  test.each([
    ["comments", "a:\n  # above\n  x: 1   # behind\n  # below\n  z: 2\n", "u"],
    ["a first key behind a dash", "a:\n  x: 1 # one\n  z: 2\n", "u"],
    ["an anchor and a tag of the value", "a:\n  x: &v !!str 1\nb: *v\n", "u"],
    ["an anchor of the key", "a:\n  &k x: 1\n", "u"],
    ["spaces before the colon", "a:\n  x : 1\n", "u"],
    ["a key that is written with ?", "a:\n  ? x # why\n  : 1\n  z: 2\n", "u"],
    ["a key that is written with ? in brackets", "a: {? x : 1, z: 2}\n", "u"],
    ["a field without a value", "a:\n  x:\n  z: 2\n", "u"],
    ["a key alone in brackets", "a: {x, z: 2}\n", "u"],
    ["a block of text", "a:\n  x: |\n    x: 1\n  z: 2\n", "u"],
    ["brackets over several lines", "a: {\n  x: 1, # one\n  # two\n  z: 2 }\n", "u"],
    ["CRLF and no end of line at the end", "a:\r\n  x: 1 # one\r\n  z: 2", "u"],
  ])("%s", (_, text, name) => {
    expect(edited(text, rename(["a", "x"], name))).toBe(text.replace(/\bx\b/, name));
  });

  test("of a field in an item of a list", () => {
    expect(edited("l:\n- x: 1 # one\n  z: 2\n- [{x: 3}]\n", rename(["l", 0, "x"], "u"))).toBe(
      "l:\n- u: 1 # one\n  z: 2\n- [{x: 3}]\n",
    );
    expect(edited("- [{x: 3}]\n", rename([0, 0, "x"], "u"))).toBe("- [{u: 3}]\n");
  });
});

describe("quotes", () => {
  test.each([
    ["double ones stay", '"x": 1\n', "u", '"u": 1\n'],
    ["single ones stay", "'x': 1\n", "it's", "'it''s': 1\n"],
    ["JSON has double ones only", '{"x":1}\n', 'say "u"', '{"say \\"u\\"":1}\n'],
    ["a name that is text only in quotes gets some", "x: 1\n", "on", '"on": 1\n'],
    ["a number gets some", "x: 1\n", "0x1F", '"0x1F": 1\n'],
    ["a sexagesimal number gets some", "x: 1\n", "12:30", '"12:30": 1\n'],
    ["a merge key gets some", "x: {b: 1}\n", "<<", '"<<": {b: 1}\n'],
    ["the document's own are used", "x: 1\nz: 'q'\n", "a: b", "'a: b': 1\nz: 'q'\n"],
    ["of several lines become one", '{"x\n  w": 1}\n', "u", '{"u": 1}\n'],
    ["are not put around what needs none", "x: 1\n", "nvidia.com/gpu", "nvidia.com/gpu: 1\n"],
  ])("%s", (_, text, name, expected) => {
    const old = text.includes("w") ? "x w" : "x";
    expect(edited(text, rename([old], name))).toBe(expected);
  });

  test("a key over several lines of plain text becomes one", () => {
    expect(edited("{x\n  w: 1}\n", rename(["x w"], "u"))).toBe("{u: 1}\n");
  });
});

describe("beside other operations", () => {
  test("paths mean the names of the input, in whatever order", () => {
    const text = "limits:\n  nvidia.com/gpus: 2 # all\n";
    const path = ["limits", "nvidia.com/gpus"];
    const expected = "limits:\n  nvidia.com/gpu: 1 # all\n";
    const set: Operation = { op: "set", path, value: 1 };
    expect(edited(text, rename(path, "nvidia.com/gpu"), set)).toBe(expected);
    expect(edited(text, set, rename(path, "nvidia.com/gpu"))).toBe(expected);
  });

  test("a rename that is asked for twice is made once", () => {
    expect(edited("x: 1\n", rename(["x"], "u"), rename(["x"], "u"))).toBe("u: 1\n");
  });

  test("names may move on", () => {
    const renames = [rename(["x"], "u"), rename(["u"], "z")];
    expect(edited("x: 1\nu: 2\n", ...renames)).toBe("u: 1\nz: 2\n");
    expect(edited("x: 1\nu: 2\n", ...renames.toReversed())).toBe("u: 1\nz: 2\n");
  });

  test("a field of the old name can come anew only where the old one goes", () => {
    expect(() => edited("x: 1\n", rename(["x"], "u"), { op: "remove", path: ["x"] })).toThrow("disagree");
  });

  test.each([
    ["two names for one field", [rename(["x"], "u"), rename(["x"], "w")], "two changes of x disagree"],
    ["one name for two fields", [rename(["x"], "u"), rename(["z"], "u")], "two changes of u disagree"],
    [
      "a new field of the new name",
      [rename(["x"], "u"), { op: "set", path: ["u"], value: 1 }],
      "of u disagree",
    ],
    ["what goes", [{ op: "remove", path: ["x"] }, rename(["x"], "u")], "no field x"],
    ["what is not there", [rename(["w"], "u")], "no field w"],
    ["what is not there in nothing", [rename(["n", "w"], "u")], "no field n.w"],
    [
      "what another operation writes",
      [{ op: "set", path: ["n"], value: { w: 1 } }, rename(["n", "w"], "u")],
      "no field n.w",
    ],
    ["an item", [rename(["l", 0], "u")], "l[0] is not a field"],
  ] as readonly (readonly [string, readonly Operation[], string])[])(
    "%s is a bug of the caller",
    (_, operations, message) => {
      expect(() => edit("x: 1\nz: 2\nn:\nl: [1]\n", operations)).toThrow(message);
    },
  );
});

describe("what cannot be done exactly is refused", () => {
  test("a name that is there already", () => {
    const text = "a:\n  x: 1\n  u: 2\n";
    expect(edit(text, [rename(["a", "x"], "u")])).toEqual({ refused: "name-in-the-way", lines: [2, 3] });
  });

  test("a name that is there behind a tag or an alias", () => {
    expect(edit("x: 1\n!!str u: 2\n", [rename(["x"], "u")])).toMatchObject({ refused: "name-in-the-way" });
    expect(edit("w: &k u\nx: 1\n*k : 2\n", [rename(["x"], "u")])).toMatchObject({
      refused: "name-in-the-way",
    });
  });

  test("the refusal is about the rename, not about its neighbours", () => {
    const path = ["a", "x"];
    expect(
      edit("a:\n  w: 1\n  x: 1\n  u: 2\n", [{ op: "set", path: ["a", "w"], value: 2 }, rename(path, "u")]),
    ).toMatchObject({ lines: [3, 4] });
  });

  test("a field that comes through a merge key, or would under its old name, or hides one of the new name", () => {
    const refused = { refused: "merge-key-in-the-way", lines: [3] };
    const base = "base: &b {x: 1, u: 2}\na:\n  <<: *b\n";
    expect(edit(base, [rename(["a", "x"], "w")])).toEqual(refused);
    expect(edit(`${base}  x: 3\n`, [rename(["a", "x"], "w")])).toEqual(refused);
    expect(edit(`${base}  v: 3\n`, [rename(["a", "v"], "u")])).toEqual(refused);
    expect(edit(`${base}  v: 3\n`, [rename(["a", "v"], "w")])).toMatchObject({ text: `${base}  w: 3\n` });
  });

  test("a field of an anchored map that aliases repeat, and a key that they repeat", () => {
    const text = "a: &r\n  x: 1\nb: *r\n";
    expect(edit(text, [rename(["a", "x"], "u")])).toEqual({ refused: "alias-in-the-way", lines: [1, 3] });
    expect(edit("&k x: *k\n", [rename(["x"], "u")])).toMatchObject({ refused: "alias-in-the-way" });
  });

  test("a key that is empty or a block of text", () => {
    expect(edit("? |\n  x\n: 1\n", [rename(["x\n"], "u")])).toMatchObject({ refused: "unsupported-layout" });
    expect(edit(": 1\n", [rename([""], "u")])).toMatchObject({ refused: "unsupported-layout" });
  });
});

describe("on an alias's side the copy has the new name", () => {
  const text = "a: &r {x: 1, z: [{w: 0100}]}\nb: *r # shared\n";

  test("in its place, and paths still go by the old one", () => {
    expect(
      edited(
        text,
        rename(["b", "z"], "list"),
        { op: "set", path: ["b", "z", 0, "v"], value: 2 },
        rename(["b", "z", 0, "w"], "u"),
        { op: "set", path: ["b", "x"], value: 3 },
        rename(["b", "x"], "u"),
      ),
    ).toBe("a: &r {x: 1, z: [{w: 0100}]}\nb: # shared\n  u: 3\n  list:\n  - u: 0100\n    v: 2\n");
  });

  test("unless it is there", () => {
    expect(edit(text, [rename(["b", "x"], "z")])).toEqual({ refused: "name-in-the-way", lines: [2] });
    expect(() => edit(text, [rename(["b", "w"], "z")])).toThrow("no field b.w");
    expect(() => edit(text, [rename(["b", "x"], "v"), rename(["b", "x"], "w")])).toThrow("disagree");
  });

  test("and the alias of a field that is renamed itself stays", () => {
    expect(edited(text, rename(["b"], "c"))).toBe(text.replace("b:", "c:"));
  });
});
