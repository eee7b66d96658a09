import type { Catalog } from "../../gpu/types.ts";
import { annotationsOf, objectTitle } from "../../k8s/object.ts";
import { allRequirements, nodeRequirements } from "../../k8s/scheduling/node-requirements.ts";
import { preferredConditions } from "../../k8s/scheduling/preferred-conditions.ts";
import { tolerationsOf } from "../../k8s/scheduling/tolerations.ts";
import type { SelectorRequirement } from "../../k8s/scheduling/types.ts";
import { type PodSet, podAnnotations, type Workload } from "../../k8s/workload.ts";
import { stringMap } from "../../yaml/access.ts";
import type { Source } from "../../yaml/source.ts";
import { splitDocuments } from "../../yaml/split.ts";
import type { LoadedFile } from "../input/load.ts";
import type { PlatformEvidence } from "./guess-platform.ts";
import { type Marked, platformsOfGroup, platformsOfKey } from "./platform-marks.ts";

/** What the manifests say about where they run: conditions on nodes, tolerations, annotations, objects of a provider. */
export function manifestEvidence(
  files: readonly LoadedFile[],
  workloads: readonly Workload[],
  catalog: Catalog,
): readonly PlatformEvidence[] {
  const read = documentsOf(workloads);
  return [
    ...workloads.flatMap((workload) => workloadEvidence(workload, catalog)),
    ...files.flatMap((file) => otherObjects(file, read, catalog)),
  ];
}

/** One piece for each set of platforms: a workload with ten annotations of a provider is no ten workloads. */
function workloadEvidence(workload: Workload, catalog: Catalog): readonly PlatformEvidence[] {
  const place = `${objectTitle(workload.object)} (${workload.object.source.name})`;
  const found = new Map<string, PlatformEvidence>();
  const add = (key: string, values: readonly string[], verb: string): void => {
    const platforms = platformsOfKey(key, values, catalog);
    const known = platforms.join();
    if (platforms.length === 0 || found.has(known)) return;
    const value = values.length === 1 && values[0] !== "" ? `=${values[0]}` : "";
    found.set(known, { platforms, text: `${place} ${verb} ${key}${value}` });
  };
  const { podSets, object } = workload;
  for (const { key, operator, values } of podSets.flatMap(conditions))
    add(key, operator === "In" ? values : [], "selects");
  for (const { key } of podSets.flatMap(({ podSpec }) => tolerationsOf(podSpec)))
    if (key !== null) add(key, [], "tolerates");
  const ofPods = podSets.flatMap((one) => [...stringMap(podAnnotations(one)).keys()]);
  for (const key of [...annotationsOf(object).keys(), ...ofPods]) add(key, [], "is annotated with");
  return [...found.values()];
}

/** Conditions on nodes, required and preferred. */
function conditions(podSet: PodSet): readonly SelectorRequirement[] {
  return [
    ...allRequirements(nodeRequirements(podSet)),
    ...preferredConditions(podSet).map((condition) => ({ ...condition, values: [] })),
  ];
}

/** Indexes of documents by source. */
type Documents = ReadonlyMap<Source, ReadonlySet<number>>;

/** The documents that hold workloads: those have been looked at more closely. */
function documentsOf(workloads: readonly Workload[]): Documents {
  const found = new Map<Source, Set<number>>();
  for (const { object } of workloads) {
    const own = found.get(object.source) ?? new Set();
    found.set(object.source, own.add(object.document.index));
  }
  return found;
}

const GROUP = /^apiVersion:[ \t]*["']?([a-z0-9.-]+)\/v[a-z0-9]+["']?[ \t]*\r?$/gm;
const KEY = /^[ \t]+["']?([a-z0-9.-]+\/[\w.-]+)["']?:(?=\s)/gm;

/**
 * Objects that are no workloads, such as a ServiceAccount or a NodePool, by their text alone: the group of the API,
 * and annotations and labels of a provider. One clause a file and platforms, or a folder of them would outvote all else.
 */
function otherObjects(
  { source, problems }: LoadedFile,
  withWorkloads: Documents,
  catalog: Catalog,
): readonly PlatformEvidence[] {
  if (source === null || problems.length > 0) return [];
  const found = new Map<string, PlatformEvidence>();
  const add = (platforms: Marked, what: string): void => {
    const key = platforms.join();
    if (platforms.length > 0 && !found.has(key))
      found.set(key, { platforms, text: `${source.name} ${what}` });
  };
  for (const raw of splitDocuments(source.text)) {
    if (withWorkloads.get(source)?.has(raw.index)) continue;
    const content = source.text.slice(raw.content.start, raw.content.end);
    for (const [, group = ""] of content.matchAll(GROUP))
      add(platformsOfGroup(group), `has an object of ${group}`);
    for (const [, key = ""] of content.matchAll(KEY))
      add(platformsOfKey(key, [], catalog), `has the key ${key}`);
  }
  return [...found.values()];
}
