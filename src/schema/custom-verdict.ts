import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";

/** What a schema of a user says of an object; `too-complex` where that would take too long to find out. */
export type CustomVerdict =
  | { readonly is: "judged"; readonly findings: readonly SchemaDiagnostic[] }
  | {
      readonly is: "too-complex";
      /** Name of the schema's file. */
      readonly file: string;
    };
