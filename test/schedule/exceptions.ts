import type { SyntheticNode } from "./node.ts";
import type { Question } from "./questions.ts";

/** Pairs of a pod and a node of which the notes themselves say that no label can tell them apart. */
export interface Exception {
  readonly reason: string;
  readonly applies: (question: Question, node: SyntheticNode) => boolean;
}

/** Such a pod may land there or not. */
export const INDISTINCT: readonly Exception[] = [
  {
    reason: "AMD gives the PCI id 740c to MI250 and to some MI250X",
    applies: ({ model }, node) => isPair(["mi250", "mi250x"], model, node.model) && node.product === "740c",
  },
  {
    reason: "the only label of Gaudis says that there is one, not which",
    applies: ({ platform, model }, node) =>
      platform !== "eks-karpenter" && isPair(["gaudi2", "gaudi3"], model, node.model),
  },
  {
    reason: "Autopilot makes the node for the pod, and shares or cuts GPUs only for pods that select it",
    applies: (question, node) => question.platform === "gke-autopilot" && node.kind === "sliced",
  },
  {
    reason: "GKE's machines with a part of an RTX PRO 6000 are noted with its accelerator label",
    applies: (question, node) => isGkePart(question, node) && node.kind === "fractional",
  },
];

/** Combinations that gpuify refuses although such a node exists. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly applies: (question: Question) => boolean;
}

/** Each with the rule that the notes give for it. */
export const REFUSALS: readonly Refusal[] = [
  {
    code: "model-needed",
    reason: "Autopilot creates the node for the pod, by the accelerator label",
    applies: ({ platform }) => platform === "gke-autopilot",
  },
  {
    code: "model-needed",
    reason: "GKE wants both the type and the topology of a TPU to be selected",
    applies: ({ vendor }) => vendor === "google",
  },
  {
    code: "resource-depends-on-driver",
    reason: "Intel's plugin names GPUs by the kernel driver, i915 or xe",
    applies: ({ vendor, model }) => vendor === "intel" && model === null,
  },
];

/** Combinations that are not refused although the notes have no such node. */
export const NOT_REFUSED: readonly {
  readonly reason: string;
  readonly applies: (question: Question) => boolean;
}[] = [
  {
    reason: "DigitalOcean's numbers of GPUs are not in the notes, so the catalog limits none",
    applies: ({ platform, count }) => platform === "doks" && count > 8,
  },
];

function isGkePart({ platform, model }: Question, node: SyntheticNode): boolean {
  const isGke = platform === "gke" || platform === "gke-autopilot";
  return isGke && (model === null || model === node.model);
}

function isPair(pair: readonly string[], asked: string | null, there: string | null): boolean {
  return asked !== null && there !== null && pair.includes(asked) && pair.includes(there);
}
