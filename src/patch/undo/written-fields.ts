import type { Json } from "../../edit/operation.ts";
import { sameJson } from "../../k8s/json.ts";
import type { PodSet } from "../../k8s/workload.ts";
import { twinPath } from "../../workload/twins.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { ContainerRecord, RecordedChange, RestoreRecord } from "../records/restore-record.ts";
import type { Step } from "../shared/decision.ts";

/** A field that a run wrote over, as a record has it. */
export interface WrittenField {
  readonly path: FieldPath;
  readonly change: RecordedChange;
  readonly step: Step;
}

/** The fields that a record names under `resources` of a container. */
export function containerFields(
  container: FieldPath,
  { set = {} }: ContainerRecord,
): readonly WrittenField[] {
  return Object.entries(set).map(([name, change]) => ({
    path: [...container, "resources", ...name.split(".")],
    change,
    step: "resources",
  }));
}

/** The fields that a record names outside containers, as far as the workload's kind has them. */
export function otherFields(podSet: PodSet, { set = {} }: RestoreRecord): readonly WrittenField[] {
  return Object.entries(set).flatMap(([name, change]): readonly WrittenField[] => {
    const { kind, jobPath, podSpecPath } = podSet;
    if (name.startsWith("pod."))
      return [
        { path: [...podSpecPath, "resources", ...name.slice(4).split(".")], change, step: "resources" },
      ];
    if (name.startsWith("twin.")) {
      const path = twinPath(podSet, Number(name.slice(5)));
      return path === null ? [] : [{ path, change, step: "resources" }];
    }
    if (name === "replicas")
      return kind.replicas === null ? [] : [{ path: kind.replicas, change, step: "scale" }];
    const isJobField = ["completions", "parallelism", "completionMode"].includes(name);
    return jobPath === null || !isJobField ? [] : [{ path: [...jobPath, name], change, step: "scale" }];
  });
}

/** All fields that a record names in a workload. */
export function writtenFields(podSet: PodSet, record: RestoreRecord): readonly WrittenField[] {
  const ofContainers = Object.entries(record.containers ?? {}).flatMap(([name, lost]) => {
    const container = podSet.containers.find((one) => one.name === name);
    return container === undefined ? [] : containerFields(container.path, lost);
  });
  return [...ofContainers, ...otherFields(podSet, record)];
}

/**
 * True where a field still has a recorded value. A number that is written in the quotes of the value that it replaced is
 * the same number: quantities may be either.
 */
export function isStill(current: Json, recorded: Json): boolean {
  return sameJson(current, recorded) || (isNumberOrText(current) && String(current) === String(recorded));
}

function isNumberOrText(value: Json): boolean {
  return typeof value === "number" || typeof value === "string";
}
