import { RENAMED } from "../../src/kernel/code-lookup/renamed.ts";
import type { Declaration } from "../../src/kernel/codes/declaration.ts";
import { CODE_GROUPS } from "../../src/kernel/codes/declared.ts";
import { RULES } from "../../src/lint/groups/registry.ts";
import { type ShownCode, shownCodes } from "../../src/output/show/codes.ts";
import { chapter, code, table } from "./markdown.ts";

const HEAD = `# The codes

<!-- Written by \`npm run docs\` from src/kernel/codes: do not change it here. -->

What gpuify says carries a code in brackets: \`warning[autoscaler-kept]\`. These are the codes that are no rules of
\`gpuify lint\`; [rules.md](rules.md) has those, which \`gpuify patch\` tells too. An \`error\` is a refusal: nothing is
written. A \`warning\` works by luck, or not as you may think; \`info\` is worth knowing. Circumstances may make one
weaker than it stands here. \`gpuify show codes NAME\` prints the same.

Where a warning or an info is meant, say so above its line with \`# gpuify-ignore CODE: reason\`, or for a whole object
with the annotation \`gpuify.dev/ignore-CODE: "reason"\`; in \`gpuify.yaml\`, \`lint: { rules: { CODE: off } }\` is for all of
them, and \`info\`, \`warning\` or \`error\` there says how serious it is. A refusal cannot be silenced.`;

/** The page about the codes that are no rules: a table for each group, and below it each code in full. */
export function codesPage(): string {
  return `${[
    HEAD,
    ...CODE_GROUPS.map((group) => {
      const shown = shownCodes([group]);
      return [chapter(2, group.title, overview(shown)), ...shown.map(codeChapter)].join("\n\n");
    }),
    chapter(2, "Names that were given up", "They still count in configs and suppressions.", renamedTable()),
  ].join("\n\n")}\n`;
}

function overview(codes: readonly ShownCode[]): string {
  return table(
    ["code", "severity", "finds"],
    codes.map(({ code: name, declaration: { severity, title } }) => [
      `[${name}](#${name})`,
      severity,
      title.replaceAll("|", "\\|"),
    ]),
  );
}

function codeChapter({ code: name, declaration }: ShownCode): string {
  const { severity, title, why, advice, sources = [] } = declaration;
  const links = sources.map((source) => `[${source.title.replace(/[[\]]/g, "\\$&")}](${source.url})`);
  return chapter(
    3,
    name,
    `${title}. *${severity}${aboutText(declaration)}*`,
    why,
    advice,
    links.length === 0 ? "" : `Sources: ${links.join(", ")}`,
  );
}

/** What cannot be silenced although it is no refusal. */
function aboutText({ severity, about }: Declaration): string {
  return severity === "error" || about === undefined ? "" : `; about the ${about}, so it cannot be silenced`;
}

function renamedTable(): string {
  return table(
    ["name", "now"],
    Object.entries(RENAMED).map(([before, now]) => {
      const page = RULES.some(({ id }) => id === now) ? "rules.md" : "";
      return [code(before), `[${now}](${page}#${now})`];
    }),
  );
}
