import { askFor } from "../../../shared/amounts.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { joinSteps, NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/**
 * `--cpu` and `--memory` for the containers that get the GPU. Memory is requested and capped with one number: what a
 * program writes to shared memory counts against the limit, and none is evicted for using what it asked for. Of CPU only
 * the request is written, since a limit slows down a program whose node has CPU to spare.
 */
export function amountsStep(context: PodSetContext, { assignments }: GpuAllocation): StepResult {
  const { cpu, memory } = context.settings;
  const all = assignments.map(({ container }) => container);
  const running = all.filter(({ role }) => role !== "init");
  // The GPU of an init container that was named is asked for there alone.
  const containers = running.length > 0 ? running : all;
  return joinSteps([
    cpu === undefined ? NOTHING : askFor(context, containers, "cpu", cpu, "raise"),
    memory === undefined ? NOTHING : askFor(context, containers, "memory", memory, "equal"),
  ]);
}
