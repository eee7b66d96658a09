import { asScalar, at } from "../k8s/access.ts";
import { objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Advice } from "../kernel/diagnostic.ts";
import type { Origin } from "../profile/settings.ts";
import { hasContent, parseRecord, printRecord, type RestoreRecord } from "./bursty/record.ts";
import type { Intent } from "./intent.ts";
import { warn } from "./notice.ts";

/**
 * The annotation `gpuify.dev/restore`: what the bursty profile took away, so that a GPU profile can give it back.
 *
 * A GPU profile that meets a workload
 * 1. calls `readRestore(workload)`; `null` as record means there is nothing to give back,
 * 2. may ask `rememberedGpu(record, catalog)` for container, resource and count,
 * 3. calls `restoreIntents(context, record, steps)` with the steps whose old state it wants back. What bursty had
 *    added (keep-off affinity, CPU request, replicas, completions) is taken out in any case, as long as nobody
 *    changed it since, and the annotation goes,
 * 4. and for every step it had given back it decides nothing of its own on the same fields. `shm` of the result is the
 *    size that the profile's shared memory had.
 */
export const RESTORE_ANNOTATION = "gpuify.dev/restore";

export {
  type Restoration,
  rememberedGpu,
  restoreIntents,
} from "./bursty/give-back.ts";
export type { ContainerRecord, RecordedChange, RestoreRecord } from "./bursty/record.ts";

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
