import { asScalar, at } from "../../k8s/access.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import type { Origin } from "../../profile/settings.ts";
import { hasContent, parseRecord, printRecord, type RestoreRecord } from "../records/restore-record.ts";
import type { Intent } from "./decision.ts";
import { warn } from "./diagnostics.ts";

/** Annotation of the workload: what the bursty profile took away and wrote, so that a GPU profile can give it back. */
export const RESTORE_ANNOTATION = "gpuify.dev/restore";

const PATH = ["metadata", "annotations", RESTORE_ANNOTATION] as const;

/** What the annotation holds: untrusted input, so anything unreadable is a located diagnostic and no record. */
export interface RestoreResult {
  readonly record: RestoreRecord | null;
  readonly diagnostics: readonly Advice[];
}

/** Reads the record of a workload. No annotation: no record and no diagnostic. */
export function readRestore(workload: Workload): RestoreResult {
  const node = at(workload.object.root, PATH);
  if (node === null) return { record: null, diagnostics: [] };
  const record = parseRecord(asScalar(node)?.text ?? "");
  if (record !== null) return { record, diagnostics: [] };
  const damaged = warn(workload, PATH, {
    code: "restore-unreadable",
    message: `the annotation ${RESTORE_ANNOTATION} of ${objectTitle(workload.object)} is damaged or from another version`,
  });
  return { record: null, diagnostics: [damaged] };
}

/** The intent that writes a record; null where there is nothing to keep, or the annotation says the same already. */
export function writeRestore(workload: Workload, record: RestoreRecord, origin: Origin): Intent | null {
  if (!hasContent(record)) return null;
  const text = printRecord(record);
  const found = asScalar(at(workload.object.root, PATH))?.text ?? "";
  const before = parseRecord(found);
  if (before !== null && printRecord(before) === text) return null;
  return {
    op: "set",
    path: PATH,
    before: "spec",
    value: text,
    step: "lifecycle",
    reason: "a GPU profile can give back what was taken away",
    origin,
  };
}
