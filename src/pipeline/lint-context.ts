import type { WholeCatalog } from "../gpu/catalog/whole-catalog.ts";
import { type PodSet, podSetsIn } from "../k8s/workload.ts";
import { lazy } from "../kernel/lazy.ts";
import { memoized } from "../kernel/memoized.ts";
import type { LintContext } from "../lint/context.ts";
import { recognizeProfile } from "../patch/recognition/recognize.ts";
import { mayHaveAccelerator } from "../workload/accelerators.ts";

/** What rules may ask of a run: the catalog is read when one asks, and what several ask is worked out once. */
export function lintContext(
  whole: WholeCatalog,
  { minor, surroundings, platformSaid }: Pick<LintContext, "minor" | "surroundings" | "platformSaid">,
): LintContext {
  const { catalog } = whole;
  const workloads = lazy(() => surroundings.objects.flatMap(podSetsIn));
  const gpuWorkloads = lazy(() =>
    workloads().filter((podSet) => mayHaveAccelerator(podSet, { catalog, surroundings })),
  );
  return {
    catalog,
    labelValues: whole.labelValues,
    get workloads() {
      return workloads();
    },
    get gpuWorkloads() {
      return gpuWorkloads();
    },
    get models() {
      return whole.models;
    },
    get platforms() {
      return whole.platforms;
    },
    minor,
    surroundings,
    platformSaid,
    profileOf: memoized((podSet: PodSet) => recognizeProfile(podSet, { surroundings, catalog }).profile),
  };
}
