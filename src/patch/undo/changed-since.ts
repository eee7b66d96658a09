import { objectTitle } from "../../k8s/object.ts";
import type { PodSet } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { formatPath } from "../../yaml/tree.ts";
import { recordedPath } from "../profiles/gpu/workers/fields.ts";
import type { RecordedChange } from "../records/restore-record.ts";
import { jsonAt, RECORDED_FIELDS, trainingRecord } from "../records/training-record.ts";
import { warn } from "../shared/diagnostics.ts";
import { readRestore } from "../shared/restore-annotation.ts";
import { isStill, writtenFields } from "./written-fields.ts";

/** Fields that somebody has changed since gpuify wrote them stay; what they were is said, because the record goes. */
export function changedSince(podSet: PodSet): readonly Advice[] {
  const { record } = readRestore(podSet);
  const training = trainingRecord(podSet);
  const written = [
    ...(record === null ? [] : writtenFields(podSet, record)),
    ...RECORDED_FIELDS.flatMap((field) => {
      const path = recordedPath(podSet, field);
      const change = training.set[field];
      return path === null || change === undefined ? [] : [{ path, change }];
    }),
  ];
  return written.flatMap(({ path, change }) => {
    const current = jsonAt(podSet, path);
    const [was, now] = change;
    if (isStill(current, now) || isStill(current, was)) return [];
    return [
      warn(podSet, path, {
        code: "undo-changed-since",
        message: `${formatPath(path)} of ${objectTitle(podSet.object)} is kept: it was changed after gpuify ${now === null ? "removed it" : `set it to ${said(now)}`}; ${before(change)}`,
      }),
    ];
  });
}

function before([was]: RecordedChange): string {
  return was === null ? "before that it was not set" : `before that it was ${said(was)}`;
}

function said(value: RecordedChange[number]): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What the training profile had made of a Job, and another profile has taken apart since. */
export function notMadeAgain(podSet: PodSet): readonly Advice[] {
  const { record } = readRestore(podSet);
  const { workers, onePerNode, queue } = record ?? {};
  if (workers === undefined && queue === undefined) return [];
  const parts = [
    ...(workers === undefined ? [] : [`its group of ${workers} workers`]),
    ...(queue === undefined ? [] : [`its queue "${queue}"`]),
  ];
  const apart = onePerNode === undefined ? "" : " --one-per-node";
  const flags = `${workers === undefined ? "" : ` --workers ${workers}${apart}`}${queue === undefined ? "" : ` --queue ${queue}`}`;
  return [
    warn(podSet, ["kind"], {
      code: "undo-not-made-again",
      message: `${objectTitle(podSet.object)} does not get ${parts.join(" and ")} back: a later run removed what gpuify had added`,
      advice: `To add it again, run \`gpuify -p training${flags}\`.`,
    }),
  ];
}
