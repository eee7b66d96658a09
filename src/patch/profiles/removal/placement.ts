import { isJsonMap, jsonOf } from "../../../k8s/json.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { selectsGpuNodes, toleratesGpuTaint } from "../../../workload/gpu-nodes.ts";
import { gpuNodesWith } from "../../../workload/nodes/declared-nodes.ts";
import { asScalar, at, fields, items, textAt } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { inform, warn } from "../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/** Takes away the tolerations of taints that GPU nodes carry. Spot, team and catch-all tolerations stay. */
export function removeGpuTolerations(context: PodSetContext): StepResult {
  const { podSet, catalog } = context;
  const path = [...podSet.podSpecPath, "tolerations"];
  const lost = items(at(podSet.podSpec, ["tolerations"]))
    .map((node, index) => ({ node, index }))
    .filter(({ node }) => toleratesGpuTaint(catalog, node));
  return {
    ...NOTHING,
    removals: lost.map(({ index }) => removal(context, [...path, index], "only GPU nodes carry this taint")),
    record: { tolerations: lost.map(({ node }) => jsonOf(node)).filter(isJsonMap) },
  };
}

/** Takes away selectors that only GPU nodes match. What the catalog does not know stays. */
export function removeGpuSelectors(context: PodSetContext): StepResult {
  const { podSet, catalog } = context;
  const path = [...podSet.podSpecPath, "nodeSelector"];
  const lost = selectorsOf(context).filter(({ name, value }) => selectsGpuNodes(catalog, name, value));
  return {
    ...NOTHING,
    removals: lost.map(({ name }) => removal(context, [...path, name], "only GPU nodes carry this label")),
    record: { nodeSelector: Object.fromEntries(lost.map(({ name, value }) => [name, value])) },
  };
}

/** Notes on selectors that stay although they may well mean GPU nodes; ordinary labels are not worth one. */
export function noteUnknownSelectors(context: PodSetContext): StepResult {
  const { podSet, catalog } = context;
  const kept = selectorsOf(context).filter(
    ({ name, value }) => !selectsGpuNodes(catalog, name, value) && mayMeanGpuNodes(context, name),
  );
  return {
    ...NOTHING,
    diagnostics: kept.map(({ name, value }) => {
      const path = [...podSet.podSpecPath, "nodeSelector", name];
      return (
        stillOnGpuNodes(context, name, value) ??
        inform(podSet, path, {
          code: "selector-kept",
          message: `the node selector ${name}=${value} stays: gpuify does not know what it selects`,
        })
      );
    }),
  };
}

/** Warns about selectors on GPU nodes that the input declares, which keep pods there that never had a GPU. */
export function noteGpuNodesSelected(context: PodSetContext): StepResult {
  const found = selectorsOf(context).flatMap(
    ({ name, value }) => stillOnGpuNodes(context, name, value) ?? [],
  );
  return { ...NOTHING, diagnostics: found };
}

/** The nodes are declared in the input, and have GPUs; null for all others. */
function stillOnGpuNodes(context: PodSetContext, name: string, value: string): Advice | null {
  const { podSet, surroundings } = context;
  const gpus = surroundings.nodes.length === 0 ? null : gpuNodesWith(name, value, context);
  if (gpus === null) return null;
  return warn(podSet, [...podSet.podSpecPath, "nodeSelector", name], {
    code: "gpu-nodes-still-selected",
    message: `the node selector ${name}=${value} stays, and the nodes of ${objectTitle(gpus.object)} that it selects have GPUs`,
  });
}

function selectorsOf({
  podSet,
}: PodSetContext): readonly { readonly name: string; readonly value: string }[] {
  return fields(at(podSet.podSpec, ["nodeSelector"])).flatMap(({ name, value }) => {
    const scalar = asScalar(value);
    return scalar === null ? [] : [{ name, value: scalar.text }];
  });
}

/** Takes away a runtime class that only GPU containers need: nodes without it cannot start the pod. */
export function removeGpuRuntimeClass(context: PodSetContext): StepResult {
  const { podSet, catalog } = context;
  const name = textAt(podSet.podSpec, ["runtimeClassName"]);
  if (name === null || !catalog.isGpuRuntimeClass(name)) return NOTHING;
  return {
    ...NOTHING,
    removals: [
      {
        ...removal(
          context,
          [...podSet.podSpecPath, "runtimeClassName"],
          "only GPU containers need this runtime class",
        ),
        step: "runtime",
      },
    ],
    record: { runtimeClassName: name },
  };
}

/** Labels of every node, which say nothing about GPUs (k8s docs: reference/labels-annotations-taints). */
const ORDINARY_LABEL =
  /^(?:kubernetes\.io|beta\.kubernetes\.io|topology\.kubernetes\.io|failure-domain\.beta\.kubernetes\.io|node-role\.kubernetes\.io|node-restriction\.kubernetes\.io)\//;

/** A label the catalog knows is judged, except where only some of its values mean GPUs and the list may be old. */
function mayMeanGpuNodes({ catalog }: PodSetContext, key: string): boolean {
  const meaning = catalog.label(key);
  return meaning === null ? !ORDINARY_LABEL.test(key) : meaning.byValue;
}

function removal({ settings }: PodSetContext, path: FieldPath, reason: string): Removal {
  return { path, step: "placement", reason, origin: byProfile(settings) };
}
