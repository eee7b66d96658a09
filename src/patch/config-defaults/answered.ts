import { tellsPart } from "../../gpu/labels/tells-part.ts";
import {
  allRequirements,
  isPositive,
  nodeRequirements,
  type Requirement,
} from "../../k8s/scheduling/node-requirements.ts";
import { containerRequest } from "../../k8s/scheduling/pod-requests.ts";
import { isExplicit } from "../../profile/origin.ts";
import type { SettingValues } from "../../profile/settings.ts";
import { type AcceleratorAsk, acceleratorsOf, askedVendors, isAsked } from "../../workload/accelerators.ts";
import { queuePath } from "../../workload/queue.ts";
import { at, integer, isNullish, member, textAt } from "../../yaml/access.ts";
import { runsOnSpot } from "../profiles/gpu/placement/spot.ts";
import { isLabelElsewhere, platformName } from "../profiles/gpu/placement/translated-model.ts";
import { isOurs, jsonAt, trainingRecord } from "../records/training-record.ts";
import { podSaysCpu, saysCpu } from "../shared/amounts.ts";
import type { PodSetContext } from "../shared/context.ts";
import { targetsOf } from "../shared/cpu-containers.ts";
import { readRestore } from "../shared/restore-annotation.ts";

/** The context without the defaults of a config that the manifest answers, or to which the workload has no gap. */
export function withoutAnsweredDefaults(context: PodSetContext): PodSetContext {
  const answered = Object.entries(ANSWERED).filter(([name, isAnswered]) => {
    const setting = context.settings[name as keyof SettingValues];
    return setting?.origin.kind === "config-defaults" && isAnswered(context);
  });
  if (answered.length === 0) return context;
  const names = new Set(answered.map(([name]) => name));
  const settings = Object.fromEntries(Object.entries(context.settings).filter(([name]) => !names.has(name)));
  return { ...context, settings: settings as unknown as PodSetContext["settings"] };
}

type Answered = (context: PodSetContext) => boolean;

/** When a manifest says itself what a default would fill in. Settings that are not here look for themselves. */
const ANSWERED: Readonly<Partial<Record<keyof SettingValues, Answered>>> = {
  model: (context) =>
    hasOtherVendor(context) ||
    asksForOtherPart(context) ||
    selectsOtherPart(context) ||
    selectsOtherModel(context),
  vendor: (context) => asksForClaim(context) || asksOtherThan(context, context.settings.vendor?.value),
  mig: (context) => asksForOtherPart(context) || asksForWhole(context) || selectsOtherPart(context),
  topology: (context) =>
    asksOtherThan(context, "google") ||
    conditions(context).some(
      ({ key, values }) =>
        context.catalog.label(key)?.kind === "topology" &&
        !values.includes(context.settings.topology?.value ?? ""),
    ),
  container: ({ podSet, settings }) =>
    !podSet.containers.some(({ name, role }) => role === "main" && name === settings.container?.value),
  spot: (context) => {
    const platform = platformName(context, { platform: context.settings.platform.value });
    const saysCapacity = (one: Requirement): boolean =>
      context.catalog.label(one.key)?.kind === "capacity" && !isLabelElsewhere(context, one, platform);
    return conditions(context).some(saysCapacity) && !runsOnSpot(context, platform);
  },
  rollout: ({ podSet: { object, kind } }) =>
    kind.rollout?.form !== "surge" ||
    textAt(object.root, [...kind.rollout.at, "type"]) === "Recreate" ||
    ["maxSurge", "maxUnavailable"].some(
      (name) => !isNullish(at(object.root, [...(kind.rollout?.at ?? []), "rollingUpdate", name])),
    ),
  // A number that was left to the autoscaler is in the record.
  replicas: ({ podSet }) =>
    podSet.kind.replicas === null ||
    !isNullish(at(podSet.object.root, podSet.kind.replicas)) ||
    readRestore(podSet).record?.set?.replicas !== undefined,
  cpu: (context) => isRequested(context, "cpu"),
  memory: (context) => isRequested(context, "memory"),
  parallelism: ({ podSet: { jobSpec } }) =>
    !isNullish(member(jobSpec, "parallelism")) || (integer(member(jobSpec, "completions")) ?? 1) <= 1,
  workers: saysWidth,
  queue: ({ podSet }) => {
    const path = queuePath(podSet);
    return path === null || textAt(podSet.object.root, path) !== null;
  },
  shards: ({ podSet: { jobSpec } }) =>
    !isNullish(member(jobSpec, "parallelism")) || !isNullish(member(jobSpec, "completions")),
};

function asked(context: PodSetContext): readonly AcceleratorAsk[] {
  return acceleratorsOf(context.podSet, context).flatMap((one) =>
    [...one.devices, ...one.slices].filter(isAsked),
  );
}

function asksForClaim(context: PodSetContext): boolean {
  return acceleratorsOf(context.podSet, context).some(({ claims }) => claims.length > 0);
}

function asksOtherThan(context: PodSetContext, vendor: string | undefined): boolean {
  return askedVendors(acceleratorsOf(context.podSet, context)).some((one) => one !== vendor);
}

function asksForWhole(context: PodSetContext): boolean {
  const isPartByLabel = conditions(context).some(
    (one) => isPositive(one) && context.catalog.label(one.key)?.kind === "partition",
  );
  return !isPartByLabel && asked(context).some(({ meaning }) => meaning.kind === "whole");
}

/** Parts of GPUs and claims say more than a model would. */
function asksForOtherPart(context: PodSetContext): boolean {
  const { mig } = context.settings;
  const isWanted = (resource: string) => mig !== undefined && resource.endsWith(`/mig-${mig.value}`);
  return (
    asksForClaim(context) ||
    asked(context).some(({ meaning, resource }) => meaning.kind !== "whole" && !isWanted(resource))
  );
}

/** The model is of another vendor than what the pod has, or than the one that was named. */
function hasOtherVendor(context: PodSetContext): boolean {
  const { podSet, settings, catalog } = context;
  const { model, platform, vendor: said } = settings;
  if (model === undefined) return false;
  const named = said !== undefined && isExplicit(said) ? catalog.vendor(said.value) : null;
  const vendors =
    named === null ? askedVendors(acceleratorsOf(podSet, context)) : named.ok ? [named.vendor] : [];
  return vendors.some((vendor) => {
    const question = { platform: platform.value, vendor, model: model.value, count: 1 };
    const answer = catalog.placement({ ...question, uniform: false, spot: false });
    return !answer.ok && answer.problem.code === "vendor-model-conflict";
  });
}

function conditions({ podSet }: PodSetContext): readonly Requirement[] {
  return allRequirements(nodeRequirements(podSet));
}

/** Another model or a machine with other GPUs is selected by label. */
function selectsOtherModel(context: PodSetContext): boolean {
  const { catalog, settings } = context;
  return conditions(context).some((one) => {
    const { key, operator, values } = one;
    const meaning = catalog.label(key);
    if (operator !== "In" || (meaning?.kind !== "model" && meaning?.kind !== "instance-type")) return false;
    if (meaning.byValue && !values.some((value) => catalog.isGpuLabelValue(key, value))) return false;
    const platform = catalog.platform(settings.platform.value, meaning.vendor ?? "nvidia");
    // It goes, and with it the answer: the next run would find a gap here.
    if (platform.ok && isLabelElsewhere(context, one, platform.name)) return false;
    const models = platform.ok ? catalog.modelsOf(platform.name, key, values) : [];
    return !models.includes(settings.model?.value ?? "");
  });
}

/** Another part of a GPU is selected by label. */
function selectsOtherPart(context: PodSetContext): boolean {
  const { catalog, settings } = context;
  return conditions(context).some((one) => {
    const { key, values } = one;
    const isPart = isPositive(one) && tellsPart(catalog.label(key));
    return (
      isPart && !values.some((value) => settings.mig !== undefined && value.includes(settings.mig.value))
    );
  });
}

/** The Job says how many pods it is for, and it was not gpuify that wrote it. */
function saysWidth({ podSet, settings }: PodSetContext): boolean {
  const { jobSpec, jobPath } = podSet;
  if (jobSpec === null || jobPath === null) return true;
  const path = jobPath;
  const record = trainingRecord(podSet);
  const isOther = (field: "completions" | "parallelism"): boolean => {
    const node = member(jobSpec, field);
    if (isNullish(node) || integer(node) === settings.workers?.value) return false;
    return !isOurs(record, field, jsonAt(podSet, [...path, field]));
  };
  const mode = textAt(jobSpec, ["completionMode"]);
  return isOther("completions") || isOther("parallelism") || (mode !== null && mode !== "Indexed");
}

/** True also where no single container could get the request: a default is no reason to refuse. */
function isRequested(context: PodSetContext, resource: "cpu" | "memory"): boolean {
  const { podSet } = context;
  const targets = targetsOf(context, readRestore(podSet).record);
  if (!targets.ok || targets.containers.length !== 1) return true;
  const inPod = (["requests", "limits"] as const).some(
    (section) => !isNullish(at(podSet.podSpec, ["resources", section, resource])),
  );
  if (resource === "cpu") return podSaysCpu(podSet) || targets.containers.every(saysCpu);
  return inPod || targets.containers.every((container) => containerRequest(container, "memory") !== null);
}
