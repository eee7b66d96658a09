import type { Catalog, Placement, PlacementQuestion } from "../../../../gpu/types.ts";
import {
  matchingTerms,
  nodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { type Condition, isElsewhere, machineOwners, tellsModel } from "./conflict.ts";

/** What labels of other platforms, which go because the platform was named, say about the GPU model. */
interface ForeignModel {
  /** The conditions, in the order of the manifest; never empty. */
  readonly conditions: readonly Requirement[];
  /** The models they may stand for: one where it can be translated, none where no known model meets them all. */
  readonly models: readonly string[];
  /** True where the catalog knows what each of them stands for. */
  readonly isKnown: boolean;
  /** False where a term of the affinity, which are alternatives, says no model. */
  readonly isEverywhere: boolean;
}

/** An answer for the model that foreign labels named, or why there is none. */
interface Translation {
  /** Null where the model cannot be asked for on the platform. */
  readonly placement: Placement | null;
  /** That nothing asks for the model any more; to be told where the placement without it is carried out. */
  readonly lost: Advice | null;
}

/**
 * Asks for the model that the labels of another platform select, on the platform that was named: the labels go, and
 * what they said about the GPU must not go silently with them. Null where the manifest has no such labels.
 */
export function translateModel(context: PodSetContext, question: PlacementQuestion): Translation | null {
  const { catalog, settings } = context;
  if (!isPlatformNamed(settings)) return null;
  const foreign = foreignModel(context, question);
  if (foreign === null) return null;
  const [model] = foreign.models;
  const said = foreign.models.join(" or ");
  if (question.model !== undefined) return replaced(context, foreign);
  if (model === undefined) {
    const reason = foreign.isKnown ? "no model is all of it" : "the catalog does not know it";
    return lost(context, foreign, reason, "Pass --gpu MODEL.");
  }
  if (foreign.models.length > 1)
    return lost(context, foreign, `it may be ${said}`, `Pass --gpu ${foreign.models.join(" or --gpu ")}.`);
  if (!foreign.isEverywhere)
    return lost(context, foreign, "not every term of the affinity names one", `Pass --gpu ${model}.`);
  const answer = catalog.placement({ ...question, model });
  // Who names another vendor, or asks for another vendor's devices, does not want this model.
  if (!answer.ok && answer.problem.code === "vendor-model-conflict") return { placement: null, lost: null };
  if (!answer.ok) return lost(context, foreign, answer.problem.message, answer.problem.advice);
  if (selectsAnyModel(answer.placement, catalog)) return { placement: answer.placement, lost: null };
  const reason = `no label of ${answer.placement.platform} that tells ${model} is verified`;
  return lost(context, foreign, reason, "Select such nodes by a label of your own.");
}

/** True for a condition that goes because it is about nodes of another platform than the one that was named. */
export function isLabelElsewhere(
  { catalog, settings }: Pick<PodSetContext, "catalog" | "settings">,
  condition: Condition,
  platform: string,
): boolean {
  return isPlatformNamed(settings) && isElsewhere(condition, platform, catalog);
}

/** The resolved name of the platform, as far as it can be told before the catalog has answered. */
export function platformName(
  { catalog }: Pick<PodSetContext, "catalog">,
  question: Pick<PlacementQuestion, "platform" | "vendor">,
): string {
  const platform = catalog.platform(question.platform, question.vendor ?? "nvidia");
  return platform.ok ? platform.name : question.platform;
}

/** nodeSelector is AND-ed to each term, and the terms are alternatives: only what all of them mean is meant. */
function foreignModel(context: PodSetContext, question: PlacementQuestion): ForeignModel | null {
  const { podSet, catalog } = context;
  const platform = platformName(context, question);
  const isSaid = (one: Requirement): boolean =>
    one.operator === "In" && one.values.length > 0 && tellsModel(one.key, catalog);
  const isMeant = (one: Requirement): boolean => isSaid(one) && isLabelElsewhere(context, one, platform);
  const stays = (one: Requirement): boolean =>
    isSaid(one) && !isMeant(one) && catalog.modelsOf(platform, one.key, one.values).length > 0;
  const now = nodeRequirements(podSet);
  const terms = matchingTerms(now).map(({ requirements }) => requirements);
  const conditions = [...now.selector, ...terms.flat()].filter(isMeant);
  const alternatives = (terms.length > 0 ? terms : [[]]).map((term) => [...now.selector, ...term]);
  if (conditions.length === 0 || alternatives.every((one) => one.some(stays))) return null;
  // To ask for it in a term that is about other nodes would change what that term means.
  const isEverywhere = alternatives.every((one) => one.some((other) => isMeant(other) || stays(other)));
  const models = alternatives.flatMap((one) => modelsOf(one.filter(isMeant), catalog));
  const isKnown = conditions.every((one) => modelsSaid(one, catalog).length > 0);
  return { conditions, models: [...new Set(models)], isKnown, isEverywhere };
}

/** The models that meet all conditions; what the catalog does not know says nothing. */
function modelsOf(conditions: readonly Requirement[], catalog: Catalog): readonly string[] {
  const known = conditions.map((one) => modelsSaid(one, catalog)).filter((models) => models.length > 0);
  const [first = [], ...others] = known;
  return first.filter((model) => others.every((models) => models.includes(model)));
}

/** The models that one condition may mean: those of all its values, else those of each; none where one is unknown. */
function modelsSaid({ key, values }: Requirement, catalog: Catalog): readonly string[] {
  const own = catalog.label(key)?.platforms ?? [];
  const platforms = own.length > 0 ? own : machineOwners(values);
  const modelsWith = (some: readonly string[]): readonly string[] => [
    ...new Set(platforms.flatMap((platform) => catalog.modelsOf(platform, key, some))),
  ];
  const together = modelsWith(values);
  if (together.length > 0) return together;
  const apart = values.map((value) => modelsWith([value]));
  return apart.some((models) => models.length === 0) ? [] : [...new Set(apart.flat())];
}

/** The defaults of a config may name another model than the labels that go: nobody asked for that workload's. */
function replaced(context: PodSetContext, foreign: ForeignModel): Translation | null {
  const { model } = context.settings;
  if (model === undefined || isExplicit(model) || foreign.models.includes(model.value)) return null;
  const advice = "If it is not meant, name the model in a rule or profile of gpuify.yaml, or pass --gpu.";
  return lost(context, foreign, `the defaults of gpuify.yaml say ${model.value}`, advice);
}

function selectsAnyModel({ nodeSelector, affinity }: Placement, catalog: Catalog): boolean {
  return [...nodeSelector, ...affinity].some(({ value }) => tellsModel(value.key, catalog));
}

function lost(
  { podSet }: PodSetContext,
  { conditions }: ForeignModel,
  reason: string,
  advice: string,
): Translation {
  const said = conditions.map(({ key, values }) => `${key}=${values.join("|")}`).join(" and ");
  const path = conditions[0]?.path ?? podSet.podSpecPath;
  const message = `the GPU model of ${said} is no longer asked for: ${reason}`;
  return { placement: null, lost: warn(podSet, path, { code: "model-not-translated", message, advice }) };
}
