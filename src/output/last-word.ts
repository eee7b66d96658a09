import type { Advice } from "../kernel/diagnostic.ts";
import { groupBy } from "../kernel/group-by.ts";
import { counted } from "../kernel/words.ts";
import type { LastWord, Told } from "../pipeline/last-word.ts";

/** What is told in the end, one diagnostic a rule: the first place, and how many more there are. */
export function toldOnce({ told }: LastWord): readonly Advice[] {
  return [...groupBy(told, ({ finding }) => `${finding.severity} ${finding.rule.id}`).values()].flatMap(
    ([first, ...others]) => (first === undefined ? [] : [asAdvice(first, others)]),
  );
}

function asAdvice({ finding }: Told, others: readonly Told[]): Advice {
  const { rule, severity, message, why, advice, location } = finding;
  const noun = finding.container === null ? "workload" : "container";
  const more = others.length === 0 ? "" : ` (and ${counted(others.length, `more ${noun}`)})`;
  return {
    code: rule.id,
    severity,
    category: "advice",
    message: `${message}${more}`,
    why,
    advice,
    location,
  };
}
