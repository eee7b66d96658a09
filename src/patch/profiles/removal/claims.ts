import { isJsonMap, type JsonMap, jsonOf } from "../../../k8s/json.ts";
import { type ContainerView, podSetTitle } from "../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { hasAccelerator } from "../../../workload/accelerators.ts";
import {
  claimUses,
  classInClaim,
  type DeviceClaim,
  deviceClaimsOf,
  isForGpusAlone,
  kindOfClaim,
  otherDevicesIn,
} from "../../../workload/device-claims.ts";
import { at, items } from "../../../yaml/access.ts";
import type { YamlNode } from "../../../yaml/tree.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { refuse, warn } from "../../shared/diagnostics.ts";
import { NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { unknownClaims } from "../../shared/unknown-claims.ts";

/**
 * Takes away device claims (DRA) that ask for GPUs alone: the pod's entry and those of all containers, because the
 * API server rejects a container that names a claim the pod does not have. Claims for other devices stay. One that
 * asks for both, or of which nobody can tell, is a refusal.
 */
export function removeGpuClaims(context: PodSetContext): StepResult {
  const claims = deviceClaimsOf(context.podSet, context);
  if (claims.length === 0) return NOTHING;
  const problems = [
    ...unknownClaims(context, claims, UNKNOWN),
    ...claims.flatMap((claim) => mixedClaim(context, claim)),
  ];
  if (problems.length > 0) return refusedStep(...problems);
  const lost = claims.filter(isForGpusAlone);
  return { ...withoutClaims(context, claims, lost), diagnostics: keptClaims(context, claims) };
}

const UNKNOWN = {
  why: "Removing it could remove another device, and keeping it could keep a GPU.",
  otherwise: "remove the claim by hand",
};

function withoutClaims(
  context: PodSetContext,
  claims: readonly DeviceClaim[],
  lost: readonly DeviceClaim[],
): StepResult {
  const { podSet, settings } = context;
  const removal = (path: Removal["path"]): Removal => ({
    path,
    step: "resources",
    reason: "the claim asks for GPUs alone",
    origin: byProfile(settings),
  });
  const names = lost.map(({ name }) => name);
  const uses = podSet.containers.map((container) => ({
    container,
    lost: claimUses(container, claims).filter(({ name }) => names.includes(name)),
  }));
  const using = uses.filter(({ lost: some }) => some.length > 0);
  return {
    ...NOTHING,
    removals: [
      ...lost.map(({ path }) => removal(path)),
      ...using.flatMap(({ container, lost: some }) =>
        some.map(({ index }) => removal([...container.path, "resources", "claims", index])),
      ),
    ],
    record: {
      claims: lost.flatMap(({ path }) => mapOf(at(podSet.object.root, path))),
      containers: Object.fromEntries(
        using.map(({ container, lost: some }) => [
          container.name,
          { claims: some.flatMap(({ index }) => mapOf(entryOf(container, index))) },
        ]),
      ),
    },
  };
}

function entryOf({ node }: ContainerView, index: number): YamlNode | null {
  return items(at(node, ["resources", "claims"]))[index] ?? null;
}

function mixedClaim({ podSet }: PodSetContext, claim: DeviceClaim): readonly Refusal[] {
  if (kindOfClaim(claim) !== "gpu" || isForGpusAlone(claim)) return [];
  const other = classInClaim(claim, "other") ?? classInClaim(claim, "unknown");
  return [
    refuse(podSet, claim.path, {
      code: "claim-not-gpu-alone",
      message: `the claim "${claim.name}" of ${podSetTitle(podSet)} asks for a GPU and for ${
        other === null ? "something else" : `the device class "${other}"`
      }`,
    }),
  ];
}

/** A pod without its GPU still waits for a node with the devices of the claims that stay. */
function keptClaims(context: PodSetContext, claims: readonly DeviceClaim[]): readonly Advice[] {
  const { podSet } = context;
  if (!hasAccelerator(podSet, context)) return [];
  return claims
    .filter((claim) => kindOfClaim(claim) === "other")
    .map((claim) =>
      warn(podSet, claim.path, {
        code: "claim-kept",
        message: `the claim "${claim.name}" of ${podSetTitle(podSet)} is kept: it asks for ${otherDevicesIn(claim) ?? "other devices"}, not for a GPU`,
      }),
    );
}

function mapOf(node: YamlNode | null): readonly JsonMap[] {
  const value = node === null ? null : jsonOf(node);
  return isJsonMap(value) ? [value] : [];
}
