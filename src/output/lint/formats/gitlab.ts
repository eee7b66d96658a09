import type { Diagnostic, Severity } from "../../../kernel/diagnostic.ts";
import { fingerprint } from "../../../kernel/fingerprint.ts";
import type { Location } from "../../../kernel/span.ts";
import type { Finding } from "../../../lint/finding.ts";
import type { LintOutcome } from "../../../pipeline/lint-types.ts";
import { jsonText } from "../../json-text.ts";
import { slashed } from "../names.ts";
import { onOneLine, type SourceOf, sourcesOf } from "../place.ts";
import { failedInputs } from "../unread.ts";

/** GitLab's five severities are Code Climate's; `minor` and `blocker` are not used. */
const SEVERITY: Readonly<Record<Severity, string>> = { error: "critical", warning: "major", info: "info" };

/**
 * GitLab's code quality report: an array of objects with `description`, `check_name`, `fingerprint`, `severity`,
 * `location.path` and `location.lines.begin`; GitLab ignores the rest of Code Climate's form, shows findings with one
 * fingerprint as one, and takes no byte order mark (https://docs.gitlab.com/ci/testing/code_quality/).
 */
export function formatGitlab(outcome: LintOutcome): string {
  const sources = sourcesOf(outcome);
  const issues = [
    ...failedInputs(outcome).map((one) => ofDiagnostic(one, sources)),
    ...outcome.findings.map((one) => ofFinding(one, sources)),
  ];
  return jsonText(issues);
}

function ofFinding(finding: Finding, sources: SourceOf): object {
  const { rule, severity, message, advice, location } = finding;
  return {
    description: `${message}. ${advice}`,
    check_name: rule.id,
    fingerprint: finding.fingerprint,
    severity: SEVERITY[severity],
    location: placed(location, sources),
  };
}

function ofDiagnostic({ code, severity, message, location }: Diagnostic, sources: SourceOf): object {
  const path = slashed(location?.file ?? "-");
  return {
    description: message,
    check_name: code,
    fingerprint: fingerprint([code, path, location?.document ?? "", message].join("\n")),
    severity: SEVERITY[severity],
    location: location === undefined ? { path, lines: { begin: 1 } } : placed(location, sources),
  };
}

function placed(location: Location, sources: SourceOf): object {
  const { line } = onOneLine(location, sources(location.file));
  return { path: slashed(location.file), lines: { begin: line } };
}
