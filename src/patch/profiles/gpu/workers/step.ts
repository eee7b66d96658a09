import type { Json } from "../../../../edit/operation.ts";
import type { Refusal } from "../../../../kernel/diagnostic.ts";
import { minorToWriteFor } from "../../../../profile/layers.ts";
import type { Origin, Setting } from "../../../../profile/settings.ts";
import { textAt } from "../../../../yaml/access.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import { trainingRecord, WORKERS_LABEL } from "../../../records/training-record.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { isFilledInLater, renderFirst } from "../../../shared/render-first.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { failedIndexesProblem } from "./group.ts";
import { nameProblem } from "./names.ts";
import { onePerNodeStep } from "./one-per-node.ts";
import { rendezvousStep } from "./rendezvous.ts";
import { decideService, type WorkersService } from "./service.ts";
import { kindProblem, widthProblem } from "./wanted.ts";
import { widthOperations } from "./width.ts";
import { workersDiagnostics } from "./workers-diagnostics.ts";

/** Makes a Job an Indexed one whose pods find each other by name, with the Service that goes before it. */
export function workersStep(
  context: PodSetContext,
  allocation: GpuAllocation,
  workers: Setting<number>,
): StepResult {
  const { podSet, settings } = context;
  const record = trainingRecord(podSet);
  const problem =
    kindProblem(podSet, workers) ??
    unknownYet(context) ??
    nameProblem(podSet, workers.value) ??
    widthProblem(podSet, workers, record) ??
    failedIndexesProblem(podSet, workers.value);
  if (problem !== null) return refusedStep(problem);
  const planned = decideService(context, record, workers.origin);
  if (!planned.ok) return refusedStep(planned.problem);
  const { service } = planned;
  const containers = allocation.assignments.flatMap(({ container }) =>
    container.role === "init" ? [] : [container],
  );
  const facts = {
    service: service.name,
    count: workers.value,
    podSet,
    minor: minorToWriteFor(settings),
    configured: settings.env,
  };
  const step = joinSteps([
    { ...NOTHING, operations: widthOperations(context, workers) },
    {
      ...NOTHING,
      operations: podOperations(context, service, workers.origin),
      diagnostics: service.diagnostics,
    },
    onePerNodeStep(context, service.name),
    rendezvousStep(containers, facts, record, workers.origin),
    { ...NOTHING, diagnostics: workersDiagnostics(context, containers, workers.value) },
  ]);
  return service.generated === null ? step : { ...step, generated: [service.generated] };
}

/** Workers are found by the Job's name, and a width of its own must be the same as theirs. */
function unknownYet(context: PodSetContext): Refusal | null {
  const { podSet } = context;
  const jobSpec = podSet.jobPath ?? [];
  const needed = new Map<FieldPath, string>([
    [["metadata", "name"], "the workers use it to find each other"],
    [["metadata", "generateName"], "the workers use it to find each other"],
    [[...jobSpec, "completions"], "it must be the number of workers"],
    [[...jobSpec, "parallelism"], "it must be the number of workers"],
  ]);
  for (const [path, why] of needed)
    if (isFilledInLater(podSet, path)) return renderFirst(context, path, { needed: why });
  return null;
}

/** The label that the Service selects, and the name that it gives the pods. */
function podOperations(
  { podSet, settings }: PodSetContext,
  service: WorkersService,
  origin: Origin,
): readonly ReasonedOperation[] {
  const label = [...(podSet.labelsPath ?? []), WORKERS_LABEL];
  const subdomain = [...podSet.podSpecPath, "subdomain"];
  const { root } = podSet.object;
  const set = (
    path: ReasonedOperation["path"],
    value: Json,
    reason: string,
    before: string,
  ): readonly ReasonedOperation[] =>
    textAt(root, path) === value ? [] : [{ op: "set", path, value, before, step: "scale", reason, origin }];
  return [
    ...(service.selectsLabel
      ? set(
          label,
          service.name,
          "the Service selects its pods by it, whatever the Job is called in the end",
          "spec",
        )
      : []),
    ...(!service.selectsLabel && settings.onePerNode?.value === true
      ? set(label, service.name, "it tells which pods must not share a node", "spec")
      : []),
    ...set(
      subdomain,
      service.name,
      "pods get DNS names under a Service that is called the same; who renames one has to rename the other",
      "containers",
    ),
  ];
}
