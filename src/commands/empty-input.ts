import type { InputSet } from "../io/ports.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { PatchOutcome, Scope } from "../pipeline/outcome.ts";
import { isStream } from "./stream-input.ts";

/**
 * What comes of standard input that is empty: whatever writes it has probably failed, and `kubectl apply` must
 * not take that for a stream that was patched. Told by how the scope takes selections that match nothing.
 */
export function withEmptyStream(
  outcome: PatchOutcome,
  inputs: InputSet,
  whenUnmatched: NonNullable<Scope["whenUnmatched"]>,
): PatchOutcome {
  if (outcome.refused || outcome.scopeProblem !== null || !hasEmptyStream(outcome, inputs)) return outcome;
  const diagnostics = outcome.diagnostics.filter(({ code }) => code !== "nothing-to-patch");
  switch (whenUnmatched) {
    case "refuse":
      return { ...outcome, diagnostics, scopeProblem: REFUSAL };
    case "warn":
      return { ...outcome, diagnostics: [...diagnostics, { ...REMARK, severity: "warning" }] };
    case "accept":
      return { ...outcome, diagnostics: [...diagnostics, { ...REMARK, severity: "info" }] };
    default:
      return whenUnmatched satisfies never;
  }
}

const REMARK = {
  code: "empty-input",
  category: "advice",
  message: "standard input has no Kubernetes objects",
} as const;

const REFUSAL: Diagnostic = {
  ...REMARK,
  severity: "error",
  category: "decision",
  advice: "Check the output of that command. Pass --allow-empty if empty input is expected.",
};

/** Blank lines and comments, or what `kubectl get` prints of nothing: a List without items. */
function hasEmptyStream({ files, workloads, passedThrough }: PatchOutcome, inputs: InputSet): boolean {
  const index = inputs.files.findIndex(isStream);
  const file = files[index];
  if (file === undefined) return false;
  const isAlone = inputs.files.length === 1;
  return isBlank(file.text) || (isAlone && file.hasObjects && workloads.length + passedThrough === 0);
}

/** Nothing but white space, comments and document markers. */
function isBlank(text: string): boolean {
  return !/^[ \t\uFEFF]*[^\s#\uFEFF]/m.test(text.replace(/^(?:---|\.\.\.)(?=\s|$)/gm, ""));
}
