import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import { isImageOf, parseImage } from "../../program/command/image-name.ts";
import type { ProgramRun } from "../../program/needs/need.ts";
import { programNeed } from "./program-need.ts";

/** The first program of a container that does not run without a GPU; null where none is known. */
export function gpuOnlyProgram(podSet: PodSet, container: ContainerView): ProgramRun | null {
  return programNeed(podSet, container).runs.find((run) => isGpuOnly(run, container)) ?? null;
}

function isGpuOnly({ row }: ProgramRun, { image }: ContainerView): boolean {
  const gpuOnly = row.asks?.gpuOnly ?? false;
  if (typeof gpuOnly === "boolean") return gpuOnly;
  const parsed = image === null ? null : parseImage(image);
  return parsed !== null && isImageOf(parsed, gpuOnly);
}
