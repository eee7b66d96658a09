import { type Diagnostic, isRefusal } from "../../../kernel/diagnostic.ts";
import type { Suppressed } from "../../../lint/suppression/suppress.ts";
import type { LintOutcome } from "../../../pipeline/lint-types.ts";
import { jsonText } from "../../json-text.ts";
import type { LintExtras } from "../extras.ts";
import { type SourceOf, sourcesOf } from "../place.ts";
import { unreadOf } from "../unread.ts";
import { placed, plain, type ResultTools, resultOf } from "./result.ts";
import { LEVEL, ruleList } from "./rules.ts";

/** The address that GitHub's documentation gives for the schema of 2.1.0. */
const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it and viewers read it
 * (https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning).
 * `primaryLocationLineHash`, the one fingerprint that GitHub looks at, is left to its upload action, which warns about
 * every result that brings another than it computes. Suppressed findings are there with their `suppressions`, which
 * GitHub ignores (github/codeql-action#1230).
 */
export function formatSarif(
  outcome: LintOutcome,
  { version, editsOf }: Pick<LintExtras, "version" | "editsOf">,
): string {
  const { findings, suppressed } = outcome;
  const sources = sourcesOf(outcome);
  const rules = ruleList([...findings, ...suppressed.map(({ finding }) => finding)].map(({ rule }) => rule));
  const tools: ResultTools = { rules, sources, editsOf };
  // All results of a run say whether they are suppressed, or none does (SARIF 2.1.0, 3.27.23).
  const shown = suppressed.length > 0 ? { suppressions: [] } : {};
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "gpuify", version, semanticVersion: version, rules: rules.descriptors } },
        invocations: [invocation(unreadOf(outcome), sources)],
        columnKind: "utf16CodeUnits",
        results: [
          ...findings.map((finding) => resultOf(finding, tools, shown)),
          ...suppressed.map((one) => resultOf(one.finding, tools, { suppressions: [suppressionOf(one)] })),
        ],
      },
    ],
  };
  return jsonText(log);
}

/** A baseline is a file beside the manifests, a comment or an annotation is in them. */
function suppressionOf({ kind, reason }: Suppressed): object {
  if (kind === "baseline") return { kind: "external", justification: "it is in the baseline" };
  return { kind: "inSource", ...(reason !== "" && { justification: reason }) };
}

/** A run that was asked for a file which it cannot lint was not successful; one that left out a template was. */
function invocation(unread: readonly Diagnostic[], sources: SourceOf): object {
  return {
    executionSuccessful: !unread.some(isRefusal),
    ...(unread.length > 0 && {
      toolExecutionNotifications: unread.map((one) => notificationOf(one, sources)),
    }),
  };
}

function notificationOf(
  { code, severity, message, advice, location }: Diagnostic,
  sources: SourceOf,
): object {
  return {
    level: LEVEL[severity],
    message: plain(advice === undefined ? message : `${message}. ${advice}`),
    ...(location !== undefined && { locations: [placed(location, sources)] }),
    properties: { code },
  };
}
