import type { Declarations } from "./declaration.ts";

/** Placeholders such as `${NAME}`, which another tool fills in later. */
export const PLACEHOLDERS_CODES = {
  "placeholders-kept": {
    severity: "info",
    title: "Placeholders that stay in the manifest",
    why: "Another tool fills them in later, so gpuify decides without their values.",
    advice: "Fill in the placeholders first and patch the result if a value matters for the decision.",
  },
  "placeholders-not-checked": {
    severity: "info",
    about: "run",
    title: "Placeholders that no rule checked",
    why: "A placeholder can become any value, so no rule can judge it before it is filled in.",
    advice: "Render the manifest first, then lint the result.",
  },
} as const satisfies Declarations;
