import type { ContainerView } from "../../../k8s/workload.ts";
import type { Advice, UncodedText } from "../../../kernel/diagnostic.ts";
import { unknownAccelerators } from "../../../workload/accelerators.ts";
import {
  COMMAND_HINT,
  COMMAND_WORDS,
  GPU_VALUE,
  isGpuHostPath,
  isGpuImage,
  isGpuVariable,
  saysNoGpu,
} from "../../own-form/gpu-words.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { warn } from "../../shared/diagnostics.ts";
import { hostPathTexts, type ProgramText, textsOfContainer, warnAtWord } from "../../shared/program-words.ts";

/** Warnings about what text cannot mend: programs, images and host files that still expect a GPU, with the line. */
export function remarkGpuTraces(context: PodSetContext): readonly Advice[] {
  return [
    ...context.podSet.containers.flatMap((container) => [
      ...resourceDiagnostics(context, container),
      ...textsOfContainer(container).flatMap((found) => traceDiagnostics(context, found)),
    ]),
    ...hostPathTexts(context).flatMap((found) => traceDiagnostics(context, found)),
  ];
}

function resourceDiagnostics(
  { podSet, catalog }: PodSetContext,
  container: ContainerView,
): readonly Advice[] {
  const unnamed = unknownAccelerators(container, catalog).filter(
    ({ name }) => catalog.resourceStanding(name) === null,
  );
  return unnamed.map(({ name, path }) =>
    warn(podSet, path, {
      code: "unknown-accelerator",
      message: `the resource ${name} stays: gpuify does not know it, and it reads like an accelerator`,
    }),
  );
}

function traceDiagnostics(context: PodSetContext, found: ProgramText): readonly Advice[] {
  switch (found.kind) {
    case "image":
      return imageDiagnostics(context, found);
    case "command":
      return commandDiagnostics(context, found);
    case "variable":
      return variableDiagnostics(context, found);
    case "host-path":
      return hostPathDiagnostics(context, found);
    default:
      return found satisfies never;
  }
}

type Plain = Exclude<ProgramText, { kind: "variable" }>;

function imageDiagnostics(context: PodSetContext, found: Plain): readonly Advice[] {
  if (!isGpuImage(found.node.text)) return [];
  return [
    remark(context, found, {
      message: `the image "${found.node.text}" is built for GPUs`,
      why: "It may not start without a driver, and carries gigabytes that a CPU does not need.",
      advice: "Use the CPU build of the image.",
    }),
  ];
}

function commandDiagnostics(context: PodSetContext, place: Plain): readonly Advice[] {
  const { node } = place;
  if (!COMMAND_HINT.test(node.text)) return [];
  const found = new Map<string, Advice>();
  for (const { pattern, why } of COMMAND_WORDS)
    for (const [word] of node.text.matchAll(pattern)) {
      if (found.has(word)) continue;
      const message = `"${word}" expects a GPU`;
      found.set(word, remark(context, place, { message, why, advice: "Change the command for CPUs." }, word));
    }
  return [...found.values()];
}

function variableDiagnostics(
  context: PodSetContext,
  found: ProgramText & { readonly kind: "variable" },
): readonly Advice[] {
  const { name, value } = found;
  if (saysNoGpu(name, value)) return [];
  if (!isGpuVariable(name) && (value === null || !GPU_VALUE.test(value))) return [];
  return [
    remark(context, found, {
      message: `the variable ${name}${value === null ? "" : `="${value}"`} is for GPUs`,
      why: "Without a GPU it has no effect, or makes the program fail.",
      advice: "Remove it, or set what the program wants on a CPU.",
    }),
  ];
}

function hostPathDiagnostics(context: PodSetContext, found: Plain): readonly Advice[] {
  if (!isGpuHostPath(found.node.text)) return [];
  return [
    remark(context, found, {
      message: `the volume mounts "${found.node.text}", which only GPU nodes have`,
      why: "On other nodes the pod does not start, or gets an empty folder.",
      advice: "Remove the volume and its mounts.",
    }),
  ];
}

function remark(context: PodSetContext, found: ProgramText, notice: UncodedText, word?: string): Advice {
  return warnAtWord(context, found, { code: "gpu-trace", ...notice }, word);
}
