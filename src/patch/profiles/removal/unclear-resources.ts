import type { PodSetContext } from "../../shared/context.ts";
import { refuseUnknown } from "../../shared/refuse-unknown.ts";
import { NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { unknownResources } from "../../shared/unknown-resources.ts";

/** Refuses a pod with a resource of a domain that holds GPUs and other devices, of which nobody says what it is. */
export function refuseUnclearResources(context: PodSetContext): StepResult {
  const unclear = unknownResources(context).filter(
    ({ name }) => context.catalog.resourceStanding(name) === "unclear",
  );
  return unclear.length === 0
    ? NOTHING
    : refusedStep(...unclear.map((one) => refuseUnknown(context, one, UNKNOWN)));
}

const UNKNOWN = {
  why: "Removing it could remove another device, and keeping it could keep a GPU.",
  otherwise: "remove it by hand",
};
