import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import { isImageOf, parseImage } from "../../program/command/image-name.ts";
import type { ProgramRun } from "../../program/needs/need.ts";
import { programNeed } from "./program-need.ts";

/** Variables that only vLLM's builds for other devices read (docs.vllm.ai: environment variables). */
const OTHER_DEVICE = /^VLLM_(?:CPU|XLA|TPU)_/;

/** The first program of a container that does not run without a GPU in the build of its image; null where none is known. */
export function gpuOnlyProgram(podSet: PodSet, container: ContainerView): ProgramRun | null {
  const image = container.image === null ? null : parseImage(container.image);
  if (image === null) return null;
  const { runs } = programNeed(podSet, container);
  return (
    runs.find(
      ({ row, started }) => isImageOf(image, row.asks?.gpuOnly ?? []) && !isForOtherDevice(started.variables),
    ) ?? null
  );
}

function isForOtherDevice(variables: ProgramRun["started"]["variables"]): boolean {
  const target = variables.get("VLLM_TARGET_DEVICE")?.text ?? "cuda";
  return !/^(?:cuda|rocm)$/.test(target) || [...variables.keys()].some((name) => OTHER_DEVICE.test(name));
}
