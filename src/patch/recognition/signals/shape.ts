import { shmMountPath } from "../../../workload/shared-memory.ts";
import { at, integer, textAt } from "../../../yaml/access.ts";
import type { Evidence } from "../data/evidence.ts";
import { kindSignal } from "../data/shapes.ts";
import { evidenceOf, type FoundSignal, signal } from "./evidence.ts";
import type { AutoSubject } from "./subject.ts";

/** What kind, restart policy, accelerators and the fields of a Job say. */
export function shapeEvidence(subject: AutoSubject): readonly Evidence[] {
  return [
    ...evidenceOf(subject, kindSignal(subject.podSet.kind), { path: ["kind"] }),
    ...restartEvidence(subject),
    ...acceleratorEvidence(subject),
    ...batchEvidence(subject),
  ];
}

/** Only a bare Pod has a choice that says something: the others are restarted, or end, by their kind. */
function restartEvidence(subject: AutoSubject): readonly Evidence[] {
  const { kind, podSpec, podSpecPath } = subject.podSet;
  const name = textAt(podSpec, ["restartPolicy"]);
  if (kind.lifecycle !== "once" || name === null || name === "Always") return [];
  return signal(subject, "ends-by-itself", { path: [...podSpecPath, "restartPolicy"], name });
}

function acceleratorEvidence(subject: AutoSubject): readonly Evidence[] {
  const { podSet, workers } = subject;
  const [worker] = workers;
  const path = worker === undefined ? podSet.podSpecPath : [...worker.container.path, "resources"];
  const { asks, built } = subject;
  return [
    ...signal(subject, asks ? "accelerator" : "no-accelerator", { path }),
    ...signal(subject, "gpu-build", built === null ? null : { path: built.path, name: built.word }),
    ...signal(subject, "shared-memory", sharedMemory(subject)),
  ];
}

function sharedMemory({ workers }: AutoSubject): FoundSignal | undefined {
  return workers.flatMap(({ container }) => {
    const path = shmMountPath(container);
    return path === null ? [] : [{ path }];
  })[0];
}

function batchEvidence(subject: AutoSubject): readonly Evidence[] {
  const { jobSpec, jobPath } = subject.podSet;
  if (jobSpec === null || jobPath === null) return [];
  const path = jobPath;
  const many = (field: string): FoundSignal | null => {
    const count = integer(at(jobSpec, [field])) ?? 1;
    return count > 1 ? { path: [...path, field], name: String(count) } : null;
  };
  const isIndexed = textAt(jobSpec, ["completionMode"]) === "Indexed";
  return [
    ...signal(subject, "indexed", isIndexed ? { path: [...path, "completionMode"] } : null),
    ...signal(subject, "parallel", many("parallelism")),
    ...signal(subject, "many-completions", many("completions")),
  ];
}
