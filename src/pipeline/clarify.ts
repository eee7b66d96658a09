import { memoized } from "../kernel/memoized.ts";
import type { Location } from "../kernel/span.ts";
import type { Finding } from "../lint/finding.ts";
import { locate, type Source } from "../yaml/source.ts";
import { splitDocuments } from "../yaml/split.ts";
import { notValid } from "./input/unreadable.ts";
import type { LintOutcome } from "./lint-types.ts";
import type { PatchOutcome } from "./outcome.ts";

/** Code of the diagnostics that a second reader can put better. */
const INVALID = "invalid-yaml";

/**
 * The same outcome with clearer words for text that is no YAML. Asynchronous, because the library that has them is
 * loaded only when there is something to explain.
 */
export async function clarifySyntax(outcome: PatchOutcome): Promise<PatchOutcome> {
  if (!outcome.diagnostics.some(({ code }) => code === INVALID)) return outcome;
  const { secondOpinion } = await import("../yaml/second-opinion.ts");
  const sources = new Map(outcome.files.map(({ name, source }) => [name, source]));
  const diagnostics = outcome.diagnostics.map((diagnostic) => {
    const source = diagnostic.code === INVALID ? sources.get(diagnostic.location?.file ?? "") : null;
    return source == null ? diagnostic : clarified(diagnostic, source, secondOpinion);
  });
  return { ...outcome, diagnostics };
}

/** The same for findings of the linter. */
export async function clarifyFindings(outcome: LintOutcome): Promise<LintOutcome> {
  if (!outcome.findings.some(isSyntax)) return outcome;
  const { secondOpinion } = await import("../yaml/second-opinion.ts");
  const sources = new Map(outcome.files.map(({ name, source }) => [name, source]));
  const findings = outcome.findings.map((finding) => {
    const source = isSyntax(finding) ? sources.get(finding.location.file) : null;
    return source == null ? finding : clarified(finding, source, secondOpinion);
  });
  return { ...outcome, findings };
}

function isSyntax({ unreadable }: Finding): boolean {
  return unreadable === INVALID;
}

/** A stream may have thousands of documents that are no YAML: it is split once. */
const documentsOf = memoized((source: Source) => splitDocuments(source.text));

function clarified<T extends { readonly message: string; readonly location?: Location }>(
  diagnostic: T,
  source: Source,
  secondOpinion: typeof import("../yaml/second-opinion.ts").secondOpinion,
): T {
  const index = diagnostic.location?.document ?? 0;
  const document = documentsOf(source)[index];
  const stopped = diagnostic.location?.span?.start;
  if (document === undefined || stopped === undefined) return diagnostic;
  const opinion = secondOpinion(source.text, document.content, stopped);
  if (opinion === null) return diagnostic;
  const at = { start: opinion.offset, end: opinion.offset };
  const location = locate(source, at, { document: index });
  return { ...diagnostic, message: notValid(opinion.reason), location };
}
