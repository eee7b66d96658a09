import type { Placement } from "../../../../gpu/types.ts";
import type { Requirement } from "../../../../k8s/scheduling/node-requirements.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import { unwrittenCondition } from "../../../../workload/nodes/unwritten-labels.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";

/** A condition that stays although no component writes its label; null for every other. */
export function unwrittenSelector(
  context: PodSetContext,
  placement: Placement,
  requirement: Requirement,
): Advice | null {
  const { podSet, settings } = context;
  const found = unwrittenCondition(requirement, context);
  const { platform } = placement;
  if (found === null || found.writtenOn.includes(platform)) return null;
  if (placement.nodeSelector.some(({ value }) => value.key === requirement.key)) return null;
  const say = isPlatformNamed(settings) && !platform.startsWith("generic") ? warn : inform;
  const { key } = requirement;
  const but = found.writtenOn.length === 0 ? "" : `, except on ${found.writtenOn.join(" and ")}`;
  return say(podSet, requirement.path, {
    code: "gpu-label-unknown",
    message:
      found.is === "resource"
        ? `the selector on ${key} stays, but that is the name of a resource: no component that gpuify knows writes a node label of that name${but}`
        : `the selector on ${key} stays, but no component that gpuify knows writes that node label`,
  });
}
