import type { Json } from "../../../../edit/operation.ts";
import type { Placement, Toleration } from "../../../../gpu/types.ts";
import { isPositive, type Requirement } from "../../../../k8s/scheduling/node-requirements.ts";
import { tolerationsOf } from "../../../../k8s/scheduling/tolerations.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import { isDeclared } from "../../../../workload/nodes/declared-nodes.ts";
import { missingTolerations } from "../../../../workload/tolerations.ts";
import { at, isNullish, items, member, textAt } from "../../../../yaml/access.ts";
import { after, type PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { joinSteps, NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { tolerateDeclaredTaints } from "../placement/declared-taints.ts";
import { placementOrigin } from "../placement/facts.ts";
import { type LastingRequirements, lastingRequirements } from "../placement/lasting.ts";
import { withoutSpotTolerations } from "../placement/no-spot.ts";
import { nodeStep } from "../placement/nodes.ts";
import { unwrittenSelector } from "../placement/unwritten.ts";
import { wantedFrom } from "../placement/wanted.ts";
import { halfPairs, sliceDiagnostics } from "./platform-diagnostics.ts";

/** Tolerations, selector and affinity for the allocation's GPU nodes, merged into what the pod has. */
export function placementStep(context: PodSetContext, allocation: GpuAllocation): StepResult {
  if (allocation.placement === null) return NOTHING;
  const wanted = wantedFrom(allocation.placement, context, allocation.devicesPerPod);
  const nodes = nodeStep(context, wanted);
  const lasting = lastingRequirements(context.podSet, after(context, nodes.operations).podSet);
  const moves = allocation.isNew || nodes.operations.length > 0;
  const tolerations = tolerationStep(context, allocation.placement.tolerations);
  return joinSteps([
    withoutSpotTolerations(context, tolerations.operations),
    tolerations,
    nodes,
    declaredTaints(context, [...tolerations.operations, ...nodes.operations]),
    { ...NOTHING, diagnostics: moves ? [...volumeWarnings(context), ...nodeNameWarnings(context)] : [] },
    { ...NOTHING, diagnostics: remarks(context, allocation.placement, lasting) },
    {
      ...NOTHING,
      diagnostics: [
        ...halfPairs(context, allocation.placement, lasting),
        ...sliceDiagnostics(context, allocation),
      ],
    },
    { ...NOTHING, diagnostics: partsNotLaunched(context, allocation, allocation.placement) },
  ]);
}

/** The step sees the pod as this one leaves it: its own selectors may choose the nodes. */
function declaredTaints(context: PodSetContext, made: readonly ReasonedOperation[]): StepResult {
  return context.surroundings.nodes.length === 0 ? NOTHING : tolerateDeclaredTaints(after(context, made));
}

function tolerationStep(context: PodSetContext, needed: Placement["tolerations"]): StepResult {
  const { podSet, settings } = context;
  const missing = missingTolerations(tolerationsOf(podSet.podSpec), needed);
  const operations = missing.map(
    ({ value, reason, provenance }): ReasonedOperation => ({
      op: "append",
      path: [...podSet.podSpecPath, "tolerations"],
      value: tolerationJson(value),
      step: "placement",
      reason,
      origin: placementOrigin(settings),
      sources: provenance.source,
    }),
  );
  return { ...NOTHING, operations };
}

function tolerationJson({ key, operator, value, effect }: Toleration): Json {
  return {
    key,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** What the user should know about the nodes that were chosen and those that the manifest asks for. */
function remarks(
  context: PodSetContext,
  placement: Placement,
  lasting: LastingRequirements,
): readonly Advice[] {
  const { podSet } = context;
  const notes = (placement.notes ?? []).map(({ value }) =>
    warn(podSet, [...podSet.podSpecPath, "containers"], { code: "node-differs", message: value }),
  );
  const about = notDeclared(context, lasting.own).flatMap(
    (one) =>
      unwritten(context, placement, one) ??
      foreignLabel(context, placement, one) ??
      unlaunchable(context, placement, one) ??
      unknownMachine(context, one) ??
      [],
  );
  return [...notes, ...about];
}

/** What objects of the input say of their nodes is known. */
function notDeclared(
  { surroundings }: PodSetContext,
  requirements: readonly Requirement[],
): readonly Requirement[] {
  if (surroundings.nodes.length === 0) return requirements;
  return requirements.filter((one) => !isDeclared(one, surroundings));
}

/** Only keys with a domain may be a vendor's or a platform's. */
function unwritten(context: PodSetContext, placement: Placement, requirement: Requirement): Advice | null {
  return requirement.key.includes("/") ? unwrittenSelector(context, placement, requirement) : null;
}

/** A label that one platform's GPU nodes carry, where the platform is `generic` by default. */
function foreignLabel(
  { podSet, catalog, settings }: PodSetContext,
  placement: Placement,
  requirement: Requirement,
): Advice | null {
  if (isPlatformNamed(settings) || !placement.platform.startsWith("generic")) return null;
  if (!isPositive(requirement)) return null;
  const meaning = catalog.label(requirement.key);
  if (meaning === null || !meaning.gpuOnly || meaning.platforms.length === 0) return null;
  if (meaning.platforms.includes(placement.platform)) return null;
  const platforms = meaning.platforms.join(" or ");
  const say = isExplicit(settings.model) ? warn : inform;
  return say(podSet, requirement.path, {
    code: "platform-not-named",
    message: `"${requirement.key}" is a label of ${platforms}, and no platform was named`,
    advice: `Pass --platform ${platforms}, so that its labels, taints and models are used.`,
  });
}

/** Labels of vendor components come when a node is up: nothing that launches nodes for a pod can know them before. */
function unlaunchable(
  { podSet, catalog }: PodSetContext,
  { launcher, model }: Placement,
  { key, operator, path }: Requirement,
): Advice | null {
  if (launcher === null || model !== null || (operator !== "In" && operator !== "Exists")) return null;
  const meaning = catalog.label(key);
  if (meaning === null || !meaning.gpuOnly || meaning.platforms.length > 0) return null;
  return warn(podSet, path, {
    code: "label-not-known-before",
    message: `${launcher} launches no node for a pod that asks for "${key}"`,
  });
}

/** What launches nodes counts whole devices only (karpenter-aws-labels: MIG and shared resources are not known). */
function partsNotLaunched(
  { podSet, catalog }: PodSetContext,
  { assignments }: GpuAllocation,
  { launcher }: Placement,
): readonly Advice[] {
  if (launcher === null) return [];
  return assignments.flatMap(({ container, resource }) => {
    const kind = resource === null ? null : catalog.resource(resource)?.kind;
    if (resource === null || (kind !== "mig" && kind !== "shared")) return [];
    return [
      warn(podSet, [...container.path, "resources", "limits", resource], {
        code: "part-not-launched",
        message: `${launcher} launches no node for a pod that asks for ${resource}`,
      }),
    ];
  });
}

/** A machine type or family that the catalog does not know may be new, of one's own, or without GPUs. */
function unknownMachine(
  { podSet, catalog }: PodSetContext,
  { key, operator, values, path }: Requirement,
): Advice | null {
  const meaning = catalog.label(key);
  if (operator !== "In" || meaning?.kind !== "instance-type" || !meaning.byValue) return null;
  if (values.length === 0 || values.some((value) => catalog.isGpuLabelValue(key, value))) return null;
  return inform(podSet, path, {
    code: "machine-not-known",
    message: `the catalog does not know whether machines with ${key} = ${values.join(" or ")} have GPUs`,
  });
}

/** A pod that names its node never meets the scheduler, and the node may have no GPU. */
function nodeNameWarnings({ podSet }: PodSetContext): readonly Advice[] {
  const node = textAt(podSet.podSpec, ["nodeName"]);
  if (node === null) return [];
  return [
    warn(podSet, [...podSet.podSpecPath, "nodeName"], {
      code: "node-is-named",
      message: `the pod is bound to the node "${node}" by nodeName`,
      why: "The scheduler does not look for another one; without a free GPU there the kubelet rejects the pod.",
    }),
  ];
}

/** A claim that is bound to a zone holds the pod there, GPUs or not. Scratch volumes follow the pod. */
function volumeWarnings({ podSet }: PodSetContext): readonly Advice[] {
  const volumes = items(member(podSet.podSpec, "volumes"));
  const index = volumes.findIndex((volume) => !isNullish(at(volume, ["persistentVolumeClaim"])));
  const templates = ["spec", "volumeClaimTemplates"];
  const ofSet = items(at(podSet.object.root, templates)).length > 0;
  if (index < 0 && !ofSet) return [];
  const path = index < 0 ? templates : [...podSet.podSpecPath, "volumes", index];
  const claim =
    index < 0
      ? "volumeClaimTemplates"
      : `the claim "${textAt(volumes[index] ?? null, ["persistentVolumeClaim", "claimName"]) ?? ""}"`;
  return [
    warn(podSet, path, {
      code: "volume-may-pin-zone",
      message: `${claim} may be bound to a zone without GPUs`,
    }),
  ];
}
