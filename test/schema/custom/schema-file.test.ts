import { describe, expect, it } from "vitest";
import { readSchemaFile, schemaIn } from "../../../src/schema/custom/schema-file.ts";
import { fixture, schemaOf, told } from "./helpers.ts";

const KIND = { apiVersion: "acme.io/v1", kind: "Training" };

/** What is wrong with a file, or with what it says about a kind. */
function problem(text: string, name = "x.json"): string {
  const read = readSchemaFile(name, text);
  if (!read.ok) return `${read.problem.message} | ${read.problem.advice}`;
  const found = schemaIn(read.file, KIND);
  if (found.is !== "problem") throw new Error(`it is ${found.is}`);
  return `${found.problem.message} | ${found.problem.advice}`;
}

describe("a schema file that cannot be used", () => {
  it.each([
    [
      "is broken",
      fixture("broken/syntax.json"),
      'the schema "x.json" cannot be read as JSON, see line 2, column 17 | mend it, or download it again',
    ],
    [
      "is an answer of a web server",
      "404: Not Found",
      'the schema "x.json" cannot be read as JSON | mend it, or download it again',
    ],
    [
      "is a page",
      "<!DOCTYPE html>\n<html>",
      'the schema "x.json" cannot be read as JSON | mend it, or download it again',
    ],
    [
      "is empty",
      "",
      'the schema "x.json" is empty | name a file with a JSON Schema or a CustomResourceDefinition',
    ],
    [
      "is a patch for a definition",
      '{"kind": "CustomResourceDefinition", "spec": {"conversion": {}}}',
      'the schema "x.json" is a CustomResourceDefinition without a group and a kind | name a file with a JSON Schema or a CustomResourceDefinition',
    ],
    [
      "is a list",
      "[1]",
      'the schema "x.json" is no JSON Schema: it is no map | name a file with a JSON Schema or a CustomResourceDefinition',
    ],
    [
      "has a word that is none",
      fixture("broken/word.json"),
      'the schema "x.json" is no JSON Schema: `properties.spec.type` must be one of string, integer, number, boolean, array, object, null | mend the schema, or download it again',
    ],
    [
      "leads elsewhere",
      fixture("broken/elsewhere.json"),
      'the schema "x.json" leads elsewhere: `properties.spec.$ref` is `_definitions.json#/definitions/io.k8s.api.core.v1.PodSpec` | take a schema that holds all it needs in one file, such as the standalone ones',
    ],
    [
      "leads to the network",
      '{"allOf": [{"$ref": "https://example.org/a.json"}]}',
      'the schema "x.json" leads elsewhere: `allOf.0.$ref` is `https://example.org/a.json` | take a schema that holds all it needs in one file, such as the standalone ones',
    ],
    [
      "leads nowhere",
      '{"$ref": "#/definitions/a"}',
      'the schema "x.json" refers to `#/definitions/a`, which is not in it | mend the schema, or download it again',
    ],
    [
      "turns in a circle",
      '{"$ref": "#/definitions/a", "definitions": {"a": {"anyOf": [{"$ref": "#"}]}}}',
      'the schema "x.json" refers to itself without end: `#/definitions/a` | mend the schema, or download it again',
    ],
    [
      "has no map of fields",
      '{"properties": []}',
      'the schema "x.json" is no JSON Schema: `properties` must be a map | mend the schema, or download it again',
    ],
    [
      "has no list of names",
      '{"required": "a"}',
      'the schema "x.json" is no JSON Schema: `required` must be a list of names | mend the schema, or download it again',
    ],
    [
      "has a limit that is none",
      '{"items": {"maxLength": "1"}}',
      'the schema "x.json" is no JSON Schema: `items.maxLength` must be a whole number | mend the schema, or download it again',
    ],
    [
      "has alternatives that are none",
      '{"anyOf": []}',
      'the schema "x.json" is no JSON Schema: `anyOf` must be a list of schemas | mend the schema, or download it again',
    ],
    [
      "is nested without end",
      `${'{"not":'.repeat(400)}{}${"}".repeat(400)}`,
      'the schema "x.json" is nested too deeply | mend the schema, or download it again',
    ],
  ])("%s", (_, text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it("in YAML is told with its place", () => {
    expect(problem("a: [1\nb: 2\n", "x.yaml")).toMatch(
      /^the schema "x\.yaml" cannot be read as YAML, see line \d/,
    );
    expect(problem("a: 1\n---\nb: 1\n", "x.yaml")).toBe(
      'the schema "x.yaml" has several documents, and no CustomResourceDefinition | name a file with a JSON Schema or a CustomResourceDefinition',
    );
    expect(problem(fixture("broken/object.yaml"), "x.yaml")).toBe(
      'the schema "x.yaml" is no JSON Schema, but a ConfigMap | name a file with a JSON Schema or a CustomResourceDefinition',
    );
  });
});

describe("a schema file", () => {
  it("is about the kinds of its definitions only", () => {
    const read = readSchemaFile("crds.yaml", fixture("definitions.yaml"));
    if (!read.ok) throw new Error(read.problem.message);
    const found = (apiVersion: string, kind: string) => schemaIn(read.file, { apiVersion, kind }).is;
    expect(found("acme.io/v1", "Training")).toBe("schema");
    expect(found("acme.io/v1", "Queue")).toBe("schema");
    expect(found("acme.io/v1", "Other")).toBe("none");
    expect(found("other.io/v1", "Training")).toBe("none");
    expect(found("v1", "Training")).toBe("none");
  });

  it("may be a List, in JSON, with a mark before it", () => {
    const definition = {
      kind: "CustomResourceDefinition",
      spec: {
        group: "acme.io",
        names: { kind: "Training" },
        versions: [
          {
            name: "v1",
            schema: { openAPIV3Schema: { type: "object", properties: { spec: { type: "object" } } } },
          },
        ],
      },
    };
    const text = `\ufeff${JSON.stringify({ apiVersion: "v1", kind: "List", items: [definition] })}`;
    expect(told(schemaOf(text, KIND), "{spec: {a: 1}}")).toHaveLength(1);
  });

  it("of v1beta1 has one schema for all versions, and prunes only where it says so", () => {
    const text = (more: string) =>
      `kind: CustomResourceDefinition\nspec:\n  group: acme.io\n  version: v1\n  names: {kind: Training}\n  ${more}\n  validation: {openAPIV3Schema: {properties: {spec: {properties: {a: {type: string}}}}}}\n`;
    const judge = (more: string) =>
      told(schemaOf(text(more), KIND), "{spec: {a: 1, b: 2}}").map((line) => line.split(" ")[0]);
    expect(judge("scope: Namespaced")).toEqual(["schema-wrong-type"]);
    expect(judge("preserveUnknownFields: false")).toEqual(["schema-wrong-type", "schema-unknown-field"]);
  });

  it("without a schema judges nothing", () => {
    const text =
      "kind: CustomResourceDefinition\nspec: {group: acme.io, version: v1, names: {kind: Training}}\n";
    expect(told(schemaOf(text, KIND), "{spec: {a: 1}}")).toEqual([]);
  });

  it("may say null for what it leaves out", () => {
    expect(told(schemaOf('{"properties": null, "required": null, "const": null}', KIND), "{a: 1}")).toEqual([
      "schema-wrong-value  «{a: 1}» the Training cannot be a map | write `null`",
    ]);
  });

  it("that names its kind is about no other", () => {
    const read = readSchemaFile(
      "x.json",
      fixture("tree/v1.36.0-standalone-strict/podgroup-scheduling-v1.json"),
    );
    if (!read.ok) throw new Error(read.problem.message);
    expect(schemaIn(read.file, { apiVersion: "scheduling.acme.io/v1", kind: "PodGroup" }).is).toBe("schema");
    expect(schemaIn(read.file, { apiVersion: "scheduling.other.io/v1", kind: "PodGroup" }).is).toBe("none");
  });

  it("may be JSON Schema in YAML", () => {
    const text = "type: object\nproperties:\n  spec: {type: object, maxProperties: 1}\n";
    expect(told(schemaOf(text, KIND), "{spec: {a: 1, b: 1}}")).toEqual([
      "schema-out-of-range spec «{a: 1, b: 1}» `spec` has more than 1 field | take some out",
    ]);
  });
});
