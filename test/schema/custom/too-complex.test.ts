import { describe, expect, it } from "vitest";
import { customJudge } from "../../../src/schema/custom/check-custom.ts";
import { Meter, mostSteps } from "../../../src/schema/custom/meter.ts";
import { readSchemaFile, schemaIn } from "../../../src/schema/custom/schema-file.ts";
import { mapOf, schemaOf } from "./helpers.ts";

const ADDRESS = { apiVersion: "a.io/v1", kind: "A" };

/** What becomes of an object, and how many steps that takes. */
function judge(schema: unknown, object: unknown) {
  const meter = new Meter();
  const made = customJudge(schemaOf(JSON.stringify(schema), ADDRESS, "a.json"), meter);
  if (!made.ok) throw new Error(made.problem.message);
  return { verdict: made.judge(mapOf(JSON.stringify(object)), "A"), steps: meter.taken };
}

/** Why a schema is refused. */
function refusal(schema: unknown): string {
  const read = readSchemaFile("a.json", typeof schema === "string" ? schema : JSON.stringify(schema));
  if (!read.ok) return read.problem.message;
  const found = schemaIn(read.file, ADDRESS);
  if (found.is === "problem") return found.problem.message;
  if (found.is === "none") return "nothing";
  const made = customJudge(found.schema);
  return made.ok ? "ready" : made.problem.message;
}

type Step = (next: unknown) => unknown;

/** Definitions of which each is made of the next; the last one is what every value fails, or passes. */
function chain(length: number, step: Step, last: unknown): unknown {
  const definitions = Object.fromEntries(
    Array.from({ length }, (_, index) => [`d${index}`, step({ $ref: `#/definitions/d${index + 1}` })]),
  );
  return {
    properties: { a: { $ref: "#/definitions/d0" } },
    definitions: { ...definitions, [`d${length}`]: last },
  };
}

const OBJECT = { a: { b: null } };
const WRONG = { type: "string" };

const DOUBLING: readonly (readonly [string, Step])[] = [
  ["anyOf", (next) => ({ anyOf: [next, next] })],
  ["oneOf", (next) => ({ oneOf: [next, next] })],
  ["allOf", (next) => ({ allOf: [next, next] })],
  ["not", (next) => ({ not: { anyOf: [next, next] } })],
  ["if", (next) => ({ if: next, else: next })],
  ["dependencies", (next) => ({ dependencies: { b: next }, allOf: [next] })],
  [
    "patterns of names",
    (next) => ({
      patternProperties: { b: next, "^b": next },
      additionalProperties: next,
      anyOf: [next, next],
    }),
  ],
];

describe("a schema that doubles the work with each step", () => {
  it.each(DOUBLING)("%s: forty of them end, without a verdict", (_, step) => {
    const { verdict, steps } = judge(chain(40, step, WRONG), OBJECT);
    expect(verdict).toEqual({ is: "too-complex", file: "a.json" });
    expect(steps).toBeGreaterThan(mostSteps(0));
    expect(steps).toBeLessThan(mostSteps(200));
  });

  it("is judged as far as it can be: five are no matter", () => {
    const { verdict } = judge(
      chain(5, (next) => ({ anyOf: [next, next] }), WRONG),
      OBJECT,
    );
    expect(verdict).toMatchObject({ is: "judged", findings: [{ code: "schema-wrong-type" }] });
  });

  it("is left for the next object as it was", () => {
    const schema = schemaOf(JSON.stringify(chain(40, (next) => ({ anyOf: [next, next] }), WRONG)), ADDRESS);
    const made = customJudge(schema);
    if (!made.ok) throw new Error(made.problem.message);
    expect(made.judge(mapOf('{"a": 1}'), "A")).toMatchObject({ is: "too-complex" });
    expect(made.judge(mapOf('{"b": 1}'), "A")).toEqual({ is: "judged", findings: [] });
  });
});

describe("steps grow as the object does", () => {
  const items = { anyOf: [{ required: ["x"] }, { required: ["y"] }, { type: "string" }] };
  const schema = {
    properties: {
      a: { type: "array", items, uniqueItems: true },
      b: { type: "object", patternProperties: { "^a+$": WRONG }, additionalProperties: false },
      c: { type: "string", pattern: "^(a+)+b?$" },
    },
  };
  const objectOf = (size: number) => ({
    a: Array.from({ length: size }, (_, index) => ({ z: index })),
    b: Object.fromEntries(Array.from({ length: size }, (_, index) => [`b${index}`, null])),
    c: `${"a".repeat(size)}!`,
  });

  it("four times as many wrong items and fields, and a text four times as long, take four times the steps", () => {
    const few = judge(schema, objectOf(500));
    const many = judge(schema, objectOf(2000));
    if (few.verdict.is !== "judged" || many.verdict.is !== "judged") throw new Error("too complex");
    expect(few.verdict.findings).toHaveLength(1001);
    expect(many.verdict.findings).toHaveLength(4001);
    expect(many.steps / few.steps).toBeGreaterThan(3);
    expect(many.steps / few.steps).toBeLessThan(5);
  });

  it("a list of any length is judged, for it may take more steps the longer it is", () => {
    const plain = {
      properties: { a: { items: { properties: { b: { properties: { c: { type: "string" } } } } } } },
    };
    const { verdict, steps } = judge(plain, { a: Array.from({ length: 60_000 }, () => ({ b: {} })) });
    expect(steps).toBeGreaterThan(mostSteps(0));
    expect(verdict).toEqual({ is: "judged", findings: [] });
  });

  it("the same items of a list are found in whatever order their fields are written", () => {
    const { verdict } = judge(schema, { a: [{ x: 1, y: [2] }, "s", { y: [2], x: 1 }] });
    expect(verdict).toMatchObject({
      findings: [{ path: ["a", 2], message: "`a[2]` is the same as `a[0]`" }],
    });
    expect(judge(schema, { a: [{ x: 1 }, { x: "1" }, { x: [1] }] }).verdict).toMatchObject({ findings: [] });
  });
});

describe("schemas that go on and on", () => {
  const long = (length: number) => chain(length, (next) => next, WRONG);

  it("a row of references that is too long is refused, wherever it begins", () => {
    expect(refusal(long(100))).toBe("ready");
    const message = 'the schema "a.json" refers from one schema to the next more than 250 times in a row';
    expect(refusal(long(300))).toBe(message);
    expect(refusal(long(20_000))).toBe(message);
    const { definitions, ...rest } = long(20_000) as { definitions: Record<string, unknown> };
    const backwards = Object.fromEntries(Object.entries(definitions).reverse());
    expect(refusal({ definitions: backwards, ...rest })).toBe(message);
  });

  it("and so is one through values that fills the stack", () => {
    expect(refusal(chain(20_000, (next) => ({ properties: { a: next } }), WRONG))).toBe(
      'the schema "a.json" refers from one schema to the next too many times to be made ready',
    );
  });

  it.each([
    ["a field called const", { properties: { const: { $ref: "#/properties/const" } } }],
    ["dependencies", { dependencies: { a: { $ref: "#" } } }],
    ["alternatives", { anyOf: [{ allOf: [{ $ref: "#" }] }] }],
  ])("a reference that comes back to itself by way of %s is refused", (_, schema) => {
    expect(refusal(schema)).toMatch(/^the schema "a.json" refers to itself without end: /);
  });

  it("a reference to what is no schema is refused", () => {
    expect(refusal({ enum: [{ anyOf: "x" }], properties: { a: { $ref: "#/enum/0" } } })).toBe(
      'the schema "a.json" refers to `#/enum/0`, which is no schema in it',
    );
  });

  it("a schema of too many schemas is refused before it is made ready", () => {
    const properties = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`p${index}`, {}]));
    expect(refusal({ properties })).toBe(
      'the schema "a.json" has more than 100000 schemas in it, which take too long to be made ready',
    );
  });

  it("a kind that holds itself is judged as deep as the object goes", () => {
    const tree = { properties: { a: { $ref: "#" }, v: WRONG } };
    expect(judge(tree, { a: { a: { a: { v: 1 } } } }).verdict).toMatchObject({
      findings: [{ path: ["a", "a", "a", "v"] }],
    });
  });

  it("nested lists without end are no definitions", () => {
    const depth = 200_000;
    const nested = '{"kind":"List","items":['.repeat(depth) + "]}".repeat(depth);
    expect(refusal(nested)).toMatch(/^the schema "a.json" /);
  });
});
