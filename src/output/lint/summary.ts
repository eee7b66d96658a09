import type { Severity } from "../../kernel/diagnostic.ts";
import { counted } from "../../kernel/words.ts";
import type { Finding } from "../../lint/finding.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import { visibleLine } from "../visible.ts";

/** What fixing came to, in numbers. */
export interface FixSummary {
  readonly findings: number;
  readonly files: number;
  readonly refused: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Nothing was written: `would be fixed`. */
  readonly isPreview: boolean;
}

/** What the summary needs besides the outcome. */
interface LintSummaryFacts {
  readonly fixed: FixSummary | null;
  /** Entries of the baseline that are found no more. */
  readonly gone: number;
  /** Walked files that could not be opened. */
  readonly unreadable: number;
  /** File of the baseline that this run made. */
  readonly baseline: string | null;
}

/** One line that says what was found, and under it what else is worth knowing. Ends with a newline. */
export function formatLintSummary(outcome: LintOutcome, facts: LintSummaryFacts): string {
  const lines = [...fixLines(facts.fixed), foundLine(outcome, facts), ...noteLines(outcome, facts)];
  return lines.map((line) => `${visibleLine(line)}\n`).join("");
}

function foundLine(
  { findings, suppressed, files, objects }: LintOutcome,
  { fixed }: LintSummaryFacts,
): string {
  const looked = `${counted(objects, "object")} of ${counted(files.length, "file")}`;
  const rest = fixed === null || fixed.findings === 0 ? "" : " left";
  const hidden = suppressed.length === 0 ? "" : `; ${suppressed.length} suppressed`;
  if (findings.length === 0) return `no findings${rest} in ${looked}${hidden}`;
  const by = (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, number: findings.filter((one) => one.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => severityCount(number, severity));
  return `${counted(findings.length, "finding")}${rest} in ${looked}: ${by.join(", ")}${hidden}`;
}

function noteLines(
  { findings, suppressed, files, fragments, placeholders }: LintOutcome,
  facts: LintSummaryFacts,
): readonly string[] {
  const { fixed, gone, unreadable, baseline } = facts;
  const walked = new Set(files.flatMap(({ name, named }) => (named ? [] : [name])));
  const unfilled = placeholders.filter(({ location }) => walked.has(location?.file ?? "")).length;
  const templates = files.filter(({ status, named }) => status === "template" && !named).length;
  return [
    ...(fixed === null ? fixableLine(findings) : []),
    ...(baseline === null
      ? []
      : [
          `${baseline} holds ${counted(suppressed.filter(({ kind }) => kind === "baseline").length, "finding")} now`,
        ]),
    ...(gone === 0
      ? []
      : [
          `${counted(gone, "finding")} of the baseline ${gone === 1 ? "is" : "are"} gone: --update-baseline takes ${gone === 1 ? "it" : "them"} out`,
        ]),
    ...(fragments === 0
      ? []
      : [
          `${counted(fragments, "part")} of objects, such as kustomize's patches: only the fields that are there were checked`,
        ]),
    ...(templates === 0
      ? []
      : [
          `${counted(templates, "template")} left out: render ${templates === 1 ? "it" : "them"} first, such as by helm template (--strict makes that an error)`,
        ]),
    ...(unfilled === 0
      ? []
      : [
          `${counted(unfilled, "file")} with placeholders such as \${NAME}: their values were not checked (-o json shows where)`,
        ]),
    ...(unreadable === 0
      ? []
      : [`${counted(unreadable, "file")} left out: cannot be opened (--strict makes that an error)`]),
  ];
}

function fixableLine(findings: readonly Finding[]): readonly string[] {
  const safe = findings.filter(({ fix }) => fix?.safety === "safe").length;
  const unsafe = findings.filter(({ fix }) => fix?.safety === "unsafe").length;
  if (safe + unsafe === 0) return [];
  const more =
    unsafe === 0
      ? ""
      : `${safe === 0 ? "" : ", "}${unsafe}${safe === 0 ? " can be fixed" : " more"} with --fix --unsafe-fixes`;
  return [`${safe === 0 ? "" : `${safe} can be fixed with --fix`}${more} (--dry-run shows how)`];
}

function fixLines(fixed: FixSummary | null): readonly string[] {
  if (fixed === null) return [];
  const verb = fixed.isPreview ? "would be fixed" : "fixed";
  return [
    `${counted(fixed.findings, "finding")} ${verb} in ${counted(fixed.files, "file")}`,
    ...fixed.refused.map(
      ({ finding: { location, rule }, reason }) =>
        `${location.file}:${location.line}: ${rule.id} cannot be fixed exactly: ${reason}`,
    ),
  ];
}

function severityCount(number: number, severity: Severity): string {
  return severity === "info" ? `${number} info` : counted(number, severity);
}
