import type { Declarations } from "./declaration.ts";

/** TODO */
export const SCHEMAS_CODES = {
  // commands/lint/verdict.ts: the input has no Kubernetes object
  "nothing-to-lint": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // commands/lint/schemas.ts: `--schema-location "${location.text}" has a schema for none of the custom resources: there is no ${tried}`
  "schema-location-empty": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Correct the path or its variables, or leave it out.",
  },
} as const satisfies Declarations;
