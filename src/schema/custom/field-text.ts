import type { SchemaText } from "../../yaml/field-diagnostic.ts";

/** What is wrong with a value, or with one field of a map, that stands at a path known elsewhere. */
export interface FieldText extends SchemaText {
  /** The field of that map which is missing or too many; absent where it is the value itself. */
  readonly field?: string;
}
