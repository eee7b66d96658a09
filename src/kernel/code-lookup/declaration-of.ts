import type { Declaration } from "../codes/declaration.ts";
import { CODE_GROUPS, type CodeGroup } from "../codes/declared.ts";
import { ownOf } from "../own.ts";

/** What is declared for a code; null for rules of the linter, which are declared with their checks, and for other texts. */
export function declarationOf(code: string): Declaration | null {
  for (const { codes } of CODE_GROUPS) {
    const found = ownOf<Declaration>(codes, code);
    if (found !== undefined) return found;
  }
  return null;
}

/** All codes that are no rules, by what they are about. */
export function codeGroups(): readonly CodeGroup[] {
  return CODE_GROUPS;
}

/** Their names. */
export function declaredCodes(): readonly string[] {
  return CODE_GROUPS.flatMap(({ codes }) => Object.keys(codes));
}
