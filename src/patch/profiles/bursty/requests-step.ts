import type { Refusal } from "../../../kernel/diagnostic.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { Targets } from "../../shared/cpu-containers.ts";
import { refuse } from "../../shared/diagnostics.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { askFor, defaultCpu } from "./requests.ts";

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
    settings.cpu === undefined ? NOTHING : askFor(context, container, "cpu", settings.cpu),
    settings.memory === undefined ? NOTHING : askFor(context, container, "memory", settings.memory),
    ...(settings.cpu !== undefined || !needed ? [] : containers.map((one) => defaultCpu(context, one))),
  ]);
}

function severalContainers({ podSet }: PodSetContext, names: readonly string[]): Refusal {
  return refuse(podSet, [...podSet.podSpecPath, "containers"], {
    code: "ambiguous-container",
    message: `--cpu and --memory are for one container, and several had a GPU: ${names.join(", ")}`,
  });
}
