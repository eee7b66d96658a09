import type { PodSet } from "../../../../k8s/workload.ts";
import { groupBy } from "../../../../kernel/group-by.ts";
import { type Twin, type TwinGpus, twinGpus, twinsOf, twinValue } from "../../../../workload/twins.ts";
import { formatPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";

/** A pod set that gets GPUs, and as it is once it has them. */
interface GivenPods {
  readonly context: PodSetContext;
  readonly there: () => PodSet;
}

/** A second number, and the GPUs that it has to agree with. */
interface Pair {
  readonly twin: Twin;
  readonly gpus: TwinGpus;
}

/**
 * Writes the number of GPUs where the kind has it a second time and the manifest says it: nothing is written where it says
 * nothing, since operators then count by themselves, and nothing where pods of several roles have different numbers.
 */
export function twinsStep(all: readonly GivenPods[]): StepResult {
  const pairs = all.flatMap(({ context, there }) =>
    twinsOf(there()).flatMap((twin): readonly Pair[] => {
      const gpus = twinGpus(there(), twin, context);
      return gpus === null ? [] : [{ twin, gpus }];
    }),
  );
  const [first] = all;
  if (first === undefined) return NOTHING;
  const { settings } = first.context;
  const agreed = [...groupBy(pairs, ({ twin }) => formatPath(twin.path)).values()].flatMap(agreedOn);
  return {
    ...NOTHING,
    operations: agreed.map(({ twin, gpus }) => ({
      op: "set",
      path: twin.path,
      value: twinValue(twin, gpus.count),
      step: "resources",
      reason: `it must say the number of ${gpus.resource} of a pod, which is ${gpus.count}`,
      origin: { kind: "profile", name: settings.base },
    })),
  };
}

/** The one number that all of them want in a field, where it is not there already. */
function agreedOn(pairs: readonly Pair[]): readonly Pair[] {
  const [first] = pairs;
  if (first === undefined || first.gpus.count === first.twin.count) return [];
  return pairs.every(({ gpus }) => gpus.count === first.gpus.count) ? [first] : [];
}
