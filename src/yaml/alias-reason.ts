import type { ReadFailureKind } from "./read-result.ts";

/** What can be wrong with an alias. */
type AliasFailureKind = Extract<ReadFailureKind, "unknown-alias" | "alias-loop" | "excessive-aliases">;

/** What is wrong with the alias of this name, as a clause. */
export function aliasReason(problem: AliasFailureKind, name: string): string {
  switch (problem) {
    case "unknown-alias":
      return `the alias *${name} has no anchor before it in this document`;
    case "alias-loop":
      return `the alias *${name} is inside its own anchor`;
    case "excessive-aliases":
      return "aliases of aliases stand for too many values";
    default:
      return problem satisfies never;
  }
}
