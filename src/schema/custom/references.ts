import { quoted } from "../../kernel/words.ts";
import { isMap, type Keywords, NoSchema } from "./keywords.ts";

/**
 * Makes sure that every reference leads somewhere, and that none comes back to itself without going into a value.
 * @throws NoSchema
 */
export function assertReferences(root: Keywords): void {
  const ended = new Set<Keywords>();
  for (const schema of everySchema(root)) if ("$ref" in schema) assertEnd(root, schema, new Set(), ended);
}

function assertEnd(root: Keywords, schema: Keywords, open: Set<Keywords>, ended: Set<Keywords>): void {
  if (open.has(schema)) throw new NoSchema(`refers to itself without end: ${quoted(String(schema.$ref))}`);
  if (ended.has(schema)) return;
  open.add(schema);
  for (const next of inPlace(root, schema)) assertEnd(root, next, open, ended);
  open.delete(schema);
  ended.add(schema);
}

/** The schemas that judge the same value. */
function inPlace(root: Keywords, schema: Keywords): readonly Keywords[] {
  const { $ref, allOf, anyOf, oneOf, not, if: condition, then, else: otherwise } = schema;
  const target = typeof $ref === "string" ? resolvePointer(root, $ref) : true;
  if (target === null) throw new NoSchema(`refers to ${quoted(String($ref))}, which is not in it`);
  return [target, allOf, anyOf, oneOf, not, condition, then, otherwise].flat().filter(isMap);
}

function everySchema(part: unknown): readonly Keywords[] {
  if (Array.isArray(part)) return part.flatMap(everySchema);
  if (!isMap(part)) return [];
  const { enum: _, const: __, ...rest } = part;
  return [part, ...Object.values(rest).flatMap(everySchema)];
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
