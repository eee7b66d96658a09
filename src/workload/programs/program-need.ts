import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import { memoized } from "../../kernel/memoized.ts";
import { type ContainerNeed, needOf } from "../../program/needs/container-need.ts";
import { groupOf } from "../../program/needs/groups.ts";
import type { PodGroup } from "../../program/needs/need.ts";

/** How many GPUs the programs of a container ask for, by what the container and its object say. */
export function programNeed(podSet: PodSet, container: ContainerView): ContainerNeed {
  return needOf(container, groupAt(container, podSet));
}

/** The same object for each question about one container, so that the answer is found again. */
const groupAt = memoized(
  (container: ContainerView, podSet: PodSet): PodGroup => groupOf(podSet.object.root, container.path),
);
