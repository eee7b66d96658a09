import { ownQueuePath, queuePath } from "../../../../workload/queue.ts";
import { textAt } from "../../../../yaml/access.ts";
import type { PodSetContext } from "../../../shared/context.ts";

/** The LocalQueue of Kueue that admits the workload: the one asked for, else the one on its label; null without. */
export function queueOf({ podSet, settings }: PodSetContext): string | null {
  const path = queuePath(podSet);
  if (path === null || ownQueuePath(podSet) !== null) return null;
  const asked = settings.base === "training" ? settings.queue?.value : undefined;
  return asked ?? textAt(podSet.object.root, path);
}
