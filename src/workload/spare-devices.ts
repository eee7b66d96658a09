import { nodeRequirements } from "../k8s/scheduling/node-requirements.ts";
import type { PodSet } from "../k8s/workload.ts";
import type { Severity } from "../kernel/diagnostic.ts";
import { counted } from "../kernel/words.ts";
import { acceleratorsOf, asksForAccelerator, isAsked } from "./accelerators.ts";
import type { Knowledge } from "./knowledge.ts";
import { deviceList, hasNoDevices, type PodDevices, podDevices } from "./pod-devices.ts";
import { type RolloutVerdict, rolloutVerdict } from "./rollout.ts";

/** Accelerators that a rollout needs beside those that old pods hold. */
export interface SpareDevices {
  readonly verdict: Exclude<RolloutVerdict, { readonly kind: "needs-nothing" }>;
  readonly devices: PodDevices;
  /** A DaemonSet's rollout needs them on each node. */
  readonly perNode: boolean;
  /** As bad as it is: one that goes on costs replicas for a while, and a share of a GPU is more likely to be free. */
  readonly severity: Exclude<Severity, "error">;
}

/** What the rollout of a workload with so many replicas needs to spare; null where it needs nothing. */
export function spareDevices(
  podSet: PodSet,
  replicas: number | null,
  knowledge: Knowledge,
): SpareDevices | null {
  const verdict = rolloutVerdict(podSet, replicas, knowledge.surroundings);
  if (verdict.kind === "needs-nothing") return null;
  const devices = podDevices(podSet, knowledge);
  if (hasNoDevices(devices)) return null;
  const isMild = verdict.kind === "goes-on" || takesShares(podSet, knowledge);
  const perNode = podSet.kind.rollout?.form === "per-node";
  return { verdict, devices, perNode, severity: isMild ? "info" : "warning" };
}

/** A clause about `rollout`, which begins it: `each rollout`, `each rollout of Deployment/web`. */
export function spareText({ verdict, devices, perNode }: SpareDevices, rollout: string): string {
  const needed = `${rollout} needs ${deviceList(devices, verdict.surge)} to spare`;
  if (perNode)
    return `${needed} on each node: it starts the new pod before it ends the old one, and hangs where none is free`;
  if (verdict.kind === "twice") return `${needed}: ${verdict.why}`;
  const started = `${needed}: it starts ${counted(verdict.surge, "new pod")}`;
  return verdict.kind === "hangs"
    ? `${started} before it ends an old one, and hangs where none is free`
    : `${started} beside old ones, and where none is free it goes on with ${verdict.missing} of ${verdict.replicas} replicas missing`;
}

/** Why it matters, in one sentence. */
export function spareReason({ verdict }: SpareDevices): string {
  switch (verdict.kind) {
    case "hangs":
      return "No old pod ends before a new one is ready: where all GPUs are taken the new pod stays Pending, and the rollout hangs.";
    case "goes-on":
      return "Old pods end before all new ones are ready, so where all GPUs are taken the rollout goes on with fewer replicas until it is done.";
    case "twice":
      return "All new pods run before the old ones end, so the whole workload needs its GPUs twice for a while: where they are taken the new pods stay Pending.";
    default:
      return verdict satisfies never;
  }
}

/** True where all containers with accelerators, or the nodes that are selected, have shares of them. */
function takesShares(podSet: PodSet, knowledge: Knowledge): boolean {
  const { selector } = nodeRequirements(podSet);
  if (selector.some(({ key }) => knowledge.catalog.label(key)?.kind === "sharing")) return true;
  return acceleratorsOf(podSet, knowledge)
    .filter(asksForAccelerator)
    .every(({ devices, slices }) =>
      [...devices, ...slices].some(
        (ask) => isAsked(ask) && (ask.meaning.kind === "shared" || ask.meaning.kind === "slice"),
      ),
    );
}
