import type { KubeObject } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Settings } from "../profile/settings.ts";
import type { FieldPath } from "../yaml/tree.ts";
import type { Assigned, Decided } from "./decide-all.ts";
import type { Settled } from "./settle.ts";

/** A workload that a profile was for, as it came in and as it goes out. */
export interface Subject {
  readonly before: KubeObject;
  /** The same as `before` where nothing was changed. */
  readonly after: KubeObject;
  readonly settings: Settings;
  /** Fields that the run writes or takes out, from the object's top. */
  readonly written: readonly FieldPath[];
}

/** What the linter's rules are held against in the end. */
export interface Review {
  readonly subjects: readonly Subject[];
  /** All objects of the run. */
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
}

/** `settled` is null where nothing was changed. */
export function reviewOf(
  assigned: readonly Assigned[],
  decided: readonly Decided[],
  {
    objects,
    workloads,
  }: { readonly objects: readonly KubeObject[]; readonly workloads: readonly Workload[] },
  settled: Settled | null,
): Review {
  const after = new Map(
    workloads.map((one, index) => [one, settled?.workloads[index]?.object ?? one.object]),
  );
  const subjects = decided.flatMap(({ workload, decision }, index): readonly Subject[] => {
    const settings = assigned[index]?.settings;
    if (decision.kind === "refused" || settings === undefined) return [];
    return [
      {
        before: workload.object,
        after: after.get(workload) ?? workload.object,
        settings,
        written: decision.intents.map(({ path }) => path),
      },
    ];
  });
  return { subjects, before: objects, after: settled?.objects ?? objects };
}
