import type {
  CatalogCode,
  CatalogDiagnostic,
  Placement,
  PlacementQuestion,
  PlacementResult,
  Vendor,
} from "../../../../gpu/types.ts";
import {
  matchingTerms,
  nodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import { podSetTitle } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, refuse, saidAt } from "../../../shared/diagnostics.ts";
import { isLabelElsewhere, platformName, translateModel } from "../placement/translated-model.ts";
import { selectedNow } from "./selected-now.ts";

/** What the allocation knows when it asks the catalog. */
export interface Hints {
  /** Vendor of what the pod has or had. */
  readonly vendor: Vendor | null;
  /**
   * What the pod has and keeps: a catalog without an answer is no reason to refuse then. Of a claim nobody may know
   * the vendor.
   */
  readonly keeps: "nothing" | "resource" | "claim" | "share";
  /** The resource by which it asks, where that stays; null for a claim, and for shares without a device. */
  readonly resource: string | null;
  readonly count: number;
  readonly uniform: boolean;
}

export type Answer =
  | { readonly ok: true; readonly placement: Placement | null; readonly notes: readonly Advice[] }
  | { readonly ok: false; readonly problem: Refusal };

/** Asks the catalog where the pod belongs; null where it keeps an accelerator that the catalog cannot place. */
export function askPlacement(context: PodSetContext, hints: Hints): Answer {
  const { settings, podSet } = context;
  const vendor = wantedVendor(context, hints);
  if (vendor !== null && typeof vendor === "object") return { ok: false, problem: vendor };
  const question: PlacementQuestion = {
    platform: settings.platform.value,
    ...(vendor === null ? {} : { vendor }),
    ...(settings.model === undefined ? {} : { model: settings.model.value }),
    ...askedBy(context, hints),
    ...(settings.mig === undefined ? {} : { mig: settings.mig.value }),
    ...(hints.resource === null ? {} : { resourceNow: hints.resource }),
    ...selectedNow(context, { ...hints, vendor }),
    count: hints.count,
    uniform: hints.uniform,
    spot: settings.spot?.value ?? false,
  };
  const translation = translateModel(context, question);
  if (translation?.placement) return { ok: true, placement: translation.placement, notes: [] };
  const result = askAgain(context, hints, question);
  if (result.ok) {
    const isUnknown = hints.keeps === "claim" && vendor === null && settings.model === undefined;
    const { placement } = result;
    const notes = translation?.lost ? [translation.lost] : [];
    return { ok: true, placement: isUnknown ? forAnyDevice(context, placement) : placement, notes };
  }
  if (hints.keeps !== "nothing" && isAboutWhatStays(context, result.problem))
    return { ok: true, placement: null, notes: [notPlaced(context, result.problem)] };
  const asked = isAboutCount(result.problem.code) ? settings.gpus : settings.model;
  return { ok: false, problem: refuse(podSet, saidAt([asked], podSet.podSpecPath), result.problem) };
}

function isAboutCount(code: CatalogCode): boolean {
  return code === "count-not-on-platform" || code === "topology-unknown";
}

/** Where the platform wants a model and the manifest selects one itself, the answer for that one. */
function askAgain(context: PodSetContext, hints: Hints, question: PlacementQuestion): PlacementResult {
  const { catalog } = context;
  const result = catalog.placement(question);
  if (result.ok || result.problem.code !== "model-needed") return result;
  const model = selectedModel(context, question.platform);
  if (model === null) return result;
  // The manifest's own choice among a model's labels stays, so it need not be made uniform.
  const second = catalog.placement({ ...question, model, uniform: false });
  return second.ok || hints.keeps === "nothing" ? second : result;
}

/** The one model that nodeSelector, or every term of the required affinity, selects on the platform. */
function selectedModel({ podSet, catalog }: PodSetContext, platform: string): string | null {
  const now = nodeRequirements(podSet);
  const modelIn = (requirements: readonly Requirement[]): string | null => {
    const found = requirements.flatMap(({ operator, key, values }) =>
      operator === "In" ? catalog.modelsOf(platform, key, values).slice(0, 1) : [],
    );
    return found[0] ?? null;
  };
  const [first = null, ...others] = matchingTerms(now).map((term) => modelIn(term.requirements));
  return modelIn(now.selector) ?? (others.every((other) => other === first) ? first : null);
}

/** What holds whatever the device is: capacity and eviction. Labels and taints of a vendor would be a guess. */
function forAnyDevice({ catalog }: PodSetContext, placement: Placement): Placement {
  return {
    ...placement,
    nodeSelector: placement.nodeSelector.filter(({ value }) => catalog.label(value.key)?.kind === "capacity"),
    affinity: [],
    tolerations: placement.tolerations.filter(
      ({ value }) => catalog.gpuTaint(value.key, value.value ?? null) === null,
    ),
    noSelectorReason:
      "the pod gets its devices through a claim that does not name their vendor, so gpuify does not know their nodes",
  };
}

/** What the pod asks by. A number of devices beside mere shares of one needs the resource of the device. */
function askedBy({ settings }: PodSetContext, { keeps, resource }: Hints): Pick<PlacementQuestion, "asksBy"> {
  switch (keeps) {
    case "nothing":
      return {};
    case "resource":
      if (resource !== null) return { asksBy: resource };
      return isExplicit(settings.gpus) ? {} : { asksBy: "a share of a GPU" };
    case "claim":
      return { asksBy: "a claim" };
    case "share":
      return { asksBy: "an annotation" };
    default:
      return keeps satisfies never;
  }
}

/** The vendor to ask for; a model tells its own, and a wrong name is a problem. */
function wantedVendor(context: PodSetContext, hints: Hints): Vendor | Refusal | null {
  const { settings, catalog, podSet } = context;
  if (settings.vendor !== undefined) {
    const named = catalog.vendor(settings.vendor.value);
    if (named.ok) return named.vendor;
    return refuse(podSet, podSet.podSpecPath, named.problem);
  }
  if (settings.model !== undefined) return null;
  return settings.mig === undefined ? hints.vendor : "nvidia";
}

/** A vendor without a row on the platform, or a model that the manifest names itself: nothing this run asks for. */
function isAboutWhatStays(context: PodSetContext, problem: CatalogDiagnostic): boolean {
  const { settings } = context;
  if (isExplicit(settings.model) || isExplicit(settings.vendor) || isExplicit(settings.spot)) return false;
  if (problem.code === "model-needed") return selectsModel(context);
  return problem.code === "vendor-not-on-platform" || problem.code === "vendor-model-conflict";
}

/** True when nodeSelector, or every term of the required affinity, names GPU models itself. */
function selectsModel(context: PodSetContext): boolean {
  const { podSet, catalog } = context;
  const now = nodeRequirements(podSet);
  const platform = platformName(context, { platform: context.settings.platform.value });
  const isModel = (one: Requirement): boolean =>
    one.operator === "In" &&
    catalog.label(one.key)?.kind === "model" &&
    !isLabelElsewhere(context, one, platform);
  if (now.selector.some(isModel)) return true;
  const terms = matchingTerms(now);
  return terms.length > 0 && terms.every((term) => term.requirements.some(isModel));
}

function notPlaced(context: PodSetContext, problem: CatalogDiagnostic): Advice {
  const { podSet } = context;
  const why = problem.code === "model-needed" ? "it names its GPU model itself" : problem.message;
  return inform(podSet, podSet.podSpecPath, {
    code: "placement-left-alone",
    message: `${podSetTitle(podSet)} keeps its accelerator, and its placement is left alone: ${why}`,
  });
}
