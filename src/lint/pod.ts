import type { PlatformRow } from "../gpu/rows.ts";
import type { Vendor } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import { type NodeRequirements, nodeRequirements } from "../k8s/scheduling/node-requirements.ts";
import { tolerationsOf } from "../k8s/scheduling/tolerations.ts";
import type { TolerationView } from "../k8s/scheduling/types.ts";
import type { ContainerView, PodSet } from "../k8s/workload.ts";
import {
  type AcceleratorAsk,
  acceleratorsOf,
  askedVendors,
  asksForAccelerator,
  isAsked,
} from "../workload/accelerators.ts";
import { at, items, textAt } from "../yaml/access.ts";
import type { LintContext } from "./context.ts";
import { platformsOf } from "./platform.ts";

/** The pods of one pod set of a workload, as the rules see them. */
export interface Pod {
  /** The pod set: its object, the facts about its kind, and where its fields are. */
  readonly workload: PodSet;
  readonly object: KubeObject;
  /** In the order of the manifest, main containers first. */
  readonly containers: readonly PodContainerView[];
  /** Containers that ask for at least one device or slice of one, by limit or request; not those with claims only. */
  readonly gpuContainers: readonly PodContainerView[];
  /** Some container asks for a device, a slice of one, or has a claim that is known to be for a GPU. */
  readonly isGpuPod: boolean;
  readonly vendors: readonly Vendor[];
  readonly nodes: NodeRequirements;
  readonly tolerations: readonly TolerationView[];
  /** The platforms it may be made for: the one that was said, else those whose labels it selects by; empty: unknown. */
  readonly platforms: readonly PlatformRow[];
}

export interface PodContainerView {
  readonly view: ContainerView;
  /** Accelerator resources that the catalog knows, an amount of zero included. */
  readonly devices: readonly AcceleratorAsk[];
  /** Shares in memory or cores beside a device (HAMi). */
  readonly slices: readonly AcceleratorAsk[];
  /** Those of `devices` and `slices` whose amount is not zero. */
  readonly asked: readonly AcceleratorAsk[];
  /** The pod's annotations ask for a share of a GPU that this container gets (KAI, Run:ai). */
  readonly hasShare: boolean;
  /** Names of its DRA claims, whatever they claim. */
  readonly claims: readonly string[];
  /** Names of those that ask for a GPU, or of which nobody can tell. */
  readonly gpuClaims: readonly string[];
}

/** Opens a pod set for the rules. */
export function openPod(workload: PodSet, context: LintContext): Pod {
  const accelerators = acceleratorsOf(workload, context);
  const containers = accelerators.map(
    ({ container, devices, slices, share, claims, unknownClaims }): PodContainerView => ({
      view: container,
      devices,
      slices,
      asked: [...devices, ...slices].filter(isAsked),
      hasShare: share !== null,
      claims: items(at(container.node, ["resources", "claims"])).flatMap(
        (one) => textAt(one, ["name"]) ?? [],
      ),
      gpuClaims: [...claims, ...unknownClaims],
    }),
  );
  const nodes = nodeRequirements(workload);
  return {
    workload,
    object: workload.object,
    containers,
    isGpuPod: accelerators.some(asksForAccelerator),
    gpuContainers: containers.filter(({ asked }) => asked.length > 0),
    vendors: askedVendors(accelerators),
    nodes,
    tolerations: tolerationsOf(workload.podSpec),
    platforms: platformsOf(workload, nodes, askedVendors(accelerators), context),
  };
}
