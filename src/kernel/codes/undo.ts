import type { Declarations } from "./declaration.ts";

/** What `undo` cannot take back, and what it leaves as it is. */
export const UNDO_CODES = {
  "undo-already-back": {
    severity: "info",
    about: "run",
    title: "File that has no change of the run",
    why: "The file has nothing of what the run wrote, so there is nothing to undo.",
    advice: "Check that the report is of the right run if you expected a change.",
  },
  "undo-changed-since": {
    severity: "warning",
    about: "run",
    title: "Field that was changed after gpuify",
    why: "undo reverts only values that are still as gpuify wrote them, so that no later change is lost.",
    advice: "Set the field by hand if the earlier value is meant.",
  },
  "undo-text-changed": {
    severity: "error",
    title: "Text that was changed after the run",
    why: "undo reverts only text that is still exactly as the run wrote it, so that no later change is lost.",
    advice:
      "Undo this change by hand (the report has the old text), or restore the file from version control.",
  },
  "undo-leaves-no-yaml": {
    severity: "error",
    title: "Undo that would break the manifest",
    why: "A later change depends on the edits of the run.",
    advice: "Undo the run by hand, or restore the file from version control.",
  },
  "undo-not-made-again": {
    severity: "warning",
    about: "run",
    title: "Workers or queue that undo does not restore",
    why: "undo goes back to the manifest without gpuify and does not repeat an earlier run.",
    advice: "Run `gpuify -p training` with `--workers` or `--queue` to add them again.",
  },
  "undo-files-not-given": {
    severity: "error",
    title: "Changed files that undo was not given",
    why: "undo changes only the files that it is given, and the others keep the changes of the run.",
    advice: "Name these files too to undo the whole run.",
  },
  "undo-not-in-report": {
    severity: "error",
    title: "File that is not in the report",
    why: "Only the report says what the run changed, so nothing in this file can be undone with it.",
    advice: "Pass the report of the run that changed it, or leave the file out.",
  },
  "undo-report-damaged": {
    severity: "error",
    title: "Report that does not match the file",
    why: "The report was changed after gpuify wrote it.",
    advice: "Use the report of the run as gpuify wrote it.",
  },
} as const satisfies Declarations;
