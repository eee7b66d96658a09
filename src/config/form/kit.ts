import type { JsonSchema } from "../../schema/json-schema.ts";

declare const DESCRIBED: unique symbol;

/**
 * A schema that describes values of `T`: the compiler holds schema and type together. A key that the type has and the
 * schema has not, or the other way round, does not compile; nor does one of another type.
 */
export type SchemaOf<T> = JsonSchema & { readonly [DESCRIBED]: (value: T) => T };

/** What editors show of a value. */
interface Help {
  readonly description: string;
  readonly examples: readonly unknown[];
}

/** The schema of each key of `T`. */
export type PropertiesOf<T> = { readonly [K in keyof T]-?: SchemaOf<Exclude<T[K], undefined>> };

/** The keys of `T` that must be there. */
type NeededKey<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];

/** A map with these keys and no others; `needed` names those that must be there. */
export function keys<T>(
  properties: PropertiesOf<T>,
  needed: Readonly<Record<NeededKey<T> & string, true>>,
  help: Help,
): SchemaOf<T> {
  const required = Object.keys(needed);
  return of({
    ...help,
    type: "object",
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  });
}

/** Text that is not empty. */
export function text(
  help: Help,
  form: Pick<JsonSchema, "pattern" | "patternErrorMessage" | "maxLength"> = {},
) {
  return of<string>({ ...help, type: "string", minLength: 1, ...form });
}

/** Text that users also write as a number: it is taken as it is written. */
export function written(help: Help, form: Pick<JsonSchema, "pattern" | "patternErrorMessage">) {
  return of<string>({ ...help, type: ["string", "number"], ...form });
}

/** One of a few words, each with its meaning. */
export function oneOf<T extends string>(words: Readonly<Record<T, string>>, help: Help): SchemaOf<T> {
  return of({
    ...help,
    type: "string",
    enum: Object.keys(words),
    enumDescriptions: Object.values(words),
  });
}

/** A whole number from `least` on. */
export function whole(least: number, most: number, help: Help): SchemaOf<number> {
  return of({ ...help, type: "integer", minimum: least, maximum: most });
}

/** A number that may have a fraction. */
export function factor(least: number, most: number, help: Help): SchemaOf<number> {
  return of({ ...help, type: "number", minimum: least, maximum: most });
}

/** True or false. */
export function flag(help: Help): SchemaOf<boolean> {
  return of({ ...help, type: "boolean" });
}

/** A list with something in it. */
export function listOf<T>(items: SchemaOf<T>, help: Help): SchemaOf<readonly T[]> {
  return of({ ...help, type: "array", items, minItems: 1 });
}

/** A map whose keys are chosen by the user. */
export function mapOf<T>(
  values: SchemaOf<T>,
  names: JsonSchema,
  help: Help,
): SchemaOf<Readonly<Record<string, T>>> {
  return of({ ...help, type: "object", propertyNames: names, additionalProperties: values });
}

/** A text, or a list of which any counts. */
export function anyOf(items: SchemaOf<string>, help: Help): SchemaOf<string | readonly string[]> {
  const { minLength = 0, maxLength } = items;
  const limits = { minLength, ...(maxLength !== undefined && { maxLength }) };
  return of({ ...help, type: ["string", "array"], ...limits, items, minItems: 1 });
}

/** The same schema, with true and false allowed. */
export function orFlag<T>(schema: SchemaOf<T>): SchemaOf<T | boolean> {
  return of({ ...schema, type: ["boolean", ...[schema.type ?? []].flat()] });
}

/** The same schema where nothing may be written yet: a section of the file that waits for its first entry. */
export function section<T>(schema: SchemaOf<T>): SchemaOf<T> {
  return of({
    ...schema,
    type: [...[schema.type ?? []].flat(), "null"],
    ...(schema.minItems && { minItems: 0 }),
  });
}

/** Values in the form of the API, which is not checked further than this. */
export function asInApi<T>(schema: JsonSchema & Help): SchemaOf<T> {
  return of(schema);
}

/** A reference to one of the schema's definitions, for what occurs in several places. */
export function references<T>(properties: PropertiesOf<T>): PropertiesOf<T> {
  const entries = Object.keys(properties).map((name) => [name, { $ref: `#/definitions/${name}` }]);
  return Object.fromEntries(entries) as PropertiesOf<T>;
}

/** The only place where a schema is declared to describe a type: the functions above know what they make. */
function of<T>(schema: JsonSchema): SchemaOf<T> {
  return schema as SchemaOf<T>;
}
