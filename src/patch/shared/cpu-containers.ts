import { type ContainerView, podSetTitle } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import { isExplicit } from "../../profile/origin.ts";
import { namesAccelerator } from "../../workload/accelerator-names.ts";
import { acceleratorsOf } from "../../workload/accelerators.ts";
import type { RestoreRecord } from "../records/restore-record.ts";
import { chooseContainer } from "./container.ts";
import type { PodSetContext } from "./context.ts";

/** The containers that do the pod's work on CPUs; or why that is not known. */
export type Targets =
  | { readonly ok: true; readonly containers: readonly ContainerView[] }
  | { readonly ok: false; readonly problem: Refusal };

/** The flag's container, else those with an accelerator, else those that had one before, else the rules for GPUs. */
export function targetsOf(context: PodSetContext, record: RestoreRecord | null): Targets {
  const { podSet, settings, catalog } = context;
  const accelerators = acceleratorsOf(podSet, context);
  const running = podSet.containers.filter((container) => container.role !== "init");
  if (!isExplicit(settings.container)) {
    const asking = running.filter((container) => namesAccelerator(container, catalog));
    if (asking.length > 0) return { ok: true, containers: asking };
    const before = running.filter((container) => hadAccelerator(container, record));
    if (before.length > 0) return { ok: true, containers: before };
  }
  const choice = chooseContainer(podSet, settings, accelerators);
  return choice.ok
    ? { ok: true, containers: choice.containers }
    : { ok: false, problem: forCpus(context, choice.problem) };
}

/** The rules are those for GPUs, and so are their words. */
function forCpus({ podSet }: PodSetContext, problem: Refusal): Refusal {
  const title = podSetTitle(podSet);
  switch (problem.code) {
    case "no-container":
      return { ...problem, message: `${title} has no container that an autoscaler could measure` };
    case "ambiguous-container":
      return {
        ...problem,
        why: "The CPU request goes to the container that does the work, and the autoscaler measures it.",
        advice: "Pass --container NAME, give every container a CPU request, or pass --no-autoscale.",
      };
    default:
      return problem;
  }
}

function hadAccelerator(container: ContainerView, record: RestoreRecord | null): boolean {
  const containers = record?.containers ?? {};
  if (!Object.hasOwn(containers, container.name)) return false;
  const found = containers[container.name];
  return (found?.limits ?? found?.requests ?? found?.claims) !== undefined;
}
