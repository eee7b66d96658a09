import type { Severity } from "../../../kernel/diagnostic.ts";
import { RULE_GROUPS } from "../../../lint/groups/registry.ts";
import type { Rule, RuleAbout } from "../../../lint/rule.ts";

/** SARIF's words for our severities. */
export const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** GitHub's third word for how bad a problem is. */
const PROBLEM: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "recommendation",
};

/** The rules of a run, and where in their list each is. */
export interface RuleList {
  readonly descriptors: readonly object[];
  readonly indexOf: (rule: Rule) => number;
}

/**
 * Every rule there is, whether it found something or not: GitHub wants the list to be the same in every run, and the
 * results to differ.
 */
export function ruleList(found: readonly Rule[]): RuleList {
  const grouped = RULE_GROUPS.flatMap(({ title, rules }) => rules.map((rule) => ({ rule, title })));
  const index = new Map(grouped.map(({ rule }, at) => [rule.id, at]));
  for (const rule of found) {
    if (index.has(rule.id)) continue;
    index.set(rule.id, grouped.length);
    grouped.push({ rule, title: "" });
  }
  return {
    descriptors: grouped.map(({ rule, title }) => descriptor(rule, title)),
    indexOf: ({ id }) => index.get(id) ?? -1,
  };
}

function descriptor(rule: Rule, group: string): object {
  const about = rule.about();
  const [source] = about.sources;
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${sentence(rule.title)}.` },
    fullDescription: { text: about.why },
    help: { text: helpText(rule, about), markdown: helpMarkdown(rule, about) },
    ...(source !== undefined && { helpUri: source.url }),
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      tags: ["kubernetes", "gpu", ...(group === "" ? [] : [group.toLowerCase()])],
      precision: rule.check.on === "schema" ? "very-high" : "high",
      "problem.severity": PROBLEM[rule.severity],
    },
  };
}

function helpText(rule: Rule, { why, advice, sources, bad, good }: RuleAbout): string {
  const links = sources.map(({ title, url }) => `${title}: ${url}`);
  return [
    `${why} ${advice}`,
    ...fixLine(rule),
    `Wrong:\n\n${bad}`,
    `Right:\n\n${good}`,
    links.join("\n"),
  ].join("\n\n");
}

function helpMarkdown(rule: Rule, { why, advice, sources, bad, good }: RuleAbout): string {
  const links = sources.map(({ title, url }) => `- [${title}](${url})`);
  return [
    why,
    advice,
    ...fixLine(rule),
    `### Wrong\n\n\`\`\`yaml\n${bad}\`\`\``,
    `### Right\n\n\`\`\`yaml\n${good}\`\`\``,
    `### Sources\n\n${links.join("\n")}`,
  ].join("\n\n");
}

function fixLine({ fix }: Rule): readonly string[] {
  if (fix === "none") return [];
  return [fix === "safe" ? "`gpuify lint --fix` mends it." : "`gpuify lint --fix --unsafe-fixes` mends it."];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
