import type { Catalog } from "../../gpu/types.ts";
import { annotationsOf, labelsOf } from "../../k8s/object.ts";
import { allRequirements, isAvoidance, nodeRequirements } from "../../k8s/scheduling/node-requirements.ts";
import { preferredConditions } from "../../k8s/scheduling/preferred-conditions.ts";
import {
  type ContainerView,
  type PodSet,
  podAnnotations,
  podLabels,
  resourceEntries,
} from "../../k8s/workload.ts";
import { commandsOf } from "../../program/command/commands.ts";
import { unknownAccelerators } from "../../workload/accelerators.ts";
import { at, isEmpty, items, member, stringMap, textAt } from "../../yaml/access.ts";
import { COMMAND_WORDS, GPU_VALUE, isGpuImage, isGpuVariable } from "../own-form/gpu-words.ts";

/** A word for GPUs in a key or value that the catalog does not know: `gpu-pool`, `nvidia.com/mig.config`, `hasGpu`. */
const GPU_WORD = /(?:^|[^a-z])(?:gpus?|cuda|nvidia|rocm|accelerators?)(?![a-z])|[a-z]G(?:PU|pu)/i;

/**
 * True where something in a workload says that GPUs are meant for it, though it may not ask for any: a resource of zero,
 * a claim, a variable, a label, a toleration, a runtime class, an image or a command. Names of objects and containers say
 * nothing: people name a cache after what it caches for.
 */
export function hasGpuTrace(podSet: PodSet, catalog: Catalog): boolean {
  return (
    !isEmpty(member(podSet.podSpec, "resourceClaims")) ||
    isMarked(podSet) ||
    isPlaced(podSet, catalog) ||
    podSet.containers.some((container) => tracesOf(container, catalog))
  );
}

/** Keys of labels and annotations: schedulers that share GPUs are asked by them. */
function isMarked(podSet: PodSet): boolean {
  const keys = [
    ...labelsOf(podSet.object).keys(),
    ...annotationsOf(podSet.object).keys(),
    ...stringMap(podLabels(podSet)).keys(),
    ...stringMap(podAnnotations(podSet)).keys(),
  ];
  return keys.some((key) => GPU_WORD.test(key));
}

/** Nodes and runtime that only GPU pods want. */
function isPlaced(podSet: PodSet, catalog: Catalog): boolean {
  const { podSpec } = podSet;
  const runtimeClass = textAt(podSpec, ["runtimeClassName"]) ?? "";
  if (catalog.isGpuRuntimeClass(runtimeClass) || GPU_WORD.test(runtimeClass)) return true;
  const tolerated = items(at(podSpec, ["tolerations"])).some((toleration) => {
    const key = textAt(toleration, ["key"]) ?? "";
    const value = textAt(toleration, ["value"]);
    return catalog.gpuTaint(key, value) !== null || GPU_WORD.test(`${key} ${value ?? ""}`);
  });
  return tolerated || selectsGpuNodes(podSet, catalog);
}

function selectsGpuNodes(podSet: PodSet, catalog: Catalog): boolean {
  const conditions = [...allRequirements(nodeRequirements(podSet)), ...preferredConditions(podSet)];
  return conditions.some((one) => {
    if (isAvoidance(one)) return false;
    const { key, values } = one;
    return (
      catalog.label(key)?.gpuOnly === true ||
      [key, ...values].some((text) => GPU_WORD.test(text)) ||
      values.some((value) => catalog.isGpuLabelValue(key, value))
    );
  });
}

function tracesOf(container: ContainerView, catalog: Catalog): boolean {
  const resources = (["limits", "requests"] as const).flatMap((section) =>
    resourceEntries(container, section),
  );
  return (
    isGpuImage(container.image ?? "") ||
    !isEmpty(at(container.node, ["resources", "claims"])) ||
    resources.some(({ name }) => catalog.resource(name) !== null) ||
    unknownAccelerators(container, catalog).length > 0 ||
    items(at(container.node, ["env"])).some((variable) => steersGpu(variable)) ||
    commandsOf(container).some((command) => {
      const text = command.join(" ");
      return COMMAND_WORDS.some(({ pattern }) => text.search(pattern) >= 0);
    })
  );
}

function steersGpu(variable: Parameters<typeof textAt>[0]): boolean {
  return isGpuVariable(textAt(variable, ["name"]) ?? "") || GPU_VALUE.test(textAt(variable, ["value"]) ?? "");
}
