import type { Catalog, Vendor } from "../../gpu/types.ts";
import { items, textAt } from "../../k8s/access.ts";
import { parseQuantity } from "../../k8s/quantity.ts";
import {
  type ContainerView,
  type ResourceEntry,
  resourceEntries,
  type Workload,
} from "../../k8s/workload.ts";
import type { Removal } from "../collapse.ts";
import type { DecisionContext } from "../context.ts";
import { NOTHING, type StepResult } from "../step.ts";
import { type JsonMap, jsonOf } from "./json.ts";
import { byProfile } from "./origin.ts";
import type { ContainerRecord, RestoreRecord } from "./record.ts";

const SECTIONS = ["limits", "requests"] as const;

/** True for a resource that is an accelerator or a part of one, of any vendor. */
export function isAccelerator(catalog: Catalog, resource: string): boolean {
  const meaning = catalog.resource(resource);
  return meaning !== null && meaning.kind !== "companion";
}

/** True when a container names an accelerator resource in its limits or requests, even none of it. */
export function namesAccelerator(container: ContainerView, catalog: Catalog): boolean {
  return SECTIONS.some((section) =>
    resourceEntries(container, section).some(({ name }) => isAccelerator(catalog, name)),
  );
}

/** Vendor of the first accelerator that any container names, or null. */
export function vendorInUse(workload: Workload, catalog: Catalog): Vendor | null {
  for (const container of workload.containers)
    for (const section of SECTIONS)
      for (const { name } of resourceEntries(container, section))
        if (isAccelerator(catalog, name)) return catalog.resource(name)?.vendor ?? null;
  return null;
}

/** True when an earlier run took away an accelerator or a claim for one; none of it (`0`) is none. */
export function recordsAccelerator(record: RestoreRecord | null, catalog: Catalog): boolean {
  return Object.values(record?.containers ?? {}).some(
    ({ limits, requests, claims }) =>
      claims !== undefined ||
      Object.entries({ ...requests, ...limits }).some(
        ([name, amount]) => isAccelerator(catalog, name) && parseQuantity(String(amount))?.numerator !== 0n,
      ),
  );
}

/**
 * Takes accelerators of any vendor from limits and requests of all containers, and what only accelerator pods need
 * beside them: network devices for them (EFA, RDMA), and huge pages in a container that loses such a device, whose
 * libraries take them (aws: EFA pods ask for hugepages-2Mi). Huge pages beside a GPU alone are the program's own.
 * A pod without an accelerator keeps its network devices: CPU programs use them too.
 */
export function removeGpuResources(context: DecisionContext): StepResult {
  const { workload } = context;
  const lost = workload.containers.flatMap((container) => {
    const entries = lostEntries(container, context);
    return entries.length === 0 ? [] : [{ container, entries }];
  });
  return {
    ...NOTHING,
    removals: lost.flatMap(({ container, entries }) =>
      entries.map((entry) => removalOf(container, entry, context)),
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

function lostEntries(container: ContainerView, { workload, catalog }: DecisionContext): readonly LostEntry[] {
  const entries = SECTIONS.flatMap((section) =>
    resourceEntries(container, section).map((entry): LostEntry => ({ ...entry, section })),
  );
  const podHasAccelerator = workload.containers.some((one) => namesAccelerator(one, catalog));
  const lost = entries.filter(
    ({ name }) =>
      isAccelerator(catalog, name) || (podHasAccelerator && catalog.resource(name)?.kind === "companion"),
  );
  const losesNetwork = lost.some(({ name }) => catalog.resource(name)?.kind === "companion");
  if (!losesNetwork || usesHugePageVolume(workload)) return lost;
  return entries.filter((entry) => lost.includes(entry) || entry.name.startsWith("hugepages-"));
}

/** A volume of huge pages needs them requested, whatever else the pod does (k8s docs: manage-hugepages). */
function usesHugePageVolume(workload: Workload): boolean {
  const volumes = workload.podSpec.entries.find(({ name }) => name === "volumes")?.value ?? null;
  return items(volumes).some(
    (volume) => textAt(volume, ["emptyDir", "medium"])?.startsWith("HugePages") === true,
  );
}

function removalOf(
  container: ContainerView,
  entry: LostEntry,
  { settings, catalog }: DecisionContext,
): Removal {
  return {
    path: [...container.path, "resources", entry.section, entry.name],
    step: "resources",
    reason: isAccelerator(catalog, entry.name)
      ? `the ${settings.profile} profile runs on CPUs`
      : `only a container with an accelerator needs ${entry.name}`,
    origin: byProfile(settings),
  };
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
