import { counted } from "../kernel/words.ts";
import type { Trace } from "../patch/undo/traces.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { gpuPart } from "./summary.ts";
import { visibleLine } from "./visible.ts";

/** How many places are listed before they are only counted. */
const LISTED = 100;

/** Longest part of a line that is quoted, in letters. */
const QUOTED = 60;

/** One line that says what was taken back, and under it the commands that a live cluster needs. Ends with a newline. */
export function formatUndone(
  outcome: PatchOutcome,
  { preview, by }: { readonly preview: boolean; readonly by: "record" | "report" },
): string {
  const lines = [by === "report" ? filesLine(outcome, preview) : workloadsLine(outcome, preview)];
  const skipped = outcome.files.filter(({ status }) => status === "skipped").length;
  if (skipped > 0)
    lines.push(
      `${counted(skipped, "file")} skipped: not readable as a manifest, such as a template (--strict makes that an error)`,
    );
  for (const { command, reason } of outcome.commands)
    lines.push(visibleLine(`run on a live cluster: ${command}  # ${reason}`));
  return `${lines.join("\n")}\n`;
}

function filesLine({ files }: PatchOutcome, preview: boolean): string {
  const changed = files.filter(({ status }) => status === "changed");
  const edits = changed.reduce((sum, file) => sum + file.edits.length, 0);
  if (changed.length === 0) return "nothing to undo: no file has the edits of the run";
  return `${verb(preview)} ${counted(edits, "edit")} in ${counted(changed.length, "file")}`;
}

function workloadsLine({ workloads, passedThrough }: PatchOutcome, preview: boolean): string {
  const patched = workloads.filter(({ status }) => status === "patched").length;
  const passed = passedThrough > 0 ? [`${passedThrough} passed through`] : [];
  if (patched === 0) return ["nothing to undo: no workload has a gpuify record", ...passed].join(", ");
  const done = `${verb(preview)} the recorded changes of ${counted(patched, "workload")}`;
  return [done, ...gpuPart(workloads), ...passed].join(", ");
}

function verb(preview: boolean): string {
  return preview ? "would undo" : "undid";
}

/** Places of recorded workloads that the records do not name. Ends with a newline. */
export function formatLeft(traces: readonly Trace[]): string {
  return `left unchanged, because no record shows whether gpuify or a person wrote it:
${linesOf(traces).join("\n")}
`;
}

/** Places that look like gpuify's, and why they are left alone. Ends with a newline. */
export function formatTraces(traces: readonly Trace[]): string {
  const files = [...new Set(traces.map(({ location }) => location.file))];
  return `gpuify or a person may have written these:
${linesOf(traces).join("\n")}
nothing was written: no record or report proves who wrote them
  If you have the report of the run, run: gpuify undo --report FILE (\`gpuify patch --report FILE\` writes one).
  Otherwise use version control: \`git diff\` shows what changed, \`git checkout -- ${pathFor(files)}\` restores it.
`;
}

function linesOf(traces: readonly Trace[]): readonly string[] {
  const lines = traces
    .slice(0, LISTED)
    .map(({ location: { file, line, column }, object, what, text }) =>
      visibleLine(`${file}:${line}:${column}: ${object}: ${what}  | ${text.slice(0, QUOTED)}`),
    );
  return traces.length > LISTED ? [...lines, `and ${traces.length - LISTED} more`] : lines;
}

function pathFor([first = "FILE", ...others]: readonly string[]): string {
  return others.length > 0 || first === "-" ? "FILE" : visibleLine(first);
}
