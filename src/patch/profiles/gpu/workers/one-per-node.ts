import { isJsonMap, jsonOf, sameJson } from "../../../../k8s/json.ts";
import { isJobItself } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import { selectsLabels } from "../../../../k8s/scheduling/label-selector.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import type { Json, JsonMap } from "../../../../kernel/json.ts";
import { ownOf } from "../../../../kernel/own.ts";
import { byProfile } from "../../../../profile/by-profile.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { HOST_NAME } from "../../../../workload/bound-to-node.ts";
import { hasGeneratedName } from "../../../../workload/indexed-names.ts";
import { at, isNullish, items, textAt } from "../../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../../yaml/tree.ts";
import { WORKERS_LABEL } from "../../../records/training-record.ts";
import { collapseRemovals, podFloors } from "../../../shared/collapse.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import { podLabels } from "./service.ts";

const TERMS = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"] as const;

/** Labels that name the Job of a pod: to compare by them too leaves the pods of one Job what they are to each other. */
const JOB_NAMES: readonly (string | null)[] = ["batch.kubernetes.io/job-name", "job-name"];

/**
 * `--one-per-node`: a required anti-affinity by the label of the group, so that no node gets two of its pods. Where a
 * term does that already nothing is written, and with an explicit `false` gpuify's own goes.
 */
export function onePerNodeStep(context: PodSetContext, service: string): StepResult {
  const { podSet, settings } = context;
  const { onePerNode } = settings;
  if (onePerNode === undefined) return NOTHING;
  if (!onePerNode.value) return isExplicit(onePerNode) ? withoutTerms(context) : NOTHING;
  const labels = podLabels(podSet, service);
  const namespace = podSet.object.namespace;
  const diagnostics = meetsOtherRuns(podSet) ? [otherRuns(podSet)] : [];
  if (termsOf(podSet).some(({ node }) => keepsApart(node, labels, namespace)))
    return { ...NOTHING, diagnostics };
  return {
    ...NOTHING,
    operations: [
      {
        op: "append",
        path: [...podSet.podSpecPath, ...TERMS],
        value: termFor(service),
        step: "placement",
        reason: "no node gets two of the workers; one without a node of its own stays Pending",
        origin: onePerNode.origin,
      },
    ],
    diagnostics,
  };
}

/** The terms that gpuify wrote, by their exact form: nobody else has its label. */
export function ownTerms(podSet: PodSet): readonly FieldPath[] {
  return termsOf(podSet).flatMap(({ node, path }) => (isOwnTerm(jsonOf(node)) ? [path] : []));
}

/** True for a term as gpuify writes it. */
export function isOwnTerm(value: Json): boolean {
  const service = ["labelSelector", "matchLabels", WORKERS_LABEL].reduce(fieldOf, value);
  return typeof service === "string" && sameJson(value, termFor(service));
}

/** Where the terms stand. */
export function termsPath({ podSpecPath }: PodSet): FieldPath {
  return [...podSpecPath, ...TERMS];
}

function fieldOf(value: Json, name: string): Json {
  return isJsonMap(value) ? (ownOf(value, name) ?? null) : null;
}

function termFor(service: string): JsonMap {
  return { labelSelector: { matchLabels: { [WORKERS_LABEL]: service } }, topologyKey: HOST_NAME };
}

function termsOf(podSet: PodSet): readonly { readonly node: YamlNode; readonly path: FieldPath }[] {
  return items(at(podSet.podSpec, TERMS)).map((node, index) => ({
    node,
    path: [...termsPath(podSet), index],
  }));
}

/** True for a term that lets no two pods with these labels be on one node. */
function keepsApart(term: YamlNode, labels: ReadonlyMap<string, string>, namespace: string | null): boolean {
  const namespaces = items(at(term, ["namespaces"])).map((one) => jsonOf(one));
  const isHere = namespaces.length === 0 || (namespace !== null && namespaces.includes(namespace));
  const isOfAny = isNullish(at(term, ["namespaceSelector"])) && isNullish(at(term, ["mismatchLabelKeys"]));
  const isOfJob = items(at(term, ["matchLabelKeys"])).every((key) =>
    JOB_NAMES.includes(jsonOf(key) as string),
  );
  return (
    textAt(term, ["topologyKey"]) === HOST_NAME &&
    isHere &&
    isOfAny &&
    isOfJob &&
    selectsLabels(at(term, ["labelSelector"]), labels)
  );
}

function withoutTerms({ podSet, settings }: PodSetContext): StepResult {
  const reason = "workers may share a node";
  const origin = settings.onePerNode?.origin ?? byProfile(settings);
  const removals = ownTerms(podSet).map((path) => ({ path, step: "placement", reason, origin }) as const);
  const operations = collapseRemovals(podSet.object.root, removals, [], podFloors(podSet));
  return { ...NOTHING, operations };
}

/** Runs of a CronJob, and of a Job with a generated name, have pods with the same label. */
function meetsOtherRuns({ object, kind }: PodSet): boolean {
  if (isJobItself(kind)) return hasGeneratedName(object.name);
  return !["Forbid", "Replace"].includes(textAt(object.root, ["spec", "concurrencyPolicy"]) ?? "");
}

function otherRuns(podSet: PodSet): Advice {
  return inform(podSet, termsPath(podSet), {
    code: "one-per-node-across-runs",
    message: `workers of ${objectTitle(podSet.object)} share no node with those of another run of it that has not ended`,
  });
}
