import type { KubeObject } from "../k8s/object.ts";
import type { ReasonedOperation } from "../patch/shared/decision.ts";
import { at } from "../yaml/access.ts";
import type { Assigned, Decided } from "./decide-all.ts";
import type { Review, Subject } from "./outcome.ts";
import type { Settled } from "./settle.ts";

/** `settled` is null where nothing was changed. */
export function reviewOf(
  assigned: readonly Assigned[],
  decided: readonly Decided[],
  objects: readonly KubeObject[],
  settled: Settled | null,
): Review {
  const subjects = decided.flatMap(({ workload, decision }, index): readonly Subject[] => {
    const settings = assigned[index]?.settings;
    if (decision.kind === "refused" || settings === undefined) return [];
    return [
      {
        before: workload.object,
        after: settled?.afterOf.get(workload)?.object ?? workload.object,
        settings,
        written: decision.operations
          .filter((operation) => isWhole(operation, workload.object))
          .map(({ path }) => path),
      },
    ];
  });
  return { subjects, before: objects, after: settled?.objects ?? objects };
}

/** False where items are added to a list: those that were there are as they were. */
function isWhole({ op, path }: ReasonedOperation, { root }: KubeObject): boolean {
  return (op !== "append" && op !== "prepend") || at(root, path) === null;
}
