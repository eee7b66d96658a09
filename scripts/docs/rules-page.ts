import { RULE_GROUPS } from "../../src/lint/groups/registry.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { appliesText } from "../../src/output/show/rules.ts";
import { chapter, table } from "./markdown.ts";

const HEAD = `# The rules

<!-- Written by \`npm run docs\` from src/lint/rules: do not change it here. -->

What \`gpuify lint\` looks for. An \`error\` is rejected, or can never run; a \`warning\` works by luck, hangs or wastes;
\`info\` is worth knowing. A \`safe\` fix (\`--fix\`) changes nothing that works today; an \`unsafe\` one
(\`--fix --unsafe-fixes\`) changes behaviour, such as how a rollout goes. \`gpuify show rules NAME\` prints the same.
[codes.md](codes.md) has what else gpuify says.

Where a finding is meant, say so above its line with \`# gpuify-ignore RULE: reason\`, or for a whole object with the
annotation \`gpuify.dev/ignore-RULE: "reason"\`; in \`gpuify.yaml\`, \`lint: { rules: { RULE: off } }\` is for all of them.`;

/** The page about the rules: a table, and below it each with its reasons, examples and sources. */
export function rulesPage(): string {
  const groups = RULE_GROUPS.filter(({ rules }) => rules.length > 0);
  return `${[
    HEAD,
    ...groups.map(({ title, rules }) => chapter(2, title, overview(rules))),
    "## Each in full",
    ...groups.flatMap(({ rules }) => rules.map(ruleChapter)),
  ].join("\n\n")}\n`;
}

function overview(rules: readonly Rule[]): string {
  return table(
    ["rule", "severity", "fix", "finds"],
    rules.map(({ id, severity, fix, title }) => [
      `[${id}](#${id})`,
      severity,
      fix === "none" ? "" : fix,
      title.replaceAll("|", "\\|"),
    ]),
  );
}

function ruleChapter(rule: Rule): string {
  const { why, advice, sources, bad, good } = rule.about();
  const fix = rule.fix === "none" ? "" : `; ${rule.fix} fix`;
  return chapter(
    3,
    rule.id,
    `${rule.title}. *${rule.severity}${fix}${appliesText(rule)}*`,
    why,
    advice,
    example("Found in:", bad),
    example("Not found in:", good),
    `Sources: ${sources.map(({ title, url }) => `[${title.replace(/[[\]]/g, "\\$&")}](${url})`).join(", ")}`,
  );
}

function example(title: string, text: string): string {
  return text === "" ? "" : `${title}\n\n\`\`\`yaml\n${text}\`\`\``;
}
