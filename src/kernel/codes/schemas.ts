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
  "schema-too-complex": {
    severity: "warning",
    about: "run",
    title: "Object that a schema is too complex for",
    why: "The alternatives and references of the schema lead to so many combinations that the object was not checked against it; the API server may still reject it.",
    advice: "Take a simpler schema of the kind, or leave the location out.",
  },
} as const satisfies Declarations;
