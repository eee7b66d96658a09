import type { RuleGroup } from "../../lint/groups/group.ts";
import type { Rule } from "../../lint/rule.ts";
import { wrap } from "../wrap.ts";
import { groupedTable, lines, section, unwrapped } from "./layout.ts";

/** The rules by what they are about: name, severity, whether there is a fix, and what is found. */
export function ruleList(groups: readonly RuleGroup[]): string {
  const rows = groups.map(({ title, rules }) => ({
    title,
    rows: rules.map((rule) => [rule.id, rule.severity, rule.fix === "none" ? "" : rule.fix, rule.title]),
  }));
  return lines([
    ...groupedTable(["rule", "severity", "fix", "finds"], rows),
    "",
    "One in full, with examples and sources: gpuify show rules NAME",
  ]);
}

/** One rule in full. */
export function ruleDetail(rule: Rule): string {
  const { why, advice, sources, bad, good } = rule.about();
  return lines([
    `${rule.id}: ${rule.title}`,
    "",
    `  ${rule.severity}${fixText(rule)}${appliesText(rule)}`,
    ...section("Why", [why]),
    ...section("What to do", [advice]),
    ...example("Found in", bad),
    ...example("Not found in", good),
    ...unwrapped(
      "Sources",
      sources.map(({ title, url }) => `${title}: ${url}`),
    ),
    "",
    wrap(silencing(rule.id)),
  ]);
}

/** Everything about a rule as plain data. */
export function ruleData({ id, severity, title, fix, applies, about }: Rule, group: string) {
  return { id, severity, title, group, fix, ...(applies !== undefined && { applies }), ...about() };
}

/** Where a rule applies, as a clause; empty for everywhere. */
export function appliesText({ applies }: Rule): string {
  const { from, until, platforms } = applies ?? {};
  const parts = [
    ...(platforms === undefined ? [] : [`on ${platforms.join(", ")}`]),
    ...(from === undefined && until === undefined ? [] : [`Kubernetes ${versions(from, until)}`]),
  ];
  return parts.map((part) => `; ${part}`).join("");
}

function versions(from: number | undefined, until: number | undefined): string {
  if (from === undefined) return `until 1.${until}`;
  return until === undefined ? `from 1.${from} on` : `1.${from} to 1.${until}`;
}

function fixText({ fix }: Rule): string {
  if (fix === "none") return "";
  return fix === "safe" ? "; --fix mends it" : "; --fix --unsafe-fixes mends it and changes behaviour";
}

function example(title: string, text: string): readonly string[] {
  return unwrapped(title, text === "" ? [] : text.replace(/\n$/, "").split("\n"));
}

/** How somebody says that what a rule or another code tells is meant. */
export function silencing(code: string): string {
  return `Where it is meant: a comment above the line, \`# gpuify-ignore ${code}: reason\`, or the annotation gpuify.dev/ignore-${code}. In gpuify.yaml: lint: { rules: { ${code}: off } }`;
}
