import { describe, expect, it } from "vitest";
import { readStream } from "../../scripts/corpus/objects.ts";
import { applyOperations, type OracleOperation } from "../../scripts/corpus/operations.ts";
import { judge, parsePath } from "../../scripts/corpus/oracle.ts";
import { differences, fromJson } from "../../scripts/corpus/value.ts";
import type { Json } from "../../src/edit/operation.ts";
import type { Change } from "../../src/pipeline/outcome.ts";
import { formatPath } from "../../src/yaml/tree.ts";

function apply(value: Json, ...operations: OracleOperation[]) {
  return applyOperations(fromJson(value), operations);
}

const set = (steps: OracleOperation["steps"], value: Json): OracleOperation => ({ op: "set", steps, value });
const remove = (...steps: OracleOperation["steps"]): OracleOperation => ({
  op: "remove",
  steps,
  value: null,
});

describe("the oracle's operations", () => {
  it("create missing parents and take null for missing", () => {
    const made = apply({ spec: null }, set(["spec", "a", "b"], 1));
    expect(differences(fromJson({ spec: { a: { b: 1 } } }), made)).toEqual([]);
  });

  it("let indexes mean the items of the input", () => {
    const append: OracleOperation = { op: "append", steps: ["l"], value: "d" };
    const prepend: OracleOperation = { op: "prepend", steps: ["l"], value: "z" };
    const made = apply({ l: ["a", "b", "c"] }, remove("l", 0), prepend, remove("l", 2), append);
    expect(differences(fromJson({ l: ["z", "b", "d"] }), made)).toEqual([]);
  });

  it("leave an empty list or map behind", () => {
    const made = apply({ l: ["a"], m: { k: 1 } }, remove("l", 0), remove("m", "k"));
    expect(differences(fromJson({ l: [], m: {} }), made)).toEqual([]);
  });

  it("refuse what has no place", () => {
    expect(() => apply({ a: "text" }, set(["a", "b"], 1))).toThrow("nowhere to put");
    expect(() => apply({}, remove("a"))).toThrow("nothing to remove");
  });
});

describe("the oracle's judgement", () => {
  const text = (limit: string, rest = "") =>
    `kind: Pod\napiVersion: v1\nmetadata: {name: p}\nspec: {gpus: ${limit}${rest}}\n`;
  const change = (value: Json) =>
    ({ op: "set", object: "Pod/p", namespace: null, path: "spec.gpus", newValue: value, line: 4 }) as Change;
  const judged = (before: string, after: string, ...changes: Change[]) =>
    judge(readStream(before).objects, readStream(after).objects, changes);

  it("accepts the change that was reported", () => {
    expect(judged(text("1"), text("2"), change(2))).toEqual([]);
  });

  it("sees a change that was not made, not reported, or made to the wrong type", () => {
    expect(judged(text("1"), text("1"), change(2))).toHaveLength(1);
    expect(judged(text("1"), text("1", ", more: yes"))).toHaveLength(1);
    expect(judged(text("1"), text('"2"'), change(2))).toHaveLength(1);
  });

  it("sees a change that leaks through an anchor", () => {
    const shared = (value: string) => `${text("1", `, a: &x {v: ${value}}, b: *x`)}`;
    const leaking = { ...change(2), path: "spec.a.v" };
    expect(judged(shared("1"), shared("2"), leaking)).toEqual([
      'Pod/p.spec.b.v: expected "int:1", found "int:2"',
    ]);
  });

  it("sees objects that come and go", () => {
    const two = `${text("1")}---\n${text("1").replace("name: p", "name: q")}`;
    expect(judged(text("1"), two)).toEqual(["Pod/q is in the output, and nothing says why"]);
    expect(judged(two, text("1"))).toEqual(["Pod/q is missing from the output"]);
  });

  it("takes path texts apart as they are put together", () => {
    const path = ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu", 'a"]b', "x-y"];
    expect(parsePath(formatPath(path))).toEqual(path);
  });
});
