import { quoted } from "../../kernel/words.ts";
import { isMap, type Keywords, NoSchema } from "./keywords.ts";

/** Longest row of schemas that judge one value, each by way of the last; real schemas stay under ten. */
const MAX_ROW = 250;

/** ajv takes a second for 5,000, and the largest kind of public repositories (ApplicationSet) has no more than that. */
const MAX_SCHEMAS = 100_000;

/**
 * Makes sure that every reference leads to a schema, and that none comes back to itself, or goes on for too long, without
 * going into a value; and that there are not too many schemas to be made ready.
 * @throws NoSchema
 */
export function assertReferences(root: Keywords): void {
  const schemas = new Set(schemasIn(root));
  if (schemas.size > MAX_SCHEMAS)
    throw new NoSchema(
      `has more than ${MAX_SCHEMAS} schemas in it, which take too long to be made ready`,
      "take a schema that holds the kind alone, or leave the location out",
    );
  const rows = new Map<Keywords, number>();
  const open = new Set<Keywords>();
  const rowFrom = (schema: Keywords): number => {
    if (open.has(schema)) throw new NoSchema(`refers to itself without end: ${quoted(String(schema.$ref))}`);
    const known = rows.get(schema);
    if (known !== undefined) return known;
    open.add(schema);
    assertShort(open.size);
    let row = 1;
    for (const next of inPlace(root, schema, schemas)) row = Math.max(row, 1 + rowFrom(next));
    assertShort(row);
    open.delete(schema);
    rows.set(schema, row);
    return row;
  };
  for (const schema of schemas) if ("$ref" in schema) rowFrom(schema);
}

function assertShort(row: number): void {
  if (row > MAX_ROW)
    throw new NoSchema(`refers from one schema to the next more than ${MAX_ROW} times in a row`);
}

/** The schemas that judge the same value. */
function inPlace(root: Keywords, schema: Keywords, schemas: ReadonlySet<Keywords>): readonly Keywords[] {
  const { $ref, allOf, anyOf, oneOf, not, if: condition, then, else: otherwise, dependencies } = schema;
  const target = typeof $ref === "string" ? resolvePointer(root, $ref) : true;
  if (target === null || (isMap(target) && !schemas.has(target)))
    throw new NoSchema(
      `refers to ${quoted(String($ref))}, which is ${target === null ? "not" : "no schema"} in it`,
    );
  const depending = isMap(dependencies) ? Object.values(dependencies) : [];
  return [target, allOf, anyOf, oneOf, not, condition, then, otherwise, ...depending].flat().filter(isMap);
}

/** Keywords that have schemas by name. */
const BY_NAME = ["properties", "patternProperties", "definitions", "$defs", "dependencies"];

/** Keywords whose values are no schemas. */
const WORDS = ["enum", "const"];

function schemasIn(schema: unknown): readonly Keywords[] {
  if (Array.isArray(schema)) return schema.flatMap(schemasIn);
  if (!isMap(schema)) return [];
  const inside = Object.entries(schema).flatMap(([keyword, said]) => {
    if (WORDS.includes(keyword)) return [];
    return schemasIn(BY_NAME.includes(keyword) && isMap(said) ? Object.values(said) : said);
  });
  return [schema, ...inside];
}

/** What a reference such as `#/definitions/pod` leads to; null for nothing. */
export function resolvePointer(root: Keywords, reference: string): Keywords | boolean | null {
  let current: unknown = root;
  for (const step of reference.slice(1).split("/").slice(1)) {
    const name = decoded(step);
    if (name === null || typeof current !== "object" || current === null || !Object.hasOwn(current, name))
      return null;
    current = (current as Keywords)[name];
  }
  const isPointer = reference === "#" || reference.startsWith("#/");
  return isPointer && (isMap(current) || typeof current === "boolean") ? current : null;
}

function decoded(step: string): string | null {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return null;
  }
}
