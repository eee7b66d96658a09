import { textAt } from "../../../../k8s/access.ts";
import { queuePath } from "../../../../workload/queue.ts";
import type { DecisionContext } from "../../../shared/context.ts";

/** The LocalQueue of Kueue that admits the workload: the one asked for, else the one on its label; null without. */
export function queueOf({ workload, settings }: DecisionContext): string | null {
  const path = queuePath(workload);
  if (path === null) return null;
  const asked = settings.base === "training" ? settings.queue?.value : undefined;
  return asked ?? textAt(workload.object.root, path);
}
