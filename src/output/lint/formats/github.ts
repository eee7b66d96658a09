import type { Diagnostic, Severity } from "../../../kernel/diagnostic.ts";
import type { Location } from "../../../kernel/span.ts";
import type { LintOutcome } from "../../../pipeline/lint-types.ts";
import { visible } from "../../visible.ts";
import { isStdin, slashed } from "../names.ts";
import { onOneLine, type SourceOf, sourcesOf } from "../place.ts";
import { failedInputs } from "../unread.ts";

/** GitHub has no `info`. */
const COMMAND: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * Workflow commands that GitHub Actions shows beside the code: `::error file=…,line=…::message`. The escapes are
 * those of `escapeData` and `escapeProperty` in actions/toolkit (`packages/core/src/command.ts`), which the runner
 * undoes (`src/Runner.Common/ActionCommand.cs`); it drops columns where `line` and `endLine` differ
 * (`ValidateLinesAndColumns` in `src/Runner.Worker/ActionCommandManager.cs`), so that places are of one line.
 * GitHub keeps ten of each severity a step. Standard input is no file of the repository: its findings have no place
 * but in their words.
 */
export function formatGithub(outcome: LintOutcome): string {
  const sources = sourcesOf(outcome);
  const unread = failedInputs(outcome).map((one) => ofDiagnostic(one, sources));
  const found = outcome.findings.map(({ rule, severity, message, advice, location }) =>
    command({ severity, title: rule.id, message: `${message}\n${advice}`, location }, sources),
  );
  return [...unread, ...found].join("");
}

interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly location: Location | undefined;
}

function ofDiagnostic({ severity, code, message, advice, location }: Diagnostic, sources: SourceOf): string {
  const words = advice === undefined ? message : `${message}\n${advice}`;
  return command({ severity, title: code, message: words, location }, sources);
}

function command({ severity, title, message, location }: Annotation, sources: SourceOf): string {
  const isPlaced = location !== undefined && !isStdin(location.file);
  const where = isPlaced ? `${placed(location, sources)},` : "";
  const said = isPlaced || location === undefined ? "" : `stdin:${location.line}:${location.column}: `;
  return `::${COMMAND[severity]} ${where}title=${property(visible(title))}::${data(visible(said + message))}\n`;
}

function placed(location: Location, sources: SourceOf): string {
  const { line, column, endColumn } = onOneLine(location, sources(location.file));
  const file = property(visible(slashed(location.file)));
  return `file=${file},line=${line},endLine=${line},col=${column},endColumn=${endColumn}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
