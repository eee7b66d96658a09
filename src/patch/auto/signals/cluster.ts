import { at, boolean, items, textAt } from "../../../k8s/access.ts";
import { annotationsOf } from "../../../k8s/object.ts";
import type { Subject } from "../subject.ts";
import type { Evidence } from "../types.ts";

/** What speaks for a part of the cluster, a hook or a mere fragment: nothing that a profile is made for. */
export function clusterEvidence(subject: Subject): readonly Evidence[] {
  return [
    ...nodeEvidence(subject),
    ...systemEvidence(subject),
    ...hookEvidence(subject),
    ...dataEvidence(subject),
    ...fragmentEvidence(subject),
  ];
}

/** Parts of a node that only its caretakers mount; device libraries and model folders are not among them. */
const NODE_PATHS =
  /^\/(?:$|proc\b|etc\/(?:cni|kubernetes)\b|dev$|sys\/(?:class|fs)\b|lib\/modules\b|opt\/cni\b|run\/containerd\b|var\/run\/(?:docker|nri|netns)\b|var\/lib\/(?:kubelet|docker|cni|containerd)\b|var\/log$)/;

function nodeEvidence({ workload }: Subject): readonly Evidence[] {
  const { podSpec, podSpecPath } = workload;
  const evidence: Evidence[] = [];
  const shared = ["hostNetwork", "hostPID"].find((name) => boolean(at(podSpec, [name])) === true);
  if (shared !== undefined)
    evidence.push({
      text: `shares the node's own space (${shared})`,
      path: [...podSpecPath, shared],
      points: 1.5,
      for: "none",
    });
  const volume = items(at(podSpec, ["volumes"])).findIndex((one) => {
    const path = textAt(one, ["hostPath", "path"]);
    return path !== null && NODE_PATHS.test(path);
  });
  if (volume >= 0)
    evidence.push({
      text: "looks into its node",
      path: [...podSpecPath, "volumes", volume],
      points: 2,
      for: "none",
    });
  return evidence;
}

function systemEvidence({ workload }: Subject): readonly Evidence[] {
  const { podSpec, podSpecPath, object } = workload;
  const evidence: Evidence[] = [];
  const priority = textAt(podSpec, ["priorityClassName"]);
  if (priority?.startsWith("system-") === true)
    evidence.push({
      text: `is as important as the cluster (${priority})`,
      path: [...podSpecPath, "priorityClassName"],
      points: 3,
      for: "none",
    });
  if (object.namespace !== null && /^(?:kube-|openshift-|.*-system$)/.test(object.namespace))
    evidence.push({
      text: `lives in the namespace ${object.namespace}`,
      path: ["metadata", "namespace"],
      points: 2.5,
      for: "none",
    });
  const toleration = items(at(podSpec, ["tolerations"])).findIndex((one) =>
    /^(?:node-role\.kubernetes\.io\/(?:control-plane|master)|CriticalAddonsOnly)$/.test(
      textAt(one, ["key"]) ?? "",
    ),
  );
  if (toleration >= 0)
    evidence.push({
      text: "may run on the control plane",
      path: [...podSpecPath, "tolerations", toleration],
      points: 2.5,
      for: "none",
    });
  return evidence;
}

/** Hooks run once around an installation: helm.sh/docs/topics/charts_hooks, argo-cd docs/user-guide/resource_hooks.md. */
function hookEvidence({ workload }: Subject): readonly Evidence[] {
  const annotations = annotationsOf(workload.object);
  return ["helm.sh/hook", "argocd.argoproj.io/hook"]
    .filter((key) => annotations.has(key))
    .map((key) => ({
      text: "is a hook of an installation",
      path: ["metadata", "annotations", key],
      points: 3,
      for: "none",
    }));
}

function dataEvidence({ workload, accelerated }: Subject): readonly Evidence[] {
  if (accelerated) return [];
  if (at(workload.object.root, ["spec", "volumeClaimTemplates"]) !== null)
    return [
      { text: "keeps a volume per pod", path: ["spec", "volumeClaimTemplates"], points: 1, for: "none" },
    ];
  const { podSpec, podSpecPath } = workload;
  const volume = items(at(podSpec, ["volumes"])).findIndex(
    (one) => at(one, ["persistentVolumeClaim"]) !== null,
  );
  if (volume < 0) return [];
  return [
    { text: "keeps data in a volume", path: [...podSpecPath, "volumes", volume], points: 0.5, for: "none" },
  ];
}

function fragmentEvidence({ workload, workers }: Subject): readonly Evidence[] {
  const path = [...workload.podSpecPath, "containers"];
  if (workers.length === 0) return [{ text: "has no container", path, points: 8, for: "none" }];
  if (workers.some(({ container }) => container.image !== null)) return [];
  return [{ text: "is a fragment without an image", path, points: 5, for: "none" }];
}
