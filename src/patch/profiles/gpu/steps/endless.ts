import { hasOrdinals } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { textAt } from "../../../../yaml/access.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { stuckPodWarning } from "./server.ts";

/** What `training` cannot do for a kind: a workload that never ends gets the part about its pods only. */
export function endlessDiagnostics(podSet: PodSet): readonly Advice[] {
  const { lifecycle, life } = podSet.kind;
  // Programs end inside of these, and a cluster or notebook is there for the next.
  if (life !== undefined && life !== "serving") return [];
  switch (lifecycle) {
    case "ends":
      return [];
    case "restarts":
      return hasOrdinals(podSet.kind) ? [endless(podSet), stuckPodWarning(podSet)] : [endless(podSet)];
    case "per-node":
      return [endless(podSet)];
    case "none":
      // Only a PodTemplate has a policy of its own: what a custom resource is a template of, ends or not by its own kind.
      return podSet.kind.life === undefined && restartsForEver(podSet) ? [endless(podSet)] : [];
    case "once":
      return restartsForEver(podSet) ? [endless(podSet)] : [];
    default:
      return lifecycle satisfies never;
  }
}

function restartsForEver(podSet: PodSet): boolean {
  return (textAt(podSet.podSpec, ["restartPolicy"]) ?? "Always") === "Always";
}

function endless(podSet: PodSet): Advice {
  return warn(podSet, ["kind"], {
    code: "training-in-deployment",
    message: `${objectTitle(podSet.object)} starts its pods again for ever, also after a run that worked`,
    why: `A ${podSet.object.kind} has no end; only the part about its pods is written.`,
    advice: "Make it a Job.",
  });
}
