import { type Advice, type Diagnostic, SEVERITIES } from "../../kernel/diagnostic.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import type { LintInvocation } from "./invocation.ts";

/** True where findings fail the run, by how serious they are or by how many warnings there are. */
export function fails({ findings }: LintOutcome, { failOn, maxWarnings }: LintInvocation): boolean {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  if (maxWarnings !== null && warnings > maxWarnings) return true;
  if (failOn === "none") return false;
  const failing = SEVERITIES.slice(SEVERITIES.indexOf(failOn));
  return findings.some(({ severity }) => failing.includes(severity));
}

/** Templates have to be rendered first: an error where they were named, else counted. */
export function unreadInputs(
  { diagnostics, files }: LintOutcome,
  { strict }: LintInvocation,
): readonly Diagnostic[] {
  const named = new Set(files.filter((file) => file.named).map(({ name }) => name));
  return diagnostics.filter(({ location }) => strict || named.has(location?.file ?? ""));
}

/** What was left out of a file that was named; the summary counts the others. */
export function notesOnNamed({ placeholders, files }: LintOutcome): readonly Diagnostic[] {
  const named = new Set(files.filter((file) => file.named).map(({ name }) => name));
  return placeholders.filter(({ location }) => named.has(location?.file ?? ""));
}

/** As `patch` tells it: what the manifests come from may have failed. */
export function nothingToLint({ files }: LintOutcome): readonly Advice[] {
  if (files.some(({ status }) => status !== "nothing")) return [];
  return [
    {
      code: "nothing-to-lint",
      severity: "warning",
      category: "advice",
      message: "the input has no Kubernetes object",
    },
  ];
}
