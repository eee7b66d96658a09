/** The check that the build makes of the JSON Schema that is a module's only export. */
declare module "*?compiled" {
  /** All that is wrong with a value; nothing where it is as the schema says. */
  export const errorsIn: (value: unknown) => readonly import("./schema/schema-error.ts").SchemaError[];
}
