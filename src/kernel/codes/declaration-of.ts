import type { Declaration } from "./declaration.ts";
import { DECLARED } from "./declared.ts";

/** What is declared for a code; null for rules of the linter, which are declared with their checks, and for other texts. */
export function declarationOf(code: string): Declaration | null {
  return Object.hasOwn(DECLARED, code) ? DECLARED[code as keyof typeof DECLARED] : null;
}

/** All codes that are no rules. */
export function declaredCodes(): readonly string[] {
  return Object.keys(DECLARED);
}
