import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/schema/json-schema.ts";
import { problemsOf } from "../../src/schema/translate.ts";
import type { ValueDiagnostic } from "../../src/schema/value-diagnostic.ts";

const ANIMAL: JsonSchema = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 10, description: "What it is called. Short." },
    legs: { type: "integer", minimum: 2, maximum: 8 },
    weight: { type: "number" },
    tame: { type: "boolean" },
    diet: { enum: ["plants", "meat"] },
    code: { type: "string", pattern: "^[A-Z]{3}$", patternErrorMessage: "three capitals", examples: ["ABC"] },
    young: { type: "array", minItems: 1, items: { $ref: "#/definitions/young" } },
    traits: {
      type: "object",
      propertyNames: { maxLength: 5 },
      minProperties: 1,
      additionalProperties: { type: ["string", "boolean"] },
    },
    home: { type: "object", properties: { country: { type: "string" } }, additionalProperties: false },
    food: { type: ["string", "array"], items: { type: "string" } },
  },
  definitions: { young: { type: "object", required: ["born"], properties: { born: { type: "integer" } } } },
};

function checkerOf(schema: JsonSchema): (value: unknown) => readonly ValueDiagnostic[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  return (value) => (validate(value) ? [] : problemsOf(schema, value, validate.errors ?? []));
}

const checkAnimal = checkerOf(ANIMAL);

/** `path: message | advice` of each problem; `key` where the key is meant. */
function told(value: unknown): readonly string[] {
  return checkAnimal(value).map(
    ({ path, at, message, advice = "" }) =>
      `${path.join("/")}${at === "key" ? " (key)" : ""}: ${message} | ${advice}`,
  );
}

describe("problemsOf", () => {
  test("finds nothing wrong with what is right", () => {
    expect(told({ name: "cow", legs: 4, young: [{ born: 3 }], food: ["grass"] })).toEqual([]);
    expect(told({ name: "cow", food: "grass", traits: { calm: true } })).toEqual([]);
  });

  test("a key that is unknown comes with the nearest and all that there are", () => {
    expect(told({ name: "cow", lgs: 4 })).toEqual([
      "lgs (key): unknown key `lgs`, did you mean `legs`? | The top of the file takes name, legs, weight, tame, diet, code, young, traits, home and food.",
    ]);
    expect(told({ name: "cow", home: { land: "x" } })).toEqual([
      "home/land (key): unknown key `land` | `home` takes country.",
    ]);
  });

  test("a key that belongs one level further in is led there", () => {
    expect(told({ name: "cow", country: "x" })[0]).toMatch(/did you mean `home.country`\?/);
  });

  test("types are called as people call them", () => {
    expect(
      told({ name: 3, legs: "4", weight: "x", tame: "yes", young: {}, home: [], traits: { a: 1 } }),
    ).toEqual([
      'name: `name` must be text, not the number 3 | Put it in quotes: "3".',
      "legs: `legs` must be a whole number, not text | Write 4 without quotes.",
      "weight: `weight` must be a number, not text | ",
      "tame: `tame` must be true or false, not text | Write true: `yes` is text in YAML 1.2, and true or false in 1.1.",
      "young: `young` must be a list, not a map | Put `- ` before it, so that it is an item of a list.",
      'traits/a: `traits.a` must be text, true or false, not the number 1 | Put it in quotes: "1".',
      "home: `home` must be a map, not a list | ",
    ]);
  });

  test("what is empty, too small, too large or of another form is said so", () => {
    expect(told({ name: "", legs: 1, code: "abc", young: [], traits: {} })).toEqual([
      "name: `name` is an empty text | Give it something.",
      "legs: `legs` must be at least 2, not 1 | ",
      "code: `code` must be three capitals, not `abc` | Write it like `ABC`.",
      "young: `young` is an empty list | Give it something, or leave the key out.",
      "traits: `traits` is an empty map | Give it something, or leave the key out.",
    ]);
    expect(told({ name: "cow", legs: null, diet: "meta" })).toEqual([
      "legs: `legs` has no value | Give it a whole number, or leave the key out.",
      "diet: `diet` cannot be `meta`, did you mean `meat`? | The values are plants and meat.",
    ]);
    expect(told({ name: "a very long name" })).toEqual(["name: `name` has more than 10 letters | "]);
    expect(told({ name: "cow", traits: { unbelievable: "x" } })).toEqual([
      "traits/unbelievable (key): the key `unbelievable` has more than 5 letters | ",
    ]);
  });

  test("what is missing is named with its meaning", () => {
    expect(told({})).toEqual([": the file has no `name` | Add `name`: what it is called."]);
    expect(told({ name: "cow", young: [{ born: 1 }, {}] })).toEqual([
      "young/1: `young[1]` has no `born` | Add `born`.",
    ]);
  });

  test("several types are one problem", () => {
    expect(told({ name: "cow", food: 3 })).toEqual([
      'food: `food` must be text or a list, not the number 3 | Put it in quotes: "3".',
    ]);
    expect(told({ name: "cow", food: ["a", 3] })).toEqual([
      'food/1: `food[1]` must be text, not the number 3 | Put it in quotes: "3".',
    ]);
  });

  test("what must be there is not to be left out, also in what is referred to", () => {
    expect(told({ name: null, young: [{ born: null }] })).toEqual([
      "name: `name` has no value | Give it text.",
      "young/0/born: `young[0].born` has no value | Give it a whole number.",
    ]);
  });

  test("names with slashes, tildes and digits lead to their place", () => {
    const schema: JsonSchema = {
      type: "object",
      additionalProperties: { type: "object", additionalProperties: { type: "string" } },
    };
    expect(checkerOf(schema)({ "a/b~c": { "0": 1 } }).map(({ path }) => path)).toEqual([["a/b~c", "0"]]);
  });
});
