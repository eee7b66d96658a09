import { INDISTINCT } from "./exceptions.ts";
import type { Facts } from "./facts.ts";
import type { SyntheticNode } from "./node.ts";
import { isOneValue, isUniform, type Question } from "./questions.ts";

/** What the notes say of a pod on a node: `may` where they leave it open. */
export interface Verdict {
  readonly takes: "yes" | "no" | "may";
  readonly because: string;
}

/** By vendor, where no model names the resource. Intel's follows the driver, so that such a question is refused. */
const RESOURCES: Readonly<Record<string, string>> = {
  nvidia: "nvidia.com/gpu",
  amd: "amd.com/gpu",
  intel: "gpu.intel.com/xe",
  habana: "habana.ai/gaudi",
  google: "google.com/tpu",
  aws: "aws.amazon.com/neuron",
};

/** The resource that a pod of the question has to ask for. */
export function resourceOf(facts: Facts, { model, vendor }: Question): string {
  const fallback = RESOURCES[vendor] ?? "";
  return model === null ? fallback : (facts.models[model]?.resource ?? fallback);
}

/** Whether the node must take the pod of the question, must not, or may. */
export function verdictOf(facts: Facts, question: Question, node: SyntheticNode): Verdict {
  const { model, count, spot } = question;
  if (node.kind === "cpu") return no("it has no accelerator");
  if (node.resource !== resourceOf(facts, question)) return no(`it gives ${node.resource}`);
  if (node.kind === "renamed") return no("it gives no whole device");
  if (node.devices < count) return no(`it has ${node.devices}`);
  if (spot && !node.spot) return no("it is not spot");
  if (!spot && isTaintedForSpot(node)) return no("it is tainted for spot, and nobody asked for that");
  const indistinct = INDISTINCT.find(({ applies }) => applies(question, node));
  if (indistinct !== undefined) return may(indistinct.reason);
  if (isOfModel(question, node) && isBesideSelection(facts, question, node))
    return may("the notes select the model by a family that this machine is not of");
  if (node.kind === "sliced") return no("its GPUs are shared or cut, and its labels say so");
  return model === null ? verdictOfVendor(question, node) : verdictOfModel(facts, question, node);
}

/** The model has several values of GKE's label. */
function hasTwins(facts: Facts, { model }: Question): boolean {
  return (facts.models[model ?? ""]?.gke ?? []).length > 1;
}

function verdictOfModel(facts: Facts, question: Question, node: SyntheticNode): Verdict {
  if (!isOfModel(question, node)) return no(`it has ${node.model ?? "an unknown model"}`);
  switch (node.kind) {
    case "suffixed":
      return no("its product label says that the GPU is shared or cut");
    case "fractional":
      return no("its machine type has a part of a GPU");
    case "mixed":
      return no("the label of the model is missing beside another GPU");
    default:
      if (isTpu(question)) return verdictOfTpu(question, node);
      if (!isSizeFor(question, node))
        return may("the platform makes a node of just the size that was asked for");
      if (!question.spot && node.spot) return may("nobody asked for spot");
      if (isOneValue(question) && hasTwins(facts, question)) return may("one value of the label is enough");
      return isUniform(question) ? may("one kind of machine is enough") : yes("it is what was asked for");
  }
}

function isTaintedForSpot({ node, spot }: SyntheticNode): boolean {
  return spot && node.taints.some(({ key }) => /spot|scalesetpriority|preemptible/.test(key));
}

/** Where the notes say by which label a model is to be selected, its machines without that value are not meant. */
function isBesideSelection(facts: Facts, { model }: Question, { node }: SyntheticNode): boolean {
  const selection = Object.entries(facts.models[model ?? ""]?.select_by ?? {});
  return selection.some(([key, value]) => {
    const there =
      node.labels.get(key) ?? node.labels.get(key.replace("karpenter.k8s.aws", "eks.amazonaws.com"));
    return there !== undefined && there !== value;
  });
}

/** A slice is asked for by its topology, and a host gives all its chips. */
function verdictOfTpu({ count }: Question, node: SyntheticNode): Verdict {
  return node.devices === count
    ? may("one topology is chosen")
    : no(`a host of it has ${node.devices} chips`);
}

/** Platforms whose labels tell parts of GPUs from whole ones, also where no model is named. */
const PARTS_TOLD: readonly string[] = ["openshift", "nebius", "lke", "k3s", "aks", "aks-nap"];

function verdictOfVendor({ platform, spot }: Question, node: SyntheticNode): Verdict {
  if (node.kind === "suffixed" || node.kind === "fractional")
    return PARTS_TOLD.includes(platform)
      ? no("it gives parts of GPUs, and its labels say so")
      : may("no label that is there for certain tells parts where no model is named");
  if (node.arch === "arm64") return may("only a model tells that the image is for arm64");
  if (!spot && node.spot) return may("nobody asked for spot");
  return yes("any of the vendor will do");
}

/** True where the node is what the question asks for by name. */
export function isOfModel({ model }: Question, node: SyntheticNode): boolean {
  return model !== null && node.model === model;
}

/** True where at least one of the nodes is what was asked for, with enough devices: then some node must take the pod. */
export function hasCandidate(facts: Facts, question: Question, nodes: readonly SyntheticNode[]): boolean {
  const { model, spot } = question;
  const resource = resourceOf(facts, question);
  return nodes.some(
    (node) =>
      (node.kind === "whole" || (model === null && node.kind === "unlabelled")) &&
      node.resource === resource &&
      (model === null || isOfModel(question, node)) &&
      isSizeFor(question, node) &&
      node.spot === spot,
  );
}

/** True where only one kind of machine may be left, and not every machine of the model must do. */
export function mustBeAlike(question: Question): boolean {
  return isUniform(question) || isOneValue(question) || (isTpu(question) && question.model !== null);
}

/** Autopilot sells whole machines, and a TPU host gives all its chips; elsewhere a pod may leave devices to others. */
function isSizeFor(question: Question, { devices }: SyntheticNode): boolean {
  const isExact = question.platform === "gke-autopilot" || isTpu(question);
  return isExact ? devices === question.count : devices >= question.count;
}

function isTpu({ vendor }: Question): boolean {
  return vendor === "google";
}

function yes(because: string): Verdict {
  return { takes: "yes", because };
}

function no(because: string): Verdict {
  return { takes: "no", because };
}

function may(because: string): Verdict {
  return { takes: "may", because };
}
