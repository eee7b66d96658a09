import { nodeRequirements, type Requirement } from "../../../../k8s/scheduling/node-requirements.ts";
import { covers, tolerationsOf } from "../../../../k8s/scheduling/tolerations.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { partsOf } from "../../../../profile/setting-parts.ts";
import { viewOfToleration } from "../../../../workload/tolerations.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { MadeDecision } from "../../../shared/decision.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { isWrittenForSpot } from "./no-spot.ts";
import { isLabelElsewhere, platformName } from "./translated-model.ts";

/** Something in a manifest that holds pods to spot nodes or lets them there. */
interface SpotMark {
  /** What tells it from others wherever it stands: `acme.io/capacity=spot`; a bare key for a toleration. */
  readonly text: string;
  readonly key: string;
  readonly path: FieldPath;
  /** `holds`: no pod runs elsewhere. `leads`: one of several terms does. `lets`: a toleration. */
  readonly kind: "holds" | "leads" | "lets";
  /** `spot: false` takes it out, where the profile chooses machines. */
  readonly removable: boolean;
}

/**
 * What to say where pods are changed and left on spot machines that nobody asks for now. A former `--spot` may have put
 * them there, or somebody by hand, because CPU work on spot machines is common: so it stays. `end` opens the workload as
 * all decisions leave it.
 */
export function spotDiagnostics(
  context: PodSetContext,
  end: () => PodSet,
  placement: MadeDecision["placement"],
): readonly Advice[] {
  const { spot } = context.settings;
  if (spot?.value === true) return [];
  const { left, gone } = marksAfter(context, end);
  const [mark] = left;
  const [lost] = isExplicit(spot) || left.some(({ kind }) => kind === "holds") ? [] : gone;
  return [
    ...(mark === undefined ? [] : [spotStays(context, placement, mark)]),
    ...(lost === undefined ? [] : [spotLost(context, lost)]),
  ];
}

/** Those of before that are there after it, the strongest first, and what went with the labels of another platform. */
function marksAfter(
  context: PodSetContext,
  end: () => PodSet,
): { readonly left: readonly SpotMark[]; readonly gone: readonly SpotMark[] } {
  const before = marksOf(context, context.podSet);
  if (before.length === 0) return { left: [], gone: [] };
  const texts = new Set(marksOf(context, end()).map(({ text }) => text));
  return {
    left: before.filter(({ text }) => texts.has(text)),
    gone: before.filter(
      ({ text, key, kind }) => kind === "holds" && !texts.has(text) && isElsewhere(context, key),
    ),
  };
}

/** Everything in a workload that has to do with spot nodes. */
export function marksOf(context: PodSetContext, podSet: PodSet): readonly SpotMark[] {
  const { selector, terms } = nodeRequirements(podSet);
  const isSpot = (requirement: Requirement): boolean => meansSpot(requirement, context);
  const inTerms = (terms ?? []).map((term) => term.requirements.filter(isSpot));
  const everywhere = inTerms.every((found) => found.length > 0);
  const mark = ({ key, values, path }: Requirement, kind: "holds" | "leads"): SpotMark => ({
    text: `${key}=${values.join("|")}`,
    key,
    path,
    kind,
    removable: kind === "holds",
  });
  const conditions = [
    ...selector.filter(isSpot).map((one) => mark(one, "holds")),
    ...inTerms.flat().map((one) => mark(one, everywhere ? "holds" : "leads")),
  ];
  return [...conditions, ...tolerationMarks(context, podSet)];
}

/** A condition that only spot nodes meet, but for one that the config has too. */
function meansSpot({ key, operator, values }: Requirement, { catalog, settings }: PodSetContext): boolean {
  if (operator !== "In" || values.length === 0) return false;
  if (partsOf(settings.nodeSelector).some(({ value }) => Object.hasOwn(value, key))) return false;
  return values.every((value) => catalog.isSpotLabel(key, value));
}

/**
 * Tolerations of the taints of spot nodes by their key, but for those that the config has too, and those that no node
 * of the platform that was named has: they lead nowhere.
 */
function tolerationMarks(context: PodSetContext, podSet: PodSet): readonly SpotMark[] {
  const { catalog, settings } = context;
  const taints = catalog.spotTolerations().map(viewOfToleration);
  const own = new Set(partsOf(settings.tolerations).flatMap(({ value }) => value.map(({ key }) => key)));
  return tolerationsOf(podSet.podSpec).flatMap((toleration, index): SpotMark[] => {
    const { key } = toleration;
    if (key === null || own.has(key) || isElsewhere(context, key)) return [];
    if (!taints.some((one) => covers(toleration, one))) return [];
    const path = [...podSet.podSpecPath, "tolerations", index, "key"];
    return [{ text: key, key, path, kind: "lets", removable: isWrittenForSpot(toleration, context) }];
  });
}

/** True for a label or taint that no node of the platform that was named has. */
function isElsewhere(context: PodSetContext, key: string): boolean {
  const platform = platformName(context, { platform: context.settings.platform.value });
  return isLabelElsewhere(context, { key, operator: "Exists", values: [] }, platform);
}

function spotStays(context: PodSetContext, placement: MadeDecision["placement"], mark: SpotMark): Advice {
  const { base, spot } = context.settings;
  const chooses = (base === "training" || base === "continuous") && placement !== null;
  const goes = chooses && mark.removable && !isExplicit(spot);
  return inform(context.podSet, mark.path, {
    code: "spot-stays",
    message: MESSAGES[mark.kind](mark.text),
    advice: goes
      ? "If it is not meant, `spot: false` in a rule or profile of gpuify.yaml takes it out."
      : "If it is not meant, remove it by hand, with what tolerates spot nodes.",
  });
}

/** Other machines cost other money, so it is told that the pods leave those they had. */
function spotLost({ podSet, settings }: PodSetContext, { text, path }: SpotMark): Advice {
  return warn(podSet, path, {
    code: "spot-not-translated",
    message: `pods are no longer held to spot machines: ${text} is no label of ${settings.platform.value}`,
  });
}

const MESSAGES: Readonly<Record<SpotMark["kind"], (text: string) => string>> = {
  holds: (text) => `pods stay on spot machines: ${text}`,
  leads: (text) => `pods may still go to spot machines: ${text}`,
  lets: (text) => `pods may still go to spot machines: they tolerate ${text}`,
};
