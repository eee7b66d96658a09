import { objectTitle } from "../../k8s/object.ts";
import { podSetTitle } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import type { ContainerAccelerators } from "../../workload/accelerators.ts";
import { classInClaim, type DeviceClaim, kindOfClaim } from "../../workload/device-claims.ts";
import type { PodSetContext } from "./context.ts";
import { refuse } from "./diagnostics.ts";

/** What would happen to the pod if the claim was for a GPU, and what the user can do besides saying what it is. */
interface Stake {
  readonly why: string;
  /** Completes "…, or". */
  readonly otherwise: string;
}

/** A refusal for each claim of which nobody can tell whether it asks for a GPU. */
export function unknownClaims(
  context: PodSetContext,
  claims: readonly DeviceClaim[],
  stake: Stake,
): readonly Refusal[] {
  return claims
    .filter((claim) => kindOfClaim(claim) === "unknown")
    .map((claim) => unknownClaim(context, claim, stake));
}

/** A refusal for each container that uses a claim which its pod does not have: what it would be is not known. */
export function missingClaims(
  { podSet }: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  claims: readonly DeviceClaim[],
): readonly Refusal[] {
  const names = claims.map(({ name }) => name);
  return accelerators.flatMap(({ container, unknownClaims: used }) =>
    used
      .filter((name) => !names.includes(name))
      .map((name) =>
        refuse(podSet, [...container.path, "resources", "claims"], {
          code: "claim-not-in-pod",
          message: `container "${container.name}" of ${podSetTitle(podSet)} uses the claim "${name}", which the pod does not have`,
        }),
      ),
  );
}

function unknownClaim({ podSet }: PodSetContext, claim: DeviceClaim, stake: Stake): Refusal {
  const { why, otherwise } = stake;
  const what = `the claim "${claim.name}" of ${podSetTitle(podSet)}`;
  if (claim.object === null)
    return refuse(podSet, claim.path, {
      code: "claim-not-in-input",
      message: `${what} may ask for a GPU or for another device: its ResourceClaim or ResourceClaimTemplate is not in the input`,
      why,
      advice: `Also pass the file with the ResourceClaim or ResourceClaimTemplate, or ${otherwise}.`,
    });
  const deviceClass = classInClaim(claim, "unknown");
  if (deviceClass === null)
    return refuse(podSet, claim.path, {
      code: "device-class-unknown",
      message: `${what} names no device class, so it may ask for a GPU or for another device`,
      why,
      advice: `Name the class in ${objectTitle(claim.object)}, or ${otherwise}.`,
    });
  return refuse(podSet, claim.path, {
    code: "device-class-unknown",
    message: `${what} asks for the device class "${deviceClass}", but gpuify does not know whether that is a GPU`,
    why,
    advice: `Add \`deviceClasses: {${deviceClass}: gpu}\` to gpuify.yaml (or \`other\` if it is not a GPU), or ${otherwise}.`,
  });
}
