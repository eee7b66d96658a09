import { PLATFORM_NAMES } from "../../gpu/files/files.ts";
import { isAnybodys } from "../../gpu/labels/anybodys.ts";
import { platformsOfDomain } from "../../gpu/labels/key-domains.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import type { LabelMeaning } from "../../gpu/types.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { listed } from "../../kernel/words.ts";
import { isDeclared } from "../../workload/nodes/declared-nodes.ts";
import type { LintContext } from "../context.ts";
import { conditionText, labelPlace, nodeConditions } from "../placement/conditions.ts";
import { neverLaunched } from "../placement/never-launched.ts";
import { platformLabelAdvice } from "../placement/platform-labels.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** For Cluster Autoscaler, who may well be there beside Karpenter: whoever makes the node writes it. */
const BY_HAND = "k8s.amazonaws.com/accelerator";

/** A selector on a label that the platform's nodes do not have, or get only once they are there. */
export const gpuSelectorNotLaunched: Rule = {
  id: "gpu-selector-not-launched",
  severity: "error",
  title: "Selector on a label that the platform does not know",
  fix: "none",
  about: () => ({
    why: "Karpenter, Auto Mode and node auto-provisioning make a node for a pod only if they know all labels that it selects. GPU Feature Discovery and the like write theirs when the node runs, so no node is ever made and the pod stays Pending; labels of another platform are on no node at all. Karpenter ignores a pod that names hosts (`kubernetes.io/hostname`), also those it must not run on.",
    advice:
      "Select by the platform's own labels; a NodePool that declares the label as one of its own makes nodes for it too.",
    sources: [
      {
        title: "Karpenter: scheduling, well-known labels",
        url: "https://karpenter.sh/docs/concepts/scheduling/#well-known-labels",
      },
      {
        title: "aws/karpenter-provider-aws#5073: label does not have known values",
        url: "https://github.com/aws/karpenter-provider-aws/issues/5073",
      },
      {
        title: "kubernetes-sigs/karpenter#1596: kubernetes.io/hostname in required affinity",
        url: "https://github.com/kubernetes-sigs/karpenter/issues/1596",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    karpenter.k8s.aws/instance-gpu-manufacturer: nvidia
    nvidia.com/gpu.product: NVIDIA-L40S
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    karpenter.k8s.aws/instance-gpu-name: l40s
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    // Pods of a DaemonSet go where nodes are; nothing makes a node for them.
    if (pod.platforms.length === 0 || pod.workload.kind.lifecycle === "per-node") return [];
    // What is rejected gets no node either, and autopilot-selector-rejected tells it.
    if (pod.platforms.every(({ admission }) => admission !== undefined)) return [];
    const known = nodeConditions(pod).flatMap((condition): readonly Known[] => {
      const meaning = isPositive(condition) ? context.catalog.label(condition.key) : null;
      if (meaning === null || isAnybodys(condition.key) || condition.key === BY_HAND) return [];
      if (isDeclared(condition, context.surroundings)) return [];
      return [{ condition, meaning }];
    });
    const { platforms } = pod;
    const late = known.filter(({ meaning }) => meaning.platforms.length === 0 && meaning.gpuOnly);
    return [
      ...foreign(known, platforms, context),
      ...late.flatMap(({ condition }) => lateLabel(condition, platforms, context)),
      ...neverLaunched(pod),
    ];
  }),
};

/** A condition on a label that the catalog knows. */
interface Known {
  readonly condition: Requirement;
  readonly meaning: LabelMeaning;
}

/** Labels of another platform: one finding, for the pod was made for that one. */
function foreign(
  known: readonly Known[],
  platforms: readonly PlatformRow[],
  context: LintContext,
): readonly RuleFinding[] {
  if (platforms.some(isOpen)) return [];
  const others = known.filter(
    ({ meaning }) =>
      meaning.platforms.length > 0 && !platforms.some(({ name }) => meaning.platforms.includes(name)),
  );
  const [first] = others;
  if (first === undefined) return [];
  const { condition, meaning } = first;
  const keys = others.map((one) => one.condition.key).join(" and ");
  const there = listed(
    meaning.platforms.map((name) => titleOf(name, context)),
    "or",
  );
  const here = listed(
    platforms.map(({ title }) => title),
    "or",
  );
  const isSure = others.some(
    (one) => platformsOfDomain(one.condition.key) !== null && !isSameCloud(one.meaning, platforms),
  );
  return [
    {
      ...labelPlace(condition),
      message: `${keys} ${others.length === 1 ? "is a label" : "are labels"} of ${there}: no node of ${here} has ${others.length === 1 ? "it" : "them"}`,
      // A cluster may have node groups beside what Karpenter makes, and a label in nobody's domain may be anywhere.
      ...(!isSure && { severity: "warning" }),
      ...adviceFor(condition, platforms, context),
    },
  ];
}

function isSameCloud(meaning: LabelMeaning, platforms: readonly PlatformRow[]): boolean {
  return platforms.some(({ name }) => meaning.platforms.some((other) => cloudOf(other) === cloudOf(name)));
}

/** `eks` of `eks-auto-mode`. */
function cloudOf(platform: string): string {
  return platform.split("-")[0] ?? platform;
}

/** A platform of the config may extend another, whose labels it then has; a generic one may be any. */
function isOpen({ name }: PlatformRow): boolean {
  return name.startsWith("generic-") || !PLATFORM_NAMES.includes(name);
}

function lateLabel(
  condition: Requirement,
  platforms: readonly PlatformRow[],
  context: LintContext,
): readonly RuleFinding[] {
  const launchers = platforms.flatMap(({ launcher }) => launcher?.value ?? []);
  if (launchers.length < platforms.length) return [];
  return [
    {
      ...labelPlace(condition),
      message: `${listed([...new Set(launchers)], "or")} makes no node for ${conditionText(condition)}: the label is written when the node runs`,
      severity: "warning",
      ...adviceFor(condition, platforms, context),
    },
  ];
}

/** The platform's own labels for the model that the values stand for. */
function adviceFor(
  condition: Requirement,
  platforms: readonly PlatformRow[],
  context: LintContext,
): { readonly advice?: string } {
  const advice = platformLabelAdvice(condition, platforms, context);
  return advice === null ? {} : { advice };
}

function titleOf(name: string, { platforms }: LintContext): string {
  return platforms.find((row) => row.name === name)?.title ?? name;
}
