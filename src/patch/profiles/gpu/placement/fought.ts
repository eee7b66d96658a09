import type { Placement } from "../../../../gpu/types.ts";
import { partsOf } from "../../../../profile/setting-parts.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { conflictWith } from "./conflict.ts";
import { mayReplace } from "./nodes.ts";
import { wantedFrom } from "./wanted.ts";

/** Node selectors of the config (`key=value`) that the profile takes out of pods, because no node that was chosen has them. */
export function foughtSelectors(
  context: PodSetContext,
  placement: Placement | null,
  devicesPerPod: number,
): ReadonlySet<string> {
  const { podSet, settings } = context;
  if (settings.nodeSelector === undefined || placement === null) return new Set();
  const wanted = wantedFrom(placement, context, devicesPerPod);
  const path = [...podSet.podSpecPath, "nodeSelector"];
  return new Set(
    partsOf(settings.nodeSelector)
      .flatMap(({ value }) => Object.entries(value))
      .filter(([key, value]) => {
        const requirement = { key, operator: "In", values: [value], path: [...path, key] };
        return conflictWith(requirement, wanted) !== null && mayReplace(requirement, wanted);
      })
      .map(([key, value]) => `${key}=${value}`),
  );
}
