import type { Declarations } from "./declaration.ts";

/** TODO */
export const PLACEHOLDERS_CODES = {
  // pipeline/placeholder-notes.ts: `${placeholders(found, first)} kept unchanged${counted}`
  "placeholders-kept": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/placeholder-notes.ts: `${placeholders(found, first)} not checked`
  "placeholders-not-checked": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
