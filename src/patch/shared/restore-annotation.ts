import { objectTitle } from "../../k8s/object.ts";
import type { PodSet, Workload, WorkloadObject } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { asScalar, at } from "../../yaml/access.ts";
import type { RecordsByRole } from "../records/by-role.ts";
import { parseRecords, printRecords, type RestoreRecord } from "../records/restore-record.ts";
import { warn } from "./diagnostics.ts";

/** Annotation of the workload: what the bursty profile took away and wrote, so that a GPU profile can give it back. */
export const RESTORE_ANNOTATION = "gpuify.dev/restore";

/** Where it is. */
export const RESTORE_PATH = ["metadata", "annotations", RESTORE_ANNOTATION] as const;

/** What the annotation holds: untrusted input, so anything unreadable is a located diagnostic and no record. */
interface RestoreResult {
  readonly record: RestoreRecord | null;
  readonly diagnostics: readonly Advice[];
}

/** Reads the record of a pod set. No annotation: no record and no diagnostic. */
export function readRestore(podSet: PodSet): RestoreResult {
  const { object, role } = podSet;
  const text = restoreText(podSet);
  if (text === null) return { record: null, diagnostics: [] };
  const records = parseRecords(text);
  if (records !== null) return { record: records.get(role) ?? null, diagnostics: [] };
  const damaged = warn(podSet, RESTORE_PATH, {
    code: "restore-unreadable",
    message: `the annotation ${RESTORE_ANNOTATION} of ${objectTitle(object)} is damaged or from another version`,
  });
  return { record: null, diagnostics: [damaged] };
}

/** Says that pods are recorded which the workload does not have, or not any more: what they had cannot be given back. */
export function recordedElsewhere(workload: Workload): readonly Advice[] {
  const records = recordsOf(workload);
  if (records === null) return [];
  const roles = new Set(workload.podSets.map(({ role }) => role));
  const others = [...records.keys()].filter((role) => !roles.has(role));
  if (others.length === 0) return [];
  const title = objectTitle(workload.object);
  const named = others.map((role) => (role === "" ? "pods without a name" : `"${role}"`)).join(", ");
  return [
    warn(workload, RESTORE_PATH, {
      code: "restore-unreadable",
      message: `the annotation ${RESTORE_ANNOTATION} of ${title} is about pods that ${title} does not have: ${named}`,
    }),
  ];
}

/** The annotation with other records of some pod sets; null where nothing is left to record. */
export function restoreWith(workload: WorkloadObject, changed: RecordsByRole<RestoreRecord>): string | null {
  const before = recordsOf(workload) ?? new Map<string, RestoreRecord>();
  return printRecords(new Map([...before, ...changed]));
}

/** True where the annotation says just that already, however it is written. */
export function isRestoreText(workload: WorkloadObject, text: string): boolean {
  const before = recordsOf(workload);
  return before !== null && printRecords(before) === text;
}

/** The records; null without the annotation, and where it is unreadable. Most workloads have none: nothing is parsed. */
function recordsOf(workload: WorkloadObject): RecordsByRole<RestoreRecord> | null {
  const text = restoreText(workload);
  return text === null ? null : parseRecords(text);
}

/** The annotation as it is; null without one, empty where it is no text. */
function restoreText({ object }: WorkloadObject): string | null {
  const node = at(object.root, RESTORE_PATH);
  return node === null ? null : (asScalar(node)?.text ?? "");
}
