import type { Severity } from "../../../kernel/diagnostic.ts";
import type { Location } from "../../../kernel/span.ts";
import type { Finding } from "../../../lint/finding.ts";
import type { LintOutcome } from "../../../pipeline/lint-types.ts";
import { jsonText } from "../../json-text.ts";
import type { LintExtras } from "../extras.ts";
import { unreadOf } from "../unread.ts";

/** Version of the report's form; it grows only when a reader of the old form would go wrong. */
const FORM = 1;

/**
 * The report for programs, as JSON: `schemas/lint-report.schema.json` describes it. Offsets count UTF-16 code units of
 * the original text, a byte order mark included; lines and columns count from 1, and the mark is no column.
 */
export function formatJson(
  outcome: LintOutcome,
  { version, editsOf }: Pick<LintExtras, "version" | "editsOf">,
): string {
  const { findings, suppressed, files } = outcome;
  const report = {
    version: FORM,
    gpuify: version,
    findings: findings.map((finding) => findingEntry(finding, editsOf)),
    suppressed: suppressed.map(({ finding, kind, reason }) => ({
      ...findingEntry(finding, editsOf),
      suppression: { kind, reason },
    })),
    diagnostics: [...unreadOf(outcome), ...outcome.placeholders],
    files: files.map(({ name, status }) => ({ name, status })),
    summary: summaryOf(outcome),
  };
  return jsonText(report);
}

/** Field by field, so that the form changes only on purpose. */
function findingEntry(finding: Finding, editsOf: LintExtras["editsOf"]): object {
  const { rule, severity, message, why, advice, location, object, path, container, role, related } = finding;
  return {
    rule: rule.id,
    severity,
    message,
    why,
    advice,
    ...placeEntry(location),
    document: location.document ?? null,
    object: object === null ? null : objectEntry(object),
    container,
    role,
    path: location.path ?? "",
    steps: path,
    related: related.map(({ message: said, location: other }) => ({ message: said, ...placeEntry(other) })),
    fingerprint: finding.fingerprint,
    fix: fixEntry(finding, editsOf),
  };
}

function placeEntry({ file, line, column, endLine, endColumn, span }: Location): object {
  return {
    file,
    line,
    column,
    endLine: endLine ?? null,
    endColumn: endColumn ?? null,
    span: span === undefined ? null : { start: span.start, end: span.end },
  };
}

function objectEntry({ apiVersion, kind, namespace, name }: NonNullable<Finding["object"]>): object {
  return { apiVersion, kind, namespace, name };
}

function fixEntry(finding: Finding, editsOf: LintExtras["editsOf"]): object | null {
  const edits = finding.fix === null ? null : editsOf(finding);
  if (finding.fix === null || edits === null) return null;
  const { safety, title } = finding.fix;
  return { safety, title, edits: edits.map(({ start, end, text }) => ({ start, end, text })) };
}

function summaryOf({ findings, suppressed, files, objects }: LintOutcome): object {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return {
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    suppressed: suppressed.length,
    files: files.length,
    objects,
  };
}
