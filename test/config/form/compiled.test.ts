import { Ajv, type ErrorObject } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CONFIG_SCHEMA } from "../../../src/config/form/config-schema.ts";
import { errorsIn } from "../../../src/config/form/config-schema.ts?compiled";
import type { SchemaError } from "../../../src/schema/schema-error.ts";
import { near } from "../../schema/near.ts";

function ajvErrors(): (value: unknown) => readonly ErrorObject[] {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  ajv.addVocabulary(["patternErrorMessage", "enumDescriptions"]);
  const validate = ajv.compile(CONFIG_SCHEMA);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}

function said(errors: readonly SchemaError[]): readonly string[] {
  return errors.map(({ instancePath, keyword, params, propertyName }) =>
    JSON.stringify([instancePath, keyword, params, propertyName]),
  );
}

test("the check that the build makes says of values near the schema what ajv says of the whole schema", () => {
  const whole = ajvErrors();
  const count = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(near(CONFIG_SCHEMA), (value) => {
      const errors = errorsIn(value);
      count[errors.length === 0 ? "right" : "wrong"]++;
      expect(said(errors)).toEqual(said(whole(value)));
    }),
    { numRuns: 3000 },
  );
  // A test that saw only one of the two would say little.
  expect(count.right).toBeGreaterThan(300);
  expect(count.wrong).toBeGreaterThan(300);
});

test("letters are counted as people count them", () => {
  expect(errorsIn({ exclude: ["👍".repeat(500)] })).toEqual([]);
  expect(errorsIn({ exclude: ["👍".repeat(501)] })).toMatchObject([{ keyword: "maxLength" }]);
});
