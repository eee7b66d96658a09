import type { Catalog } from "../../../gpu/types.ts";
import { type JsonMap, jsonOf } from "../../../k8s/json.ts";
import {
  type ContainerView,
  type PodSet,
  type ResourceEntry,
  resourceEntries,
  resourceNamePath,
} from "../../../k8s/workload.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { isAccelerator, namesAccelerator, SECTIONS } from "../../../workload/accelerator-names.ts";
import { items, textAt } from "../../../yaml/access.ts";
import type { ContainerRecord } from "../../records/restore-record.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/**
 * Takes accelerators of any vendor from limits and requests of all containers, and what only accelerator pods need
 * beside them: network devices for them (EFA, RDMA), and huge pages in a container that loses such a device, whose
 * libraries take them (aws: EFA pods ask for hugepages-2Mi). Huge pages beside a GPU alone are the program's own.
 * A pod without an accelerator keeps its network devices: CPU programs use them too.
 */
export function removeGpuResources(context: PodSetContext): StepResult {
  const { podSet, catalog } = context;
  const pod: PodFacts = {
    hasAccelerator: podSet.containers.some((one) => namesAccelerator(one, catalog)),
    hasHugePageVolume: hasHugePageVolume(podSet),
  };
  const lost = podSet.containers.flatMap((container) => {
    const entries = lostEntries(container, pod, catalog);
    return entries.length === 0 ? [] : [{ container, entries }];
  });
  return {
    ...NOTHING,
    removals: lost.flatMap(({ container, entries }) =>
      entries.flatMap((entry) => removalsOf(container, entry, context)),
    ),
    record: {
      containers: Object.fromEntries(
        lost.map(({ container, entries }) => [container.name, recordOf(entries)]),
      ),
    },
  };
}

interface LostEntry extends ResourceEntry {
  readonly section: (typeof SECTIONS)[number];
}

/** What is asked of each container, and is the same for all of a pod. */
interface PodFacts {
  readonly hasAccelerator: boolean;
  readonly hasHugePageVolume: boolean;
}

function lostEntries(container: ContainerView, pod: PodFacts, catalog: Catalog): readonly LostEntry[] {
  const entries = SECTIONS.flatMap((section) =>
    resourceEntries(container, section).map((entry): LostEntry => ({ ...entry, section })),
  );
  const lost = entries.filter(
    ({ name }) =>
      isAccelerator(catalog, name) || (pod.hasAccelerator && catalog.resource(name)?.kind === "companion"),
  );
  const losesNetwork = lost.some(({ name }) => catalog.resource(name)?.kind === "companion");
  if (!losesNetwork || pod.hasHugePageVolume) return lost;
  return entries.filter((entry) => lost.includes(entry) || entry.name.startsWith("hugepages-"));
}

/** A volume of huge pages needs them requested, whatever else the pod does (k8s docs: manage-hugepages). */
function hasHugePageVolume(podSet: PodSet): boolean {
  const volumes = podSet.podSpec.entries.find(({ name }) => name === "volumes")?.value ?? null;
  return items(volumes).some(
    (volume) => textAt(volume, ["emptyDir", "medium"])?.startsWith("HugePages") === true,
  );
}

function removalsOf(
  container: ContainerView,
  entry: LostEntry,
  { settings, catalog }: PodSetContext,
): readonly Removal[] {
  const namePath = resourceNamePath(container);
  return [entry.path, ...(namePath === null ? [] : [namePath])].map((path) => ({
    path,
    step: "resources",
    reason: isAccelerator(catalog, entry.name)
      ? `the ${settings.profile} profile runs on CPUs`
      : `only a container with an accelerator needs ${entry.name}`,
    origin: byProfile(settings),
  }));
}

function recordOf(entries: readonly LostEntry[]): ContainerRecord {
  const of = (section: LostEntry["section"]): JsonMap =>
    Object.fromEntries(
      entries.filter((entry) => entry.section === section).map(({ name, value }) => [name, jsonOf(value)]),
    );
  const [limits, requests] = [of("limits"), of("requests")];
  return {
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    ...(Object.keys(requests).length > 0 ? { requests } : {}),
  };
}
