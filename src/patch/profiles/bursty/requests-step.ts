import { amountPath, type ContainerView, podSetTitle } from "../../../k8s/workload.ts";
import type { Refusal } from "../../../kernel/diagnostic.ts";
import type { Setting } from "../../../profile/settings.ts";
import { askFor, podSaysCpu, saysCpu, writeAmount } from "../../shared/amounts.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { Targets } from "../../shared/cpu-containers.ts";
import { inform, refuse } from "../../shared/diagnostics.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";

/** CPU that a container asks for when nothing says how much: without a request an autoscaler cannot measure. */
const DEFAULT_CPU = "1";

/** `--cpu` and `--memory` for the chosen container, and a CPU request where nothing says any and one is needed. */
export function decideRequests(context: PodSetContext, targets: Targets, needed: boolean): StepResult {
  const { settings } = context;
  const named = settings.cpu ?? settings.memory;
  if (named === undefined && !needed) return NOTHING;
  if (!targets.ok) return named === undefined ? NOTHING : refusedStep(targets.problem);
  const { containers } = targets;
  const [container, ...others] = containers;
  if (container === undefined) return NOTHING;
  if (named !== undefined && others.length > 0)
    return refusedStep(
      severalContainers(
        context,
        containers.map((one) => one.name),
      ),
    );
  return joinSteps([
    settings.cpu === undefined ? NOTHING : askFor(context, [container], "cpu", settings.cpu, "raise"),
    settings.memory === undefined
      ? NOTHING
      : askFor(context, [container], "memory", settings.memory, "raise"),
    ...(settings.cpu !== undefined || !needed ? [] : containers.map((one) => defaultCpu(context, one))),
  ]);
}

/** The default CPU request, only where neither the container nor the pod says anything about CPU; said, since nobody asked. */
function defaultCpu(context: PodSetContext, container: ContainerView): StepResult {
  const { podSet } = context;
  if (saysCpu(container) || podSaysCpu(podSet)) return NOTHING;
  const wanted: Setting<string> = { value: DEFAULT_CPU, origin: { kind: "default" } };
  const reason = "nothing says how much CPU it needs, and without a request nothing can measure or place it";
  const path = amountPath(container, "requests", "cpu");
  if (path === null) return NOTHING;
  return {
    ...writeAmount(context, container, path, wanted, reason),
    diagnostics: [
      inform(podSet, path, {
        code: "cpu-assumed",
        message: `cpu: ${DEFAULT_CPU} is requested for container "${container.name}" of ${podSetTitle(podSet)}: nothing says how much it needs`,
      }),
    ],
  };
}

function severalContainers({ podSet }: PodSetContext, names: readonly string[]): Refusal {
  return refuse(podSet, [...podSet.podSpecPath, "containers"], {
    code: "ambiguous-container",
    message: `--cpu and --memory are for one container, and several had a GPU: ${names.join(", ")}`,
  });
}
