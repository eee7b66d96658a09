import { at, integer, items, textAt } from "../../../k8s/access.ts";
import type { WorkloadClass } from "../../../k8s/kinds.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import { objectsAimingAt } from "../../surroundings.ts";
import { KINDS, QUEUE_TRIGGERS } from "../data/shapes.ts";
import type { Subject } from "../subject.ts";
import type { Evidence, Hypothesis } from "../types.ts";

/** What kind, accelerators, batch fields, scalers, ports and probes say. */
export function shapeEvidence(subject: Subject): readonly Evidence[] {
  return [
    ...kindEvidence(subject),
    ...acceleratorEvidence(subject),
    ...batchEvidence(subject),
    ...scalerEvidence(subject),
    ...servingEvidence(subject),
  ];
}

function kindEvidence({ workload, accelerated }: Subject): readonly Evidence[] {
  const { text, points } = KINDS[workload.kind.class];
  const found = Object.entries(points[accelerated ? "accelerated" : "plain"]) as [Hypothesis, number][];
  const asKind = found.map(([is, weight]): Evidence => ({ text, path: ["kind"], points: weight, for: is }));
  const restart = textAt(workload.podSpec, ["restartPolicy"]);
  if (workload.kind.class !== "pod" || restart === null || restart === "Always") return asKind;
  const path = [...workload.podSpecPath, "restartPolicy"];
  const ends = `ends and is not restarted for ever (restartPolicy: ${restart})`;
  return [
    ...asKind,
    { text: ends, path, points: -2, for: "continuous" },
    { text: ends, path, points: accelerated ? 1.5 : 0.5, for: "training" },
  ];
}

function acceleratorEvidence({ workload, accelerated, workers }: Subject): readonly Evidence[] {
  const [worker] = workers;
  const path = worker === undefined ? workload.podSpecPath : [...worker.container.path, "resources"];
  if (!accelerated)
    return [
      { text: "asks for no accelerator", path, points: -1, for: "continuous" },
      { text: "asks for no accelerator", path, points: -1, for: "training" },
    ];
  const evidence: Evidence[] = [
    { text: "asks for an accelerator, which bursty takes away", path, points: -5, for: "bursty" },
  ];
  const shm = workers.flatMap(({ container }) => {
    const index = items(at(container.node, ["volumeMounts"])).findIndex(
      (mount) => textAt(mount, ["mountPath"]) === "/dev/shm",
    );
    return index < 0 ? [] : [[...container.path, "volumeMounts", index]];
  })[0];
  if (shm !== undefined)
    for (const is of ["continuous", "training"] as const)
      evidence.push({ text: "shares memory at /dev/shm", path: shm, points: 0.5, for: is });
  return evidence;
}

function batchEvidence({ workload, accelerated }: Subject): readonly Evidence[] {
  const { jobSpec, kind } = workload;
  if (jobSpec === null || kind.jobSpec === null) return [];
  const is = accelerated ? "training" : "bursty";
  const evidence: Evidence[] = [];
  if (textAt(jobSpec, ["completionMode"]) === "Indexed")
    evidence.push({
      text: "numbers its pods (Indexed)",
      path: [...kind.jobSpec, "completionMode"],
      points: 1.5,
      for: is,
    });
  const parallelism = integer(at(jobSpec, ["parallelism"])) ?? 1;
  const completions = integer(at(jobSpec, ["completions"])) ?? 1;
  if (parallelism > 1)
    evidence.push({
      text: `runs ${parallelism} pods at a time`,
      path: [...kind.jobSpec, "parallelism"],
      points: 1.5,
      for: is,
    });
  if (completions > 1 && !accelerated)
    evidence.push({
      text: `has ${completions} pieces of work`,
      path: [...kind.jobSpec, "completions"],
      points: 1,
      for: is,
    });
  return evidence;
}

function scalerEvidence({ workload, surroundings, accelerated }: Subject): readonly Evidence[] {
  return objectsAimingAt(surroundings, workload.object).flatMap((object): Evidence[] => {
    const title = `${object.kind}/${object.name}`;
    if (object.kind === "HorizontalPodAutoscaler" || object.kind === "ScaledObject") {
      const queue = items(at(object.root, ["spec", "triggers"])).some((trigger) =>
        QUEUE_TRIGGERS.has(textAt(trigger, ["type"]) ?? ""),
      );
      const text = `is scaled ${queue ? "by the length of a queue" : "by its load"} (${title})`;
      const path = ["spec"];
      return accelerated
        ? [{ text, path, points: 1.5, for: "continuous", object }]
        : [{ text, path, points: queue ? 4 : 2.5, for: "bursty", object }];
    }
    return [];
  });
}

const RESTARTED: ReadonlySet<WorkloadClass> = new Set(["deployment", "replica-set", "stateful-set", "pod"]);
/** Ports of metrics, health checks and webhooks are no service to anybody outside. */
const ASIDE = /metric|prom|health|probe|webhook|monitor/i;

function servingEvidence({ workload, workers, accelerated }: Subject): readonly Evidence[] {
  if (!RESTARTED.has(workload.kind.class)) return [];
  const is = accelerated ? "continuous" : "bursty";
  const evidence: Evidence[] = [];
  const port = workers.flatMap(({ container }) =>
    portsOf(
      container.path,
      items(at(container.node, ["ports"])).map((item) => textAt(item, ["name"])),
    ),
  )[0];
  if (port !== undefined)
    evidence.push({ text: "opens a port for others", path: port, points: 1.5, for: is });
  const probe = workers.flatMap(({ container }) =>
    ["readinessProbe", "startupProbe", "livenessProbe"].flatMap((name) => {
      const found = at(container.node, [name]);
      const asks =
        found !== null && ["httpGet", "grpc", "tcpSocket"].some((how) => at(found, [how]) !== null);
      return asks ? [[...container.path, name]] : [];
    }),
  )[0];
  if (probe !== undefined)
    evidence.push({
      text: "is asked whether it is ready",
      path: probe,
      points: accelerated ? 1 : 0.5,
      for: is,
    });
  const replicas =
    workload.kind.replicas === null ? null : integer(at(workload.object.root, workload.kind.replicas));
  if (workload.kind.replicas !== null && replicas !== null && replicas > 1 && !accelerated)
    evidence.push({ text: `has ${replicas} replicas`, path: workload.kind.replicas, points: 0.5, for: is });
  return evidence;
}

function portsOf(container: FieldPath, names: readonly (string | null)[]): readonly FieldPath[] {
  return names.flatMap((name, index) =>
    name !== null && ASIDE.test(name) ? [] : [[...container, "ports", index]],
  );
}
