import { hasOrdinals } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import { nodeRequirements, selectsNodes } from "../../../../k8s/scheduling/node-requirements.ts";
import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { at, isNullish, items, member } from "../../../../yaml/access.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/**
 * What is worth knowing about a workload that always computes: probes, and kinds that behave in their own way. `placed`
 * opens the workload with the nodes that its pods get.
 */
export function serverStep(
  context: PodSetContext,
  allocation: GpuAllocation,
  placed: () => PodSet,
): StepResult {
  const diagnostics: Advice[] = [...kindDiagnostics(context, placed)];
  for (const { container } of allocation.assignments)
    if (isUnwatchedServer(context, container)) diagnostics.push(probeWarning(context, container));
  return { ...NOTHING, diagnostics };
}

function kindDiagnostics({ podSet }: PodSetContext, placed: () => PodSet): readonly Advice[] {
  const { kind, object } = podSet;
  if (hasOrdinals(kind)) return [stuckPodWarning(podSet)];
  if (kind.lifecycle === "per-node") return [onEveryNode(podSet, placed)];
  if (kind.lifecycle !== "ends") return [];
  return [
    inform(podSet, ["kind"], {
      code: "training-fits-better",
      message: `${objectTitle(object)} runs to completion: the profile \`training\` also limits retries, which hold GPUs`,
    }),
  ];
}

/** As bad as the linter finds it: who selects nodes may well mean all of those. */
function onEveryNode(podSet: PodSet, placed: () => PodSet): Advice {
  const isNarrowed = selectsNodes(nodeRequirements(placed()));
  const tell = isNarrowed ? inform : warn;
  return tell(podSet, ["kind"], {
    code: "gpu-daemon-set",
    message: `${objectTitle(podSet.object)} takes a GPU on every node ${isNarrowed ? "that it selects" : "of the cluster"}`,
    advice: "Make it a Deployment unless every node is meant.",
  });
}

/** The StatefulSet controller waits for a pod that can never become ready (kubernetes/kubernetes#67250). */
export function stuckPodWarning(podSet: PodSet): Advice {
  return warn(podSet, ["kind"], {
    code: "stuck-stateful-pod",
    message: `a pod of ${objectTitle(podSet.object)} that never fitted on a node must be deleted by hand after a fix`,
  });
}

/** A container that other pods talk to, and of which nobody knows when its model is loaded. */
function isUnwatchedServer({ podSet }: PodSetContext, container: ContainerView): boolean {
  const { lifecycle, rollout } = podSet.kind;
  if (lifecycle !== "restarts" || rollout === null || container.role !== "main") return false;
  if (items(member(container.node, "ports")).length === 0) return false;
  return isNullish(at(container.node, ["readinessProbe"])) && isNullish(at(container.node, ["startupProbe"]));
}

function probeWarning({ podSet }: PodSetContext, container: ContainerView): Advice {
  return warn(podSet, [...container.path, "ports"], {
    code: "server-without-probe",
    message: `container "${container.name}" serves a port and has neither a readiness nor a startup probe`,
  });
}
