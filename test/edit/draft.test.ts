import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { apply, openDraft } from "../../src/edit/draft.ts";
import type { Json, ValueOperation } from "../../src/edit/operation.ts";
import { jsonOf } from "../../src/k8s/json.ts";
import { at } from "../../src/yaml/access.ts";
import { readDocument } from "../../src/yaml/read.ts";
import type { MapNode } from "../../src/yaml/tree.ts";
import { applyOperations } from "../patch/apply-operations.ts";

function treeOf(object: unknown): MapNode {
  const text = stringify(object);
  const read = readDocument(text, { start: 0, end: text.length });
  if (!read.ok || read.root?.kind !== "map") throw new Error("no map");
  return read.root;
}

function check(
  object: Json,
  first: readonly ValueOperation[],
  then: readonly ValueOperation[],
): readonly ValueOperation[] {
  const root = treeOf(object);
  const between = applyOperations(object, first);
  const draft = openDraft(root, first);
  expect(jsonOf(draft.view)).toEqual(between);
  const { operations, view } = apply(draft, then);
  const result = applyOperations(between, then);
  expect(jsonOf(view)).toEqual(result);
  expect(applyOperations(object, operations)).toEqual(result);
  return operations;
}

describe("a draft", () => {
  const object = {
    metadata: { annotations: { a: "1" } },
    list: [{ n: 1 }, { n: 2 }, { n: 3 }],
    map: { x: 1 },
  };

  it("a later value takes the place of an earlier one", () => {
    expect(
      check(
        object,
        [{ op: "set", path: ["map", "y"], value: 1 }],
        [{ op: "set", path: ["map", "y"], value: 2 }],
      ),
    ).toEqual([{ op: "set", path: ["map", "y"], value: 2 }]);
  });

  it("what comes and goes is not written at all", () => {
    expect(
      check(object, [{ op: "set", path: ["map", "y"], value: 1 }], [{ op: "remove", path: ["map", "y"] }]),
    ).toEqual([]);
  });

  it("a field that was there still goes", () => {
    expect(
      check(object, [{ op: "set", path: ["map", "x"], value: 2 }], [{ op: "remove", path: ["map", "x"] }]),
    ).toEqual([{ op: "remove", path: ["map", "x"] }]);
  });

  it("a field under a map that goes takes its place", () => {
    expect(
      check(
        object,
        [{ op: "remove", path: ["metadata", "annotations"] }],
        [
          { op: "set", path: ["metadata", "annotations", "b"], value: "2" },
          { op: "set", path: ["metadata", "annotations", "c"], value: "3" },
        ],
      ),
    ).toEqual([{ op: "set", path: ["metadata", "annotations"], value: { b: "2", c: "3" } }]);
  });

  it("indexes count past items that went and into items that came", () => {
    check(
      object,
      [
        { op: "remove", path: ["list", 0] },
        { op: "append", path: ["list"], value: { n: 4 } },
      ],
      [
        { op: "set", path: ["list", 0, "n"], value: 20 },
        { op: "set", path: ["list", 2, "n"], value: 40 },
        { op: "append", path: ["list", 2, "more"], value: "x" },
      ],
    );
    check(object, [{ op: "append", path: ["list"], value: { n: 4 } }], [{ op: "remove", path: ["list", 3] }]);
  });

  it("a whole that is replaced or removed takes its new parts along", () => {
    check(
      object,
      [{ op: "set", path: ["map", "y"], value: 1 }],
      [{ op: "set", path: ["map"], value: { z: 1 } }],
    );
    check(object, [{ op: "set", path: ["fresh", "y"], value: 1 }], [{ op: "remove", path: ["fresh"] }]);
    check(object, [{ op: "append", path: ["list"], value: 9 }], [{ op: "remove", path: ["list"] }]);
  });

  it("counts items that were put in front", () => {
    const first: readonly ValueOperation[] = [
      { op: "prepend", path: ["list"], value: { n: 0 } },
      { op: "prepend", path: ["list"], value: { n: -1 } },
    ];
    const { view } = openDraft(treeOf(object), first);
    expect(jsonOf(at(view, ["list", 0]) ?? view)).toEqual({ n: -1 });
    const then: readonly ValueOperation[] = [
      { op: "set", path: ["list", 0, "n"], value: 10 },
      { op: "set", path: ["list", 2, "n"], value: 12 },
    ];
    const { operations } = apply(openDraft(treeOf(object), first), then);
    expect(operations).toEqual([
      { op: "prepend", path: ["list"], value: { n: 0 } },
      { op: "prepend", path: ["list"], value: { n: 10 } },
      { op: "set", path: ["list", 0, "n"], value: 12 },
    ]);
  });

  it("means by indexes what was there, however many items go or come at once in a value that was set", () => {
    const first: readonly ValueOperation[] = [
      { op: "set", path: ["fresh", "list"], value: ["a", "b", "c", "d"] },
    ];
    expect(
      check(object, first, [
        { op: "remove", path: ["fresh", "list", 1] },
        { op: "remove", path: ["fresh", "list", 2] },
      ]),
    ).toEqual([{ op: "set", path: ["fresh", "list"], value: ["a", "d"] }]);
    const { operations } = apply(openDraft<ValueOperation>(treeOf(object), first), [
      { op: "prepend", path: ["fresh", "list"], value: "z" },
      { op: "set", path: ["fresh", "list", 0], value: "A" },
    ]);
    expect(operations).toEqual([{ op: "set", path: ["fresh", "list"], value: ["z", "A", "b", "c", "d"] }]);
  });

  it("refuses an item that is not there, rather than to lose what was meant", () => {
    const draft = openDraft<ValueOperation>(treeOf(object), [
      { op: "append", path: ["list"], value: { n: 4 } },
    ]);
    expect(() => apply(draft, [{ op: "set", path: ["list", 7, "n"], value: 1 }])).toThrow(
      "list[7].n leads to no item",
    );
  });

  it("changes an alias in its own place, and lets a value of another type give way", () => {
    const text = "a: &x {n: 1}\nb: *x\nc: text\nd: null\n";
    const read = readDocument(text, { start: 0, end: text.length });
    if (!read.ok || read.root?.kind !== "map") throw new Error("no map");
    const { view } = openDraft(read.root, [
      { op: "set", path: ["b", "n"], value: 2 },
      { op: "set", path: ["c", "n"], value: 3 },
      { op: "append", path: ["d"], value: 4 },
    ]);
    expect(jsonOf(view)).toEqual({ a: { n: 1 }, b: { n: 2 }, c: { n: 3 }, d: [4] });
  });

  it("puts a new field where its operation says", () => {
    const { view } = openDraft(treeOf({ kind: "Job", spec: {} }), [
      { op: "set", path: ["metadata", "name"], value: "a", before: "spec" },
      { op: "set", path: ["status"], value: 1 },
    ]);
    expect(view.entries.map(({ name }) => name)).toEqual(["kind", "metadata", "spec", "status"]);
  });

  it("keeps what stays: its nodes are those that were read, and what is new points at its surroundings", () => {
    const root = treeOf(object);
    const { view } = openDraft(root, [{ op: "set", path: ["map", "y"], value: "text" }]);
    expect(at(view, ["list"])).toBe(at(root, ["list"]));
    expect(at(view, ["map", "y"])?.span).toEqual(at(root, ["map"])?.span);
    expect(openDraft(root).view).toBe(root);
    const draft = openDraft(root);
    expect(apply(draft, [])).toBe(draft);
  });

  it("holds for any two operations on maps and lists", () => {
    const name = fc.constantFrom("a", "b");
    const value = fc.constantFrom<Json>(1, { a: 1 }, { b: { a: 2 } });
    const path = fc.array(name, { minLength: 1, maxLength: 3 });
    const operation = fc.record({ op: fc.constant("set" as const), path, value });
    fc.assert(
      fc.property(operation, operation, fc.boolean(), (one, two, isRemoval) => {
        const start = { a: { a: { b: 1 }, b: { a: 1 } }, b: { b: { a: 1 } } };
        const between = applyOperationsLoosely(start, one);
        if (between === null) return;
        const second: ValueOperation = isRemoval ? { op: "remove", path: two.path } : two;
        if (isRemoval && at(treeOf(between), two.path) === null) return;
        // One by one, the map that the first made for its field would be left empty; as one, it is never made.
        if (isRemoval && at(treeOf(start), two.path.slice(0, -1)) === null) return;
        if (!isRemoval && applyOperationsLoosely(between, two) === null) return;
        check(start, [one], [second]);
      }),
    );
  });
});

/** Null where a path runs into a scalar: operations never do that. */
function applyOperationsLoosely(object: Json, operation: ValueOperation): Json | null {
  let current: Json | undefined = object;
  for (const step of operation.path.slice(0, -1)) {
    current = (current as { [key: string]: Json })[step];
    if (current === undefined) break;
    if (typeof current !== "object" || current === null) return null;
  }
  return applyOperations(object, [operation]) as Json;
}
