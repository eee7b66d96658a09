import type { FileWrite, InputSet } from "../../io/ports.ts";
import { formatDiff } from "../../output/diff.ts";
import type { FixSummary } from "../../output/lint/summary.ts";
import { PLAIN } from "../../output/paint.ts";
import { type FixedFile, fixManifests } from "../../pipeline/lint-fix.ts";
import type { LintMemory } from "../../pipeline/lint-memory.ts";
import type { LintOutcome, LintTools } from "../../pipeline/lint-types.ts";
import { encodeText } from "../../yaml/source.ts";
import type { LintFix } from "./invocation.ts";

/** What `--fix` came to. */
interface Fixed {
  /** What a lint of the fixed texts finds. */
  readonly remaining: LintOutcome;
  readonly writes: readonly FileWrite[];
  /** For standard output in place of a report; null where files are written. */
  readonly diff: string | null;
  readonly summary: FixSummary;
}

/** Fixes what the flags allow of what is found; nothing is written here. */
export function fixInputs(
  inputs: InputSet,
  tools: LintTools,
  memory: LintMemory,
  { safeties, use }: LintFix,
): Fixed {
  const { files, remaining, refused } = fixManifests(inputs.files, tools, safeties, memory);
  const changed = files.filter(({ edits }) => edits.length > 0);
  return {
    remaining,
    writes: use === "preview" ? [] : writesOf(inputs, files),
    diff: use === "preview" ? changed.map(diffOf).join("") : null,
    summary: {
      findings: changed.reduce((total, { fixed }) => total + fixed.length, 0),
      files: changed.length,
      refused: refused.map(({ finding, reason }) => ({ finding, reason })),
      isPreview: use === "preview",
    },
  };
}

function writesOf({ files: inputs }: InputSet, files: readonly FixedFile[]): readonly FileWrite[] {
  return inputs.flatMap((input, index): FileWrite[] => {
    const file = files[index];
    if (file === undefined || file.edits.length === 0 || input.path === null) return [];
    return [{ path: input.path, bytes: encodeText(file.text), expected: input.bytes, folders: "must-exist" }];
  });
}

/** Names of the rules stand behind `@@`, at the lines where their findings were. */
function diffOf({ file, edits, fixed }: FixedFile): string {
  const changes = fixed.map(({ rule, fix, location }) => ({
    line: location.line,
    reason: `${rule.id}: ${fix?.title ?? ""}`,
  }));
  return formatDiff({ name: file.name, source: file.source, edits, changes }, PLAIN);
}
