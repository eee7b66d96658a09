import type { AdmissionRow } from "../../gpu/admission-rows.ts";
import { isInDomain } from "../../gpu/labels/key-domains.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { Requirement } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";
import { admissionAdvice, admissionOf } from "../placement/admission.ts";
import { firstOfEachKey, labelPlace, writtenConditions } from "../placement/conditions.ts";
import { platformLabelAdvice } from "../placement/platform-labels.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** A selector on a label by which Autopilot lets no pod select. */
export const autopilotSelectorRejected: Rule = {
  id: "autopilot-selector-rejected",
  severity: "error",
  title: "Selector on a label that GKE Autopilot rejects",
  faultOf: "any-pod",
  fix: "none",
  applies: { platforms: ["gke-autopilot"] },
  about: () => ({
    why: "Autopilot makes the nodes, and rejects a pod that selects or excludes nodes by a label that is not on its list. A label of your own is allowed with a toleration of the same key (workload separation): Autopilot then makes nodes with that label and taint. A custom compute class allows few labels beside it.",
    advice:
      "Remove the selector, select by a label that Autopilot allows, or tolerate a taint of the same key to separate workloads.",
    sources: [
      {
        title: "GoogleCloudPlatform/ai-on-gke#983: labels that Autopilot allows",
        url: "https://github.com/GoogleCloudPlatform/ai-on-gke/pull/983",
      },
      {
        title: "GKE: workload separation",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/workload-separation",
      },
      {
        title: "GKE: WorkloadAllowlist and its exemptions",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/reference/crds/workloadallowlist",
      },
      {
        title: "newrelic-prometheus-configurator#472: labels beside a custom compute class",
        url: "https://github.com/newrelic/newrelic-prometheus-configurator/issues/472",
      },
    ],
    bad: example("\n    cloud.google.com/gke-nodepool: dws-pool"),
    good: example(""),
  }),
  check: perPod((pod, context) => {
    const admission = admissionOf(pod);
    if (admission === null) return [];
    const written = writtenConditions(pod).filter(
      ({ key }) => key !== "" && !isPlaceholder(key) && !isDeclared(key, pod, context),
    );
    const customClass = customClassOf(written, admission);
    return firstOfEachKey(written).flatMap(
      (condition) =>
        rejected(condition, pod, admission, context) ?? besideClass(condition, customClass, pod, admission),
    );
  }),
};

function example(more: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-l4${more}
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`;
}

/** An own platform of the config may say which labels its nodes have. */
function isDeclared(key: string, { platforms }: Pod, { catalog }: LintContext): boolean {
  const known = catalog.label(key)?.platforms ?? [];
  return platforms.some(({ name, source }) => source.includes("config") && known.includes(name));
}

/** What is wrong with the label itself; null where that is nothing. */
function rejected(
  condition: Requirement,
  pod: Pod,
  admission: AdmissionRow,
  context: LintContext,
): readonly RuleFinding[] | null {
  const { key } = condition;
  const { by } = admission;
  const { allowed, rejected: known, systemDomains, exemption } = admission.selectors.value;
  if (allowed.includes(key)) return null;
  const place = labelPlace(condition);
  const remedy = Object.hasOwn(known, key) ? known[key] : undefined;
  if (remedy !== undefined)
    return [
      {
        ...place,
        message: `${by} rejects the pod: it does not let pods select nodes by ${key}`,
        advice: admissionAdvice(admission, exemption, remedy),
      },
    ];
  if (systemDomains.some((domain) => isInDomain(key, domain)))
    return [
      {
        ...place,
        severity: "info",
        message: `${key} is not among the labels by which ${by} is known to let pods select nodes`,
        advice: "Try it with `kubectl apply --dry-run=server`: the list grows with GKE's releases.",
      },
    ];
  if (isSeparated(key, pod)) return null;
  return [
    {
      ...place,
      message: `${by} rejects the pod: it does not let pods select nodes by ${key}, unless they tolerate a taint of the same key`,
      advice: admissionAdvice(
        admission,
        exemption,
        platformLabelAdvice(condition, pod.platforms, context) ??
          `Remove it, or tolerate \`${key}\` with its value: then ${by} makes nodes of their own for such pods, with that label and taint.`,
      ),
    },
  ];
}

/** The label and a toleration of a hard taint of the same key: workload separation. */
function isSeparated(key: string, { tolerations }: Pod): boolean {
  return tolerations.some((one) => one.key === key && one.effect !== "PreferNoSchedule");
}

/** The name of a compute class that somebody has made; null where none is selected. */
function customClassOf(written: readonly Requirement[], { computeClass }: AdmissionRow): string | null {
  const { key, builtIn } = computeClass.value;
  const names = written.flatMap((one) => (one.key === key && one.operator === "In" ? one.values : []));
  const [first] = names;
  const isCustom = names.every((name) => !builtIn.includes(name) && !isPlaceholder(name));
  return first !== undefined && isCustom ? first : null;
}

/** The list is GKE's own words of 2025 and 2026; it may have grown. */
function besideClass(
  condition: Requirement,
  customClass: string | null,
  pod: Pod,
  admission: AdmissionRow,
): readonly RuleFinding[] {
  const { key } = condition;
  if (customClass === null || admission.computeClass.value.beside.includes(key)) return [];
  if (isSeparated(key, pod)) return [];
  return [
    {
      ...labelPlace(condition),
      severity: "warning",
      message: `${admission.by} rejects ${key} beside the compute class "${customClass}", which says itself what its machines are`,
      advice: `Remove one of the two: let the compute class say it, or select by ${key} without the class.`,
    },
  ];
}
