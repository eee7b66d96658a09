import { objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import { Bug } from "../kernel/failure.ts";
import { groupBy } from "../kernel/group-by.ts";

/**
 * Each workload that went in with the one that came out: by the object's file, kind, namespace and name, and of several that
 * have these in common in their order.
 * @throws Bug if a workload is missing or extra, or its pod sets are different.
 */
export function pairWorkloads(
  before: readonly Workload[],
  after: readonly Workload[],
): ReadonlyMap<Workload, Workload> {
  if (after.length !== before.length)
    throw new Bug(`${before.length} workloads went in and ${after.length} came out`);
  const found = groupBy(after, identityOf);
  const pairs = new Map<Workload, Workload>();
  for (const [identity, own] of groupBy(before, identityOf))
    for (const [index, workload] of own.entries()) {
      const pair = found.get(identity)?.[index];
      const title = objectTitle(workload.object);
      if (pair === undefined) throw new Bug(`${title} went in and did not come out`);
      if (rolesOf(pair) !== rolesOf(workload)) throw new Bug(`${title} came out with other pod sets`);
      pairs.set(workload, pair);
    }
  return pairs;
}

function identityOf({ object, kind }: Workload): string {
  return JSON.stringify([object.source.name, kind.group, kind.kind, object.namespace, object.name]);
}

function rolesOf({ podSets }: Workload): string {
  return JSON.stringify(podSets.map(({ role }) => role));
}
