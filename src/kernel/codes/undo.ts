import type { Declarations } from "./declaration.ts";

/** TODO */
export const UNDO_CODES = {
  // pipeline/undo/notices.ts: the changes of the run to this file are already undone, or were never written
  "undo-already-back": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/undo/notices.ts: `${formatPath(path)} of ${objectTitle(workload.object)} is kept: it was changed after gpuify ${now === null ? "removed it" : `set it to ${said(now)}`}; ${before(change)}`
  "undo-changed-since": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/undo/notices.ts: `the run also changed ${listed([...shown, ...(more > 0 ? [`${more} more`] : [])])}, which ${names.length === 1 ? "is" : "are"} not among the inputs`
  "undo-files-not-given": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Name these files too to undo the whole run.",
  },
  // pipeline/undo/notices.ts: `without the edits of the run, the file is not a valid manifest: ${reason}`
  "undo-leaves-no-yaml": {
    severity: "error",
    title: "TODO",
    why: "A later change depends on these edits.",
    advice: "TODO",
  },
  // pipeline/undo/notices.ts: this file is not in the report
  "undo-not-in-report": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Pass the report of the run that changed it, or leave the file out.",
  },
  // patch/undo/notices.ts: `${objectTitle(workload.object)} does not get ${parts.join(" and ")} back: a later run removed what gpuify had added`
  "undo-not-made-again": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/undo/notices.ts: the edits in the report do not match this file or each other
  "undo-report-damaged": {
    severity: "error",
    title: "TODO",
    why: "The report was changed after gpuify wrote it.",
    advice: "Use the report of the run as gpuify wrote it.",
  },
  // pipeline/undo/notices.ts: `${object}: the run ${what}`
  "undo-text-changed": {
    severity: "error",
    title: "TODO",
    why: "undo reverts only text that is still exactly as the run wrote it, so that no later change is lost.",
    advice: "TODO",
  },
} as const satisfies Declarations;
