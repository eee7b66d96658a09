import { currentCode } from "../../kernel/code-lookup/renamed.ts";
import { unknownCode } from "../../kernel/code-lookup/unknown-code.ts";
import { locate } from "../../yaml/source.ts";
import { type Finding, fileFinding, findingOf } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { suppressionUnknownRule } from "../rules/suppression-unknown-rule.ts";
import { suppressionUnused } from "../rules/suppression-unused.ts";
import { suppressionWithoutReason } from "../rules/suppression-without-reason.ts";
import { covers, type Suppression } from "./suppression.ts";

/** A finding that somebody said is meant. */
export interface Suppressed {
  readonly finding: Finding;
  readonly kind: Suppression["kind"] | "baseline";
  readonly reason: string;
}

/** What is left after suppressions, what they took, and what is wrong with them. */
interface AfterSuppression {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly remarks: readonly Finding[];
}

/** What is known of names of rules and of other codes. */
interface Known {
  readonly isCode: (name: string) => boolean;
  /** All of them, for a guess at what was meant. */
  readonly names: () => readonly string[];
  /** Whether a rule was looked for in a file. */
  readonly ran: (id: string, file: string) => boolean;
}

/** Takes out what suppressions cover. One of a rule that was not looked for in the file is neither used nor unused. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  { isCode, names, ran }: Known,
): AfterSuppression {
  const used = new Set<string>();
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const byRule = ofEachRule(suppressions);
  for (const finding of findings) {
    const all = byRule.get(finding.rule.id)?.filter(({ one }) => covers(one, finding)) ?? [];
    const by = all[0]?.one;
    if (by === undefined) kept.push(finding);
    else suppressed.push({ finding, kind: by.kind, reason: by.reason });
    for (const { index } of all) used.add(`${index} ${finding.rule.id}`);
  }
  const remarks = suppressions.flatMap((one, index) => [
    ...unknownRules(one, isCode, names),
    ...renamedRules(one),
    ...withoutReason(one),
    ...one.rules
      .filter((id) => ran(currentCode(id), one.source.name) && !used.has(`${index} ${currentCode(id)}`))
      .map((id) => remark(suppressionUnused, one, `nothing here is found by ${id}`)),
  ]);
  return {
    findings: kept,
    suppressed,
    remarks: remarks.filter(({ rule, location }) => ran(rule.id, location.file)),
  };
}

interface Numbered {
  readonly one: Suppression;
  readonly index: number;
}

/** The suppressions that name a rule, in their order. */
function ofEachRule(suppressions: readonly Suppression[]): ReadonlyMap<string, readonly Numbered[]> {
  const byRule = new Map<string, Numbered[]>();
  for (const [index, one] of suppressions.entries())
    for (const rule of new Set(one.rules.map(currentCode))) {
      const same = byRule.get(rule);
      if (same === undefined) byRule.set(rule, [{ one, index }]);
      else same.push({ one, index });
    }
  return byRule;
}

/** A name that was given up still counts, so this is no more than a note. */
function renamedRules(suppression: Suppression): readonly Finding[] {
  return suppression.rules
    .filter((id) => currentCode(id) !== id)
    .map((id) => ({
      ...remark(
        suppressionUnknownRule,
        suppression,
        `${id} is now called ${currentCode(id)}`,
        `Write ${currentCode(id)}.`,
      ),
      severity: "info" as const,
      why: "The old name still counts.",
    }));
}

function unknownRules(
  suppression: Suppression,
  isCode: Known["isCode"],
  names: Known["names"],
): readonly Finding[] {
  if (suppression.rules.length === 0)
    return [remark(suppressionUnknownRule, suppression, "this comment names no rule")];
  return suppression.rules
    .filter((id) => !isCode(currentCode(id)))
    .map((id) => {
      const { message, guess } = unknownCode(id, names());
      return remark(suppressionUnknownRule, suppression, message, guess);
    });
}

function withoutReason(suppression: Suppression): readonly Finding[] {
  if (suppression.reason !== "" || suppression.rules.length === 0) return [];
  return [
    remark(
      suppressionWithoutReason,
      suppression,
      `no reason is given for ignoring ${suppression.rules.join(", ")}`,
    ),
  ];
}

function remark(
  rule: Rule,
  { source, object, path, span }: Suppression,
  message: string,
  advice?: string,
): Finding {
  if (object !== null)
    return findingOf(rule, rule.severity, object, {
      path,
      at: "key",
      message,
      ...(advice !== undefined && { advice }),
    });
  return fileFinding(rule, rule.severity, {
    message,
    advice: advice ?? rule.about().advice,
    location: locate(source, span),
  });
}
