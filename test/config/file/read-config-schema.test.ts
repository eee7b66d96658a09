import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { publishedSchema } from "../../../scripts/docs/published-schema.ts";
import { CONFIG_SCHEMA } from "../../../src/config/form/config-schema.ts";
import { keys, type PropertiesOf, type SchemaOf, text, whole } from "../../../src/config/form/kit.ts";
import {
  KUBERNETES_VERSION,
  LABEL_KEY,
  LABEL_VALUE,
  MIG_PROFILE,
  QUANTITY,
} from "../../../src/config/form/names.ts";
import { migFile } from "../../../src/gpu/files/files.ts";
import { parseQuantity } from "../../../src/k8s/quantity.ts";
import { isLabelKey, isLabelValue } from "../../../src/k8s/scheduling/label-syntax.ts";
import { declaredCodes } from "../../../src/kernel/code-lookup/declaration-of.ts";
import { canBeSilenced, type Declaration } from "../../../src/kernel/codes/declaration.ts";
import { CODE_GROUPS } from "../../../src/kernel/codes/declared.ts";
import { lazy } from "../../../src/kernel/lazy.ts";
import { RULES } from "../../../src/lint/groups/registry.ts";
import type { JsonSchema } from "../../../src/schema/json-schema.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const FILE = join(ROOT, "schemas", "gpuify.schema.json");
const RIGHT = join(ROOT, "fixtures", "config", "right");

const strictValidator = lazy(() => {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  ajv.addVocabulary(["patternErrorMessage", "enumDescriptions"]);
  return ajv.compile(JSON.parse(readFileSync(FILE, "utf8")));
});

describe("schemas/gpuify.schema.json", () => {
  test("is the form that the program checks, with the names of rules and codes (GPUIFY_UPDATE=1 writes it)", () => {
    if (process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined) {
      writeFileSync(FILE, JSON.stringify(publishedSchema(), null, 2));
      spawnSync(join(ROOT, "node_modules", ".bin", "biome"), ["format", "--write", FILE], { cwd: ROOT });
    }
    expect(existsSync(FILE)).toBe(true);
    // The order of keys counts, for editors list them so; how they are laid out is the formatter's.
    expect(JSON.stringify(JSON.parse(readFileSync(FILE, "utf8")))).toBe(JSON.stringify(publishedSchema()));
  });

  test("is a schema by draft-07's own schema, without keywords that ajv does not know", () => {
    expect(() => strictValidator()).not.toThrow();
  });

  test("takes what editors read (YAML 1.2, by another library) of every right config", () => {
    const validate = strictValidator();
    const files = readdirSync(RIGHT);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const document = parseDocument(readFileSync(join(RIGHT, file), "utf8"), { merge: true });
      const value = document.toJS() ?? {};
      expect(validate(value) ? [] : validate.errors, file).toEqual([]);
    }
  });

  test("offers every rule and every code that can be silenced, and takes other names too", () => {
    const offered = Object.keys(publishedSchema().properties?.lint?.properties?.rules?.properties ?? {});
    const silenced = CODE_GROUPS.flatMap(({ codes }) =>
      Object.entries<Declaration>(codes).flatMap(([code, own]) => (canBeSilenced(own) ? [code] : [])),
    );
    expect(silenced.length).toBeGreaterThan(100);
    expect(offered).toEqual([...RULES.map(({ id }) => id), ...silenced]);
    const validate = strictValidator();
    const rules = Object.fromEntries([...declaredCodes(), "of-a-newer-one"].map((code) => [code, "off"]));
    expect(validate({ lint: { rules } }) ? [] : validate.errors).toEqual([]);
    expect(validate({ lint: { rules: { "autoscaler-kept": "loud" } } })).toBe(false);
  });

  test("describes every key, with an example that is right", () => {
    const found: string[] = [];
    for (const { path, schema } of describedSchemas(publishedSchema(), "")) {
      if (schema.description === undefined || schema.description === "")
        found.push(`${path}: no description`);
      else if (!/^[A-Z`].*\.$/.test(schema.description)) found.push(`${path}: ${schema.description}`);
      if ((schema.examples ?? []).length === 0) found.push(`${path}: no example`);
      const validate = new Ajv({ strict: false, allowUnionTypes: true }).compile({
        ...schema,
        definitions: CONFIG_SCHEMA.definitions,
      });
      for (const example of schema.examples ?? [])
        if (!validate(example))
          found.push(`${path}: ${JSON.stringify(example)}: ${JSON.stringify(validate.errors)}`);
    }
    expect(found).toEqual([]);
  });
});

/** Every schema that an editor shows to somebody who writes a key or a value. */
function describedSchemas(schema: JsonSchema, path: string): readonly { path: string; schema: JsonSchema }[] {
  const children = [
    ...Object.entries(schema.properties ?? {}),
    ...Object.entries(schema.definitions ?? {}),
    ...(schema.items === undefined ? [] : [["[]", schema.items] as const]),
    ...(typeof schema.additionalProperties === "object" ? [["*", schema.additionalProperties] as const] : []),
  ];
  const below = children.flatMap(([name, child]) =>
    child.$ref === undefined ? describedSchemas(child, `${path}.${name}`) : [],
  );
  return [{ path, schema }, ...below];
}

describe("the compiler holds schema and type together", () => {
  interface Sample {
    readonly name: string;
    readonly count?: number;
  }
  const help = { description: "Sample.", examples: ["a"] };
  const name = text(help);
  const count = whole(1, 8, { description: "Count.", examples: [1] });

  // Each of these lines is an error of the type checker; when it is none any more, tsc complains about the comment.
  test("a key that is missing, foreign, of another type or wrongly needed does not compile", () => {
    expect.hasAssertions();
    const right: PropertiesOf<Sample> = { name, count };
    // @ts-expect-error the schema has no `count`
    const missing: PropertiesOf<Sample> = { name };
    // @ts-expect-error the type has no `size`
    const foreign: PropertiesOf<Sample> = { name, count, size: count };
    // @ts-expect-error `count` is a number
    const otherType: PropertiesOf<Sample> = { name, count: name };
    // @ts-expect-error `name` is needed
    const notNeeded: SchemaOf<Sample> = keys<Sample>(right, {}, help);
    // @ts-expect-error `count` is not needed
    const overNeeded: SchemaOf<Sample> = keys<Sample>(right, { name: true, count: true }, help);
    // @ts-expect-error a plain schema says nothing of a type
    const untyped: SchemaOf<Sample> = { type: "object" };
    for (const schema of [missing, foreign, otherType, notNeeded, overNeeded, untyped])
      expect(typeof schema).toBe("object");
  });
});

describe("patterns for editors are what Kubernetes takes", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "Z", "0", "-", "_", ".", "/", " ", "é"),
    maxLength: 12,
  });
  const long = fc
    .tuple(letters, fc.integer({ min: 0, max: 300 }))
    .map(([some, count]) => "a".repeat(count) + some);
  const fits = (form: JsonSchema, value: string): boolean =>
    new RegExp(form.pattern ?? "", "u").test(value) &&
    value.length <= (form.maxLength ?? Number.POSITIVE_INFINITY);

  test("keys of labels", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          letters,
          long,
          fc.tuple(long, long).map(([a, b]) => `${a}/${b}`),
        ),
        (value) => {
          expect(fits(LABEL_KEY, value)).toBe(isLabelKey(value));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("values of labels", () => {
    fc.assert(
      fc.property(fc.oneof(letters, long), (value) => {
        expect(fits(LABEL_VALUE, value)).toBe(isLabelValue(value));
      }),
      { numRuns: 2000 },
    );
  });

  test("quantities that are not negative", () => {
    const parts = fc.array(
      fc.constantFrom("1", "0", ".", "e", "E", "+", "-", "m", "Ki", "Gi", "G", "k", "x", "12"),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(
        parts.map((some) => some.join("")),
        (value) => {
          const isQuantity = parseQuantity(value) !== null && !value.startsWith("-");
          expect(fits(QUANTITY, value)).toBe(isQuantity);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("MIG profiles of the catalog, and versions of Kubernetes", () => {
    const profiles = Object.values(migFile().profiles).flatMap((table) => Object.keys(table));
    expect(profiles.length).toBeGreaterThan(10);
    expect(profiles.filter((profile) => !fits(MIG_PROFILE, profile))).toEqual([]);
    expect(
      ["1.34", "v1.30.2", "1.31.0-gke.100", "v1.34.2+k3s1"].filter(
        (version) => !fits(KUBERNETES_VERSION, version),
      ),
    ).toEqual([]);
    expect(["1", "2.0", "1.x", "latest", ""].filter((version) => fits(KUBERNETES_VERSION, version))).toEqual(
      [],
    );
  });
});
