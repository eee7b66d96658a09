import type { Declarations } from "./declaration.ts";

/** What the linter could not check, or found nothing to check in. */
export const SCHEMAS_CODES = {
  "nothing-to-lint": {
    severity: "warning",
    about: "run",
    title: "Input without a Kubernetes object",
    why: "No rule was checked; the command that writes the manifests may have failed.",
    advice: "Check the path, or the output of that command.",
  },
  "schema-location-empty": {
    severity: "warning",
    about: "run",
    title: "Schema location without a schema",
    why: "Nothing in the input was checked against a schema from this location.",
    advice: "Correct the path or its variables, or leave it out.",
  },
} as const satisfies Declarations;
