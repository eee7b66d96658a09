import fc from "fast-check";
import { expect, it } from "vitest";
import { readSchemaFile, schemaIn } from "../../../src/schema/custom/schema-file.ts";
import { checkerOf, mapOf } from "./helpers.ts";

const OBJECTS = [
  '{"a": 1}',
  '{"a": {"b": [1, "x", null]}, "name": "x"}',
  '{"a": null, "b": {"name": "", "a": true}, "__proto__": 1, "constructor": {"a": []}}',
  '{"name": [{"name": 1}, {"name": 1}], "c": 1.5}',
  '{"status": {"a": 1}, "cc": "x"}',
];

const NAMES = ["a", "b", "^c", "name", "__proto__", "constructor"];

/** What fits a keyword, and now and then something that does not. */
function anySchema(): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>("x", "(", "#", 0, -1, 1.5, true, null, [], {}, ["a"], [null]);
  return fc.letrec<{ schema: unknown }>((tie) => {
    const schema = tie("schema");
    const schemas = fc.array(schema, { minLength: 1, maxLength: 2 });
    const named = fc.dictionary(fc.constantFrom(...NAMES), schema, { maxKeys: 3 });
    const flag = fc.boolean();
    const count = fc.nat(3);
    const names = fc.subarray(["a", "name"]);
    const keywords: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
      type: fc.constantFrom<unknown>("object", "string", "integer", "array", ["string", "null"]),
      ...{ properties: named, patternProperties: named, definitions: named, dependencies: named },
      ...{ allOf: schemas, anyOf: schemas, oneOf: schemas, not: schema, if: schema, else: schema },
      ...{ items: fc.oneof(schema, schemas), additionalItems: schema, contains: schema },
      ...{ additionalProperties: schema, propertyNames: schema, required: names },
      ...{ minimum: count, exclusiveMinimum: fc.oneof(flag, count), maxLength: count, minItems: count },
      ...{ enum: fc.array(odd, { minLength: 1, maxLength: 2 }), const: odd, default: odd, uniqueItems: flag },
      $ref: fc.constantFrom(
        "#",
        "#/definitions/a",
        "#/properties/name",
        "#/items",
        "#x",
        "#/definitions/%zz",
      ),
      pattern: fc.constantFrom("^a", "[a-z]+$", "(?=x)", "("),
      format: fc.constantFrom("int32", "date-time", "ipv4", "x"),
      ...{ nullable: flag, "x-kubernetes-int-or-string": flag, "x-kubernetes-embedded-resource": flag },
      "x-kubernetes-preserve-unknown-fields": flag,
      "x-kubernetes-list-type": fc.constantFrom("map", "set"),
      "x-kubernetes-list-map-keys": names,
    };
    const entry = fc
      .constantFrom(...Object.keys(keywords))
      .chain((keyword) =>
        fc.tuple(
          fc.constant(keyword),
          fc.oneof({ arbitrary: keywords[keyword] ?? odd, weight: 40 }, { arbitrary: odd, weight: 1 }),
        ),
      );
    const map = fc.array(entry, { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
    return { schema: fc.oneof({ maxDepth: 4 }, fc.boolean(), map, map, map) };
  }).schema;
}

it("any schema of a stranger is refused in words or judges, and nothing falls over", () => {
  const told = { refused: 0, fine: 0, findings: 0 };
  const judge = (text: string): void => {
    const read = readSchemaFile("x.json", text);
    const found = read.ok ? schemaIn(read.file, { apiVersion: "a.io/v1", kind: "A" }) : null;
    if (found?.is !== "schema") {
      told.refused++;
      return;
    }
    const check = checkerOf(found.schema, "A");
    for (const object of OBJECTS) {
      const findings = check(mapOf(object));
      if (findings.length === 0) told.fine++;
      else told.findings++;
      for (const { message, advice, span } of findings) {
        expect(`${message} ${advice}`, text).not.toMatch(/undefined|\[object|NaN/);
        expect(object.slice(span.start, span.end), text).not.toBe("");
      }
    }
  };
  fc.assert(
    fc.property(anySchema(), fc.boolean(), (schema, isDefinition) => {
      const versions = [{ name: "v1", schema: { openAPIV3Schema: schema } }];
      const spec = { group: "a.io", names: { kind: "A" }, versions };
      judge(JSON.stringify(isDefinition ? { kind: "CustomResourceDefinition", spec } : schema));
    }),
    { numRuns: 2000 },
  );
  for (const count of Object.values(told)) expect(count, JSON.stringify(told)).toBeGreaterThan(300);
});
