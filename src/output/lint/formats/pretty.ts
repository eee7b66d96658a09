import type { Finding } from "../../../lint/finding.ts";
import type { LintOutcome } from "../../../pipeline/lint-types.ts";
import { detail, formatEntry, type TellOnce, tellOnce } from "../../diagnostics.ts";
import type { Paint } from "../../paint.ts";
import type { LintExtras } from "../extras.ts";
import { type SourceOf, sourcesOf } from "../place.ts";

/** So many findings are read one by one; of more, only the first of each rule are shown with their code. */
const READ_ONE_BY_ONE = 40;
const SHOWN_OF_A_RULE = 4;

/**
 * Findings for people, by file: the line with a caret, why and what to do (told once a rule), related places and
 * whether `--fix` mends it. None is hidden: in a long list, what a rule has found often gets a line each.
 */
export function formatPretty(outcome: LintOutcome, { paint }: Pick<LintExtras, "paint">): string {
  const { findings } = outcome;
  const once = tellOnce(paint);
  const sources = sourcesOf(outcome);
  const most = findings.length > READ_ONE_BY_ONE ? SHOWN_OF_A_RULE : findings.length;
  const seen = new Map<string, number>();
  let file = findings[0]?.location.file;
  return findings
    .map((finding) => {
      const { rule, location } = finding;
      const count = (seen.get(rule.id) ?? 0) + 1;
      seen.set(rule.id, count);
      const gap = location.file === file ? "" : "\n";
      file = location.file;
      return gap + (count <= most ? whole(finding, { once, sources, paint }) : inShort(finding, once, paint));
    })
    .join("");
}

function whole(
  finding: Finding,
  { once, sources, paint }: { readonly once: TellOnce; readonly sources: SourceOf; readonly paint: Paint },
): string {
  const { rule, why, advice, fix, location } = finding;
  const details = [...once(rule.id, "why", why), ...once(rule.id, "fix", advice)];
  if (fix !== null) details.push(detail(flagOf(fix), fix.title, paint));
  return formatEntry(entryOf(finding, finding.message), { source: sources(location.file), details, paint });
}

/** Related places are left out; an advice that was not given yet is not. */
function inShort(finding: Finding, once: TellOnce, paint: Paint): string {
  const { rule, message, advice, fix } = finding;
  const mended = fix === null ? message : `${message} (${flagOf(fix)})`;
  const entry = { ...entryOf(finding, mended), related: [] };
  return formatEntry(entry, { source: null, details: once(rule.id, "fix", advice), paint });
}

function entryOf({ rule, severity, location, related }: Finding, message: string) {
  return {
    severity,
    code: rule.id,
    message,
    location,
    related,
  };
}

/** What mends it. */
function flagOf({ safety }: NonNullable<Finding["fix"]>): string {
  return safety === "safe" ? "--fix" : "--fix --unsafe-fixes";
}
