import type { Fact, KeepOff, MatchExpression, Vendor } from "../../../gpu/types.ts";
import { type PodSet, podSetTitle } from "../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../profile/origin.ts";
import { isPlatformNamed } from "../../../profile/platform-named.ts";
import { vendorInUse } from "../../../workload/accelerator-names.ts";
import { isBoundToNode } from "../../../workload/bound-to-node.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { inform, refuse, saidAt } from "../../shared/diagnostics.ts";
import { keyOfKeepOff } from "../removal/node-expressions.ts";

/** The expressions that keep pods off GPU nodes, in the form that is wanted: those of the other form are empty. */
export interface WantedKeepOff {
  readonly required: readonly Fact<MatchExpression>[];
  readonly preferred: readonly Fact<MatchExpression>[];
  readonly diagnostics: readonly Advice[];
}

/** `wanted` is null where what an earlier run wrote stays as it is. */
type KeepOffResult =
  | { readonly ok: true; readonly wanted: WantedKeepOff | null }
  | { readonly ok: false; readonly problem: Refusal };

/** Nothing keeps the pods off. */
export const LET_IN: WantedKeepOff = { required: [], preferred: [], diagnostics: [] };

/**
 * How the pods are kept off GPU nodes: as the user says, else as the catalog does for the platform; `generic` resolves by
 * the GPU the workload has or had, else to NVIDIA's, the common case. Pods of a DaemonSet fill nothing (one per node is
 * what it is for), and pods that name their nodes are where somebody wants them. A GPU that the platform does not offer
 * is no problem here: it goes.
 */
export function keepOffFor(context: PodSetContext, record: RestoreRecord | null): KeepOffResult {
  const { podSet, settings, catalog } = context;
  const pinned = whyLeftAlone(podSet);
  if (pinned !== null)
    return {
      ok: true,
      wanted: { ...LET_IN, diagnostics: isAsked(settings) ? [noEffect(context, pinned)] : [] },
    };
  const vendor = vendorInUse(podSet, catalog) ?? recordedVendor(context, record) ?? "nvidia";
  const platform = catalog.platform(settings.platform.value, vendor);
  if (!platform.ok && platform.problem.code === "unknown-platform")
    return { ok: false, problem: refuse(podSet, ["kind"], platform.problem) };
  const known = platform.ok ? catalog.keepOff(platform.name) : null;
  if (settings.keepOff === undefined && isOfNamedPlatform(context, record, known))
    return { ok: true, wanted: null };
  if (known === null) {
    const diagnostics = isAsked(settings) && platform.ok ? [noEffect(context, whyNone(platform.name))] : [];
    return { ok: true, wanted: { ...LET_IN, diagnostics } };
  }
  return { ok: true, wanted: inForm(settings.keepOff?.value ?? known.strength, known) };
}

/** An earlier run was told the platform, and this one was not: its labels say more than the default does. */
function isOfNamedPlatform(
  { settings }: PodSetContext,
  record: RestoreRecord | null,
  known: KeepOff | null,
): boolean {
  const recorded = [...(record?.keepOff ?? []), ...(record?.preferredKeepOff ?? [])].map(keyOfKeepOff);
  if (recorded.length === 0 || isPlatformNamed(settings)) return false;
  const keys = known?.expressions.map(({ value }) => value.key) ?? [];
  return !recorded.some((key) => keys.includes(key));
}

function inForm(strength: KeepOff["strength"] | "none", { expressions }: KeepOff): WantedKeepOff {
  switch (strength) {
    case "required":
      return { ...LET_IN, required: expressions };
    case "preferred":
      return { ...LET_IN, preferred: expressions };
    case "none":
      return LET_IN;
    default:
      return strength satisfies never;
  }
}

function isAsked({ keepOff }: PodSetContext["settings"]): boolean {
  return keepOff !== undefined && keepOff.value !== "none" && isExplicit(keepOff);
}

/** Why nothing is written for these pods, whatever is asked for; null where something may be. */
function whyLeftAlone(podSet: PodSet): string | null {
  if (podSet.kind.lifecycle === "per-node") return "it runs a pod on every node that it selects";
  return isBoundToNode(podSet) ? "its pods are bound to nodes by name" : null;
}

function whyNone(platform: string): string {
  return platform === "gke-autopilot"
    ? "Autopilot gives GPU nodes to GPU pods only"
    : `no node label of ${platform} tells GPU nodes apart`;
}

function noEffect({ podSet, settings }: PodSetContext, why: string): Advice {
  return inform(podSet, saidAt([settings.keepOff], podSet.podSpecPath), {
    code: "keep-off-no-effect",
    message: `--keep-off ${settings.keepOff?.value} has no effect on ${podSetTitle(podSet)}: ${why}`,
  });
}

function recordedVendor({ catalog }: PodSetContext, record: RestoreRecord | null): Vendor | null {
  for (const { limits, requests } of Object.values(record?.containers ?? {}))
    for (const name of Object.keys({ ...limits, ...requests })) {
      const meaning = catalog.resource(name);
      if (meaning !== null && meaning.kind !== "companion") return meaning.vendor;
    }
  return null;
}
