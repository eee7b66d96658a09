import type { ContainerView } from "../../../k8s/workload.ts";
import type { Advice, UncodedText } from "../../../kernel/diagnostic.ts";
import { unknownAccelerators } from "../../../workload/accelerators.ts";
import { asScalar, at, isNullish, items, member, text, textAt } from "../../../yaml/access.ts";
import { locate } from "../../../yaml/source.ts";
import {
  type FieldPath,
  formatPath,
  resolveAlias,
  type ScalarNode,
  type YamlNode,
} from "../../../yaml/tree.ts";
import {
  COMMAND_HINT,
  COMMAND_WORDS,
  DEVICE_LIST,
  GPU_HOST_PATH,
  GPU_IMAGE,
  GPU_VALUE,
  GPU_VARIABLE,
  NO_GPU_VALUE,
} from "../../own-form/gpu-words.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { warn } from "../../shared/diagnostics.ts";

/** Warnings about what text cannot mend: programs, images and host files that still expect a GPU, with the line. */
export function remarkGpuTraces(context: PodSetContext): readonly Advice[] {
  const { podSet } = context;
  return [
    ...podSet.containers.flatMap((container) => [
      ...resourceDiagnostics(context, container),
      ...imageDiagnostics(context, container),
      ...commandDiagnostics(context, container),
      ...variableDiagnostics(context, container),
    ]),
    ...hostPathDiagnostics(context),
  ];
}

function resourceDiagnostics(
  { podSet, catalog }: PodSetContext,
  container: ContainerView,
): readonly Advice[] {
  return unknownAccelerators(container, catalog).map(({ name, path }) =>
    warn(podSet, path, {
      code: "unknown-accelerator",
      message: `the resource ${name} stays: gpuify does not know it, and it reads like an accelerator`,
    }),
  );
}

function imageDiagnostics(context: PodSetContext, container: ContainerView): readonly Advice[] {
  const node = asScalar(at(container.node, ["image"]));
  if (node === null || !GPU_IMAGE.test(node.text)) return [];
  return [
    remark(context, node, [...container.path, "image"], {
      message: `the image "${node.text}" is built for GPUs`,
      why: "It may not start without a driver, and carries gigabytes that a CPU does not need.",
      advice: "Use the CPU build of the image.",
    }),
  ];
}

/** Where a container has words for a program: its command, and what its probes and hooks run. */
const COMMAND_PATHS: readonly FieldPath[] = [
  ["command"],
  ["args"],
  ["livenessProbe", "exec", "command"],
  ["readinessProbe", "exec", "command"],
  ["startupProbe", "exec", "command"],
  ["lifecycle", "postStart", "exec", "command"],
  ["lifecycle", "preStop", "exec", "command"],
];

function commandDiagnostics(context: PodSetContext, container: ContainerView): readonly Advice[] {
  return COMMAND_PATHS.flatMap((path) =>
    items(at(container.node, path)).flatMap((item, index) => {
      const node = asScalar(item);
      return node === null ? [] : wordDiagnostics(context, node, [...container.path, ...path, index]);
    }),
  );
}

function wordDiagnostics(context: PodSetContext, node: ScalarNode, path: FieldPath): readonly Advice[] {
  if (!COMMAND_HINT.test(node.text)) return [];
  const found = new Map<string, Advice>();
  for (const { pattern, why } of COMMAND_WORDS)
    for (const [word] of node.text.matchAll(pattern)) {
      if (found.has(word)) continue;
      const message = `"${word}" expects a GPU`;
      found.set(
        word,
        remark(context, node, path, { message, why, advice: "Change the command for CPUs." }, word),
      );
    }
  return [...found.values()];
}

function variableDiagnostics(context: PodSetContext, container: ContainerView): readonly Advice[] {
  return items(member(container.node, "env")).flatMap((entry, index) => {
    const name = textAt(entry, ["name"]);
    const node = member(entry, "value");
    if (name === null || (node !== null && isNullish(node))) return [];
    const value = text(node);
    const isFirstDevice = value === "0" && DEVICE_LIST.test(name);
    if (value !== null && NO_GPU_VALUE.test(value) && !isFirstDevice) return [];
    if (!GPU_VARIABLE.test(name) && (value === null || !GPU_VALUE.test(value))) return [];
    return [
      remark(context, node ?? entry, [...container.path, "env", index], {
        message: `the variable ${name}${value === null ? "" : `="${value}"`} is for GPUs`,
        why: "Without a GPU it has no effect, or makes the program fail.",
        advice: "Remove it, or set what the program wants on a CPU.",
      }),
    ];
  });
}

function hostPathDiagnostics(context: PodSetContext): readonly Advice[] {
  const { podSet } = context;
  return items(at(podSet.podSpec, ["volumes"])).flatMap((volume, index) => {
    const node = asScalar(at(volume, ["hostPath", "path"]));
    if (node === null || !GPU_HOST_PATH.test(node.text)) return [];
    return [
      remark(context, node, [...podSet.podSpecPath, "volumes", index, "hostPath", "path"], {
        message: `the volume mounts "${node.text}", which only GPU nodes have`,
        why: "On other nodes the pod does not start, or gets an empty folder.",
        advice: "Remove the volume and its mounts.",
      }),
    ];
  });
}

/** A warning at the very word, also within a script of many lines; at the node where it cannot be found. */
function remark(
  { podSet }: PodSetContext,
  node: YamlNode,
  path: FieldPath,
  notice: UncodedText,
  word?: string,
): Advice {
  const { source, document } = podSet.object;
  const { span } = resolveAlias(node);
  const offset = word === undefined ? -1 : source.text.slice(span.start, span.end).indexOf(word);
  const start = span.start + Math.max(0, offset);
  const place = offset < 0 || word === undefined ? span : { start, end: start + word.length };
  return {
    severity: "warning",
    category: "advice",
    code: "gpu-trace",
    ...notice,
    location: locate(source, place, { document: document.index, path: formatPath(path) }),
  };
}
