/** What ajv says of a value, as far as it is read here; a part of its own `ErrorObject`. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set where it is about a name of that map. */
  readonly propertyName?: string;
}
