import { type KubeObject, objectTitle } from "../../../k8s/object.ts";
import { isAutoscaler } from "../../../workload/autoscalers.ts";
import { objectsAimingAt } from "../../../workload/surroundings.ts";
import { at, integer, items, textAt } from "../../../yaml/access.ts";
import type { Evidence } from "../data/evidence.ts";
import { QUEUE_TRIGGERS } from "../data/shapes.ts";
import { type FoundSignal, signal } from "./evidence.ts";
import type { AutoSubject } from "./subject.ts";

/** What scalers, ports, probes and replicas say: that others ask it for something. */
export function servingEvidence(subject: AutoSubject): readonly Evidence[] {
  const scaled = scalerEvidence(subject);
  const { lifecycle } = subject.podSet.kind;
  if (lifecycle !== "restarts" && lifecycle !== "once") return scaled;
  return [
    ...scaled,
    ...signal(subject, "port", portOf(subject)),
    ...signal(subject, "probe", probeOf(subject)),
    ...signal(subject, "replicas", replicasOf(subject)),
  ];
}

function scalerEvidence(subject: AutoSubject): readonly Evidence[] {
  const { surroundings, podSet } = subject;
  return objectsAimingAt(surroundings, podSet.object).flatMap((object) => {
    if (!isAutoscaler(object)) return [];
    const found = { path: ["spec"], name: objectTitle(object), object };
    return signal(subject, countsQueue(object) ? "scaled-by-queue" : "scaled-by-load", found);
  });
}

function countsQueue(scaler: KubeObject): boolean {
  const triggers = items(at(scaler.root, ["spec", "triggers"]));
  return triggers.some((trigger) => QUEUE_TRIGGERS.has(textAt(trigger, ["type"]) ?? ""));
}

/** Ports of metrics, health checks and webhooks are no service to anybody outside. */
const ASIDE = /metric|prom|health|probe|webhook|monitor/i;

function portOf({ workers }: AutoSubject): FoundSignal | undefined {
  return workers.flatMap(({ container }) =>
    items(at(container.node, ["ports"])).flatMap((port, index) =>
      ASIDE.test(textAt(port, ["name"]) ?? "") ? [] : [{ path: [...container.path, "ports", index] }],
    ),
  )[0];
}

function probeOf({ workers }: AutoSubject): FoundSignal | undefined {
  return workers.flatMap(({ container }) =>
    ["readinessProbe", "startupProbe", "livenessProbe"].flatMap((name) => {
      const probe = at(container.node, [name]);
      const asks = ["httpGet", "grpc", "tcpSocket"].some((how) => at(probe, [how]) !== null);
      return asks ? [{ path: [...container.path, name] }] : [];
    }),
  )[0];
}

function replicasOf({ podSet }: AutoSubject): FoundSignal | null {
  const path = podSet.kind.replicas;
  if (path === null) return null;
  const replicas = integer(at(podSet.object.root, path)) ?? 1;
  return replicas > 1 ? { path, name: String(replicas) } : null;
}
