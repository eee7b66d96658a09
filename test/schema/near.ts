import fc from "fast-check";
import { type JsonSchema, resolveReference } from "../../src/schema/json-schema.ts";

const WORDS = [
  "continuous",
  "a",
  "b",
  "gke",
  "*",
  "16Gi",
  "1.34",
  "h100",
  "off",
  "__proto__",
  "../x",
  "[",
  "",
  "a b",
  "x".repeat(600),
];
const word = fc.constantFrom(...WORDS);
const leaf = fc.oneof(
  word,
  fc.integer({ min: -1, max: 300 }),
  fc.boolean(),
  fc.constantFrom(null, 1.5, {}, []),
);

/** Values near a schema: its keys, types, words and examples, and now and then something else. */
export function near(schema: JsonSchema): fc.Arbitrary<unknown> {
  return arbitraryFor(schema, schema, 7);
}

function arbitraryFor(root: JsonSchema, reference: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const schema = resolveReference(root, reference);
  if (depth === 0) return leaf;
  const next = (inner: JsonSchema) => arbitraryFor(root, inner, depth - 1);
  const choices: fc.WeightedArbitrary<unknown>[] = [
    { arbitrary: leaf, weight: 3 },
    { arbitrary: fc.constantFrom(...(schema.examples ?? [null])), weight: 40 },
  ];
  if (schema.enum !== undefined) choices.push({ arbitrary: fc.constantFrom(...schema.enum), weight: 20 });
  const { minimum = 0, maximum = 0 } = schema;
  if (schema.minimum !== undefined) {
    const numbers = [minimum, maximum, minimum + 1, minimum - 1, maximum + 1, minimum + 0.5];
    choices.push({ arbitrary: fc.constantFrom(...numbers), weight: 12 });
  }
  if (schema.items !== undefined) choices.push({ arbitrary: fc.constant([]), weight: 4 });
  if (schema.items !== undefined)
    choices.push({ arbitrary: fc.array(next(schema.items), { minLength: 1, maxLength: 3 }), weight: 80 });
  if (typeof schema.additionalProperties === "object") {
    const key = fc.constantFrom("a", "b", "team", "acme.io/gpu", ...WORDS.slice(0, 1));
    const map = fc.dictionary(
      fc.oneof({ arbitrary: key, weight: 20 }, word),
      next(schema.additionalProperties),
      { maxKeys: 3 },
    );
    choices.push({ arbitrary: map, weight: 80 });
  }
  const { properties, required = [] } = schema;
  if (properties !== undefined) {
    const names = Object.keys(properties);
    const values = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, next(inner)]));
    const recordOf = (keys: readonly string[]) =>
      fc.record(Object.fromEntries(keys.map((name) => [name, values[name] ?? leaf])));
    const some = fc.subarray(names, { maxLength: Math.min(4, names.length) });
    choices.push({ arbitrary: some.chain((keys) => recordOf([...keys, ...required])), weight: 120 });
    // A needed key may be missing, and there may be a foreign one.
    choices.push({ arbitrary: some.chain(recordOf), weight: 3 });
    choices.push({ arbitrary: some.chain((keys) => recordOf([...keys, ...required, "odd"])), weight: 3 });
  }
  return fc.oneof(...choices);
}
