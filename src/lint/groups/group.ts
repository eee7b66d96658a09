import type { Rule } from "../rule.ts";

/** Rules that belong together, in the order in which they are listed to users. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}
