import { type Diagnostic, INFORMED, REFUSED } from "../../kernel/diagnostic.ts";
import { shellWord } from "../../kernel/shell-word.ts";
import { listed } from "../../kernel/words.ts";
import { locate, type Source } from "../../yaml/source.ts";
import type { Hunk } from "./hunks.ts";

/** What the run wrote is not where it must be. */
export function textChanged(source: Source, hunk: Hunk, offset: number, words: string | null): Diagnostic {
  const object = hunk.reversed.find((edit) => edit.object !== null)?.object?.object ?? "the stream";
  const what =
    words === null
      ? "removed text here, but the text around it has changed since"
      : `wrote "${words}", but this text or the text around it has changed since`;
  const name = shellWord(source.name);
  return {
    code: "undo-text-changed",
    severity: "error",
    category: "edit",
    message: `${object}: the run ${what}`,
    advice: `Undo this change by hand (the report has the old text), or use version control: \`git diff ${name}\` shows what changed, \`git checkout -- ${name}\` restores the file.`,
    location: at(source, offset),
  };
}

/** Nothing is to be done, or not everything. */
export function alreadyBack(source: Source): Diagnostic {
  return {
    code: "undo-already-back",
    severity: "info",
    category: "advice",
    message: "the changes of the run to this file are already undone, or were never written",
    location: at(source, 0),
  };
}

/** The user named a file that the report does not know. */
export function notInReport(source: Source): Diagnostic {
  return {
    code: "undo-not-in-report",
    severity: "error",
    category: "decision",
    message: "this file is not in the report",
    location: at(source, 0),
  };
}

/** Files that the run changed and that are not among the inputs. Where no input is known, nothing could be done. */
export function notGiven(names: readonly string[], outcome: "refused" | "partial"): Diagnostic {
  const shown = names.slice(0, 5);
  const more = names.length - shown.length;
  return {
    ...(outcome === "refused" ? REFUSED : INFORMED),
    code: "undo-files-not-given",
    message: `the run also changed ${listed([...shown, ...(more > 0 ? [`${more} more`] : [])])}, which ${names.length === 1 ? "is" : "are"} not among the inputs`,
  };
}

/** The report contradicts itself or the file. */
export function damaged(source: Source): Diagnostic {
  return {
    code: "undo-report-damaged",
    severity: "error",
    category: "decision",
    message: "the edits in the report do not match this file or each other",
    location: at(source, 0),
  };
}

/** Taking back would break what somebody wrote since. */
export function leavesNoYaml(source: Source, reason: string): Diagnostic {
  return {
    code: "undo-leaves-no-yaml",
    severity: "error",
    category: "edit",
    message: `without the edits of the run, the file is not a valid manifest: ${reason}`,
    advice: `Undo the run by hand, or restore the file from version control: \`git checkout -- ${shellWord(source.name)}\`.`,
    location: at(source, 0),
  };
}

function at(source: Source, offset: number): NonNullable<Diagnostic["location"]> {
  return locate(source, { start: offset, end: offset });
}
