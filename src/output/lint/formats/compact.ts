import type { Finding } from "../../../lint/finding.ts";
import type { LintOutcome } from "../../../pipeline/lint-types.ts";
import { joinLines, visibleLine } from "../../visible.ts";

/**
 * One finding a line, `path:line:col: severity rule: message`, for editors and reviewdog (`%f:%l:%c: %t%*[^ ] %m`).
 * The path is as it was given, so that a click on it opens the file; standard input is `-`.
 */
export function formatCompact({ findings }: Pick<LintOutcome, "findings">): string {
  return findings.map(line).join("");
}

function line({ rule, severity, message, location }: Finding): string {
  const { file, line: number, column } = location;
  return `${visibleLine(file)}:${number}:${column}: ${severity} ${rule.id}: ${visibleLine(joinLines(message))}\n`;
}
