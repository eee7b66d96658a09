import { type PodSet, podLabels } from "../../k8s/workload.ts";
import { memoized } from "../../kernel/memoized.ts";
import { stringMap } from "../../yaml/access.ts";

type Labels = ReadonlyMap<string, string>;

/** Pod sets of a namespace whose pods carry all of some labels, in order. Only those with the rarest label are looked at. */
export function selectedByLabels(
  workloads: readonly PodSet[],
  namespace: string | null,
  labels: Labels,
): readonly PodSet[] {
  const index = byLabel(workloads);
  const groups = [...labels].map(([key, value]) => index.get(keyOf(namespace, key, value)) ?? []);
  const [rarest = []] = groups.sort((a, b) => a.length - b.length);
  return rarest
    .filter(({ labels: own }) => [...labels].every(([key, value]) => own.get(key) === value))
    .map(({ workload }) => workload);
}

interface Labelled {
  readonly workload: PodSet;
  readonly labels: Labels;
}

const byLabel = memoized((workloads: readonly PodSet[]): ReadonlyMap<string, readonly Labelled[]> => {
  const index = new Map<string, Labelled[]>();
  for (const workload of workloads) {
    const labelled = { workload, labels: stringMap(podLabels(workload)) };
    for (const [key, value] of labelled.labels) {
      const place = keyOf(workload.object.namespace, key, value);
      const group = index.get(place);
      if (group === undefined) index.set(place, [labelled]);
      else group.push(labelled);
    }
  }
  return index;
});

function keyOf(namespace: string | null, key: string, value: string): string {
  return JSON.stringify([namespace, key, value]);
}
