import type { StructuralSchema } from "./read.ts";

/** What the table says of a schema: descriptions, patterns and rules in CEL are left out. Equal shapes are one object. */
export type Shape =
  | { readonly form: "any" }
  | { readonly form: "scalar"; readonly letter: Letter; readonly limits: string }
  | { readonly form: "list" | "map"; readonly of: Shape }
  | {
      readonly form: "object";
      readonly fields: ReadonlyMap<string, Shape>;
      /** Without those that have a default. */
      readonly required: ReadonlySet<string>;
      /** Fields of other names are kept, whatever they hold. */
      readonly isOpen: boolean;
    };

/** As in the table of the built-in kinds, and `n` for a number that need not be whole, `Q` for a quantity. */
export type Letter = "s" | "b" | "i" | "l" | "n" | "Q" | "x" | "t";

/** Makes shapes of schemas, each once. */
export function shaper(): (schema: StructuralSchema) => Shape {
  const known = new Map<string, Shape>();
  const ids = new Map<Shape, number>();
  const intern = (key: string, make: () => Shape): Shape => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const shape = make();
    known.set(key, shape);
    ids.set(shape, ids.size);
    return shape;
  };
  const any = () => intern("any", () => ({ form: "any" }));
  const object = (schema: StructuralSchema): Shape => {
    const fields = Object.entries(schema.properties ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, shapeOf(field)] as const);
    const required = (schema.required ?? []).filter(
      (name) => schema.properties?.[name] !== undefined && schema.properties[name].default === undefined,
    );
    const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true;
    const key = JSON.stringify([
      "object",
      fields.map(([name, shape]) => [name, ids.get(shape)]),
      [...required].sort(),
      isOpen,
    ]);
    return intern(key, () => ({
      form: "object",
      fields: new Map(fields),
      required: new Set(required),
      isOpen,
    }));
  };
  const shapeOf = (schema: StructuralSchema): Shape => {
    const { type, properties, items, additionalProperties } = schema;
    const keeps = schema["x-kubernetes-preserve-unknown-fields"] === true;
    const letter = letterOf(schema);
    if (letter !== null) {
      const limits = limitsOf(schema);
      return intern(`${letter}${limits}`, () => ({ form: "scalar", letter, limits }));
    }
    if (type === "array" && items !== undefined) return collection("list", shapeOf(items));
    if (type === "object" && typeof additionalProperties === "object")
      return collection("map", shapeOf(additionalProperties));
    if (type !== "object" || additionalProperties !== undefined) return any();
    return keeps && properties === undefined ? collection("map", any()) : object(schema);
  };
  const collection = (form: "list" | "map", of: Shape) =>
    intern(`${form} ${ids.get(of)}`, () => ({ form, of }));
  return shapeOf;
}

function letterOf(schema: StructuralSchema): Letter | null {
  if (schema["x-kubernetes-int-or-string"] === true) return schema.pattern?.startsWith(QUANTITY) ? "Q" : "x";
  switch (schema.type) {
    case "string":
      return schema.format === "date-time" ? "t" : "s";
    case "boolean":
      return "b";
    case "integer":
      return schema.format === "int32" ? "i" : "l";
    case "number":
      return "n";
    default:
      return null;
  }
}

/** How the pattern of a quantity begins. */
const QUANTITY = "^(\\+|-)?(([0-9]+";

/** `(a;b)` for the texts that are allowed, `(1..)`, `(..100)` or `(1..100)` for numbers; empty for none. */
function limitsOf({ type, enum: own, allOf, minimum, maximum }: StructuralSchema): string {
  const allowed = own ?? allOf?.find((one) => one.enum !== undefined)?.enum;
  if (type === "string" && allowed !== undefined) {
    if (!allowed.every((value) => typeof value === "string" && /^[^;()|:!@`\\$"\n]*$/.test(value)))
      throw new Error(`cannot be written in the table: ${JSON.stringify(allowed)}`);
    return `(${allowed.join(";")})`;
  }
  const isNumber = type === "integer" || type === "number";
  return isNumber && (minimum !== undefined || maximum !== undefined)
    ? `(${minimum ?? ""}..${maximum ?? ""})`
    : "";
}
