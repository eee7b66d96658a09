import type { Operation } from "../../edit/operation.ts";
import { RENAMED_LABELS } from "../../k8s/renamed-labels.ts";
import { textAt } from "../../yaml/access.ts";
import { type NodeLabelUse, nodeLabelUses } from "../placement/node-labels.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

const GKE_PREEMPTIBLE = "cloud.google.com/gke-preemptible";

/** A node label that has a newer name. */
export const deprecatedNodeLabel: Rule = {
  id: "deprecated-node-label",
  severity: "info",
  title: "Node label that has a newer name",
  fix: "safe",
  about: () => ({
    why: "Nodes carry the old names only for compatibility, and GKE Autopilot already rejects `beta.kubernetes.io` ones: a pod that selects a label that is gone stays Pending.",
    advice: "Use the new name; the values are the same.",
    sources: [
      {
        title: "Well-known labels: beta.kubernetes.io/arch (deprecated)",
        url: "https://kubernetes.io/docs/reference/labels-annotations-taints/",
      },
      {
        title: "AKS: deprecated labels",
        url: "https://learn.microsoft.com/en-us/azure/aks/use-labels",
      },
      {
        title: "GKE: preemptible VMs",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/preemptible-vms",
      },
      {
        title: "arangodb/kube-arangodb#751: rejected by Autopilot",
        url: "https://github.com/arangodb/kube-arangodb/issues/751",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector:
    beta.kubernetes.io/arch: amd64
  containers:
    - name: web
      image: nginx:1.29.1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector:
    kubernetes.io/arch: amd64
  containers:
    - name: web
      image: nginx:1.29.1
`,
  }),
  check: perPod((pod) =>
    nodeLabelUses(pod.workload).flatMap((use) => [...renamed(pod, use), ...superseded(pod, use)]),
  ),
};

function renamed(pod: Pod, use: NodeLabelUse): readonly RuleFinding[] {
  const name = RENAMED_LABELS.get(use.key);
  return name === undefined ? [] : [found(pod, use, name)];
}

function found(pod: Pod, use: NodeLabelUse, name: string): RuleFinding {
  const operations = isVirtual(pod) ? null : rename(pod, use, name);
  return {
    path: use.path,
    at: use.kind === "entry" ? "key" : "value",
    message: `${use.key} is the old name of ${name}`,
    ...(operations !== null && { fix: { safety: "safe", title: `use ${name}`, operations } }),
  };
}

/** Virtual nodes carry what their provider thinks of. */
function isVirtual({ tolerations, nodes }: Pod): boolean {
  return (
    tolerations.some(({ key }) => key === "virtual-kubelet.io/provider") ||
    nodes.selector.some(({ values }) => values.includes("virtual-kubelet"))
  );
}

/** Null where the new name is there already with another value, which somebody has to look at. */
function rename(
  { workload }: Pod,
  { path, kind, values }: NodeLabelUse,
  name: string,
): readonly Operation[] | null {
  if (kind !== "entry") return [{ op: "set", path, value: name }];
  const [value = ""] = values;
  const there = textAt(workload.podSpec, ["nodeSelector", name]);
  if (there !== null && there !== value) return null;
  return there === null ? [{ op: "rename", path, name }] : [{ op: "remove", path }];
}

/** Labels of platforms. AKS documents its new label for NVIDIA only, and no pool has both of GKE's. */
function superseded(pod: Pod, use: NodeLabelUse): readonly RuleFinding[] {
  const isAks = pod.platforms.some(({ name }) => name === "aks");
  const isAccelerator =
    use.key === "accelerator" && use.values.length > 0 && use.values.every((value) => value === "nvidia");
  if (isAks && isAccelerator) return [found(pod, use, "kubernetes.azure.com/accelerator")];
  if (use.key !== GKE_PREEMPTIBLE) return [];
  return [
    {
      path: use.path,
      at: use.kind === "entry" ? "key" : "value",
      message: `${use.key} selects preemptible VMs, which Spot VMs have taken the place of`,
      advice:
        "Make a pool of Spot VMs and select `cloud.google.com/gke-spot`: it has no end after 24 hours. Autopilot changes the selector itself.",
    },
  ];
}
