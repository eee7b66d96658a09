import { annotationsOf } from "../../../k8s/object.ts";
import { at, boolean, items, textAt } from "../../../yaml/access.ts";
import type { Evidence } from "../data/evidence.ts";
import { type FoundSignal, signal } from "./evidence.ts";
import type { AutoSubject } from "./subject.ts";

/** What speaks for a part of the cluster, a hook or a mere fragment: nothing that a profile is made for. */
export function clusterEvidence(subject: AutoSubject): readonly Evidence[] {
  return [
    ...signal(subject, "node-space", nodeSpace(subject)),
    ...signal(subject, "node-path", nodePath(subject)),
    ...signal(subject, "system-priority", priority(subject)),
    ...signal(subject, "system-namespace", namespace(subject)),
    ...signal(subject, "control-plane", controlPlane(subject)),
    ...signal(subject, "hook", hook(subject)),
    ...dataEvidence(subject),
    ...fragmentEvidence(subject),
  ];
}

function nodeSpace({ podSet }: AutoSubject): FoundSignal | null {
  const name = ["hostNetwork", "hostPID"].find((one) => boolean(at(podSet.podSpec, [one])) === true);
  return name === undefined ? null : { path: [...podSet.podSpecPath, name], name };
}

/** Parts of a node that only its caretakers mount; device libraries and model folders are not among them. */
const NODE_PATHS =
  /^\/(?:$|proc\b|etc\/(?:cni|kubernetes)\b|dev$|sys\/(?:class|fs)\b|lib\/modules\b|opt\/cni\b|run\/containerd\b|var\/run\/(?:docker|nri|netns)\b|var\/lib\/(?:kubelet|docker|cni|containerd)\b|var\/log$)/;

function nodePath({ podSet }: AutoSubject): FoundSignal | undefined {
  return items(at(podSet.podSpec, ["volumes"])).flatMap((volume, index) => {
    const name = textAt(volume, ["hostPath", "path"]);
    if (name === null || !NODE_PATHS.test(name)) return [];
    return [{ path: [...podSet.podSpecPath, "volumes", index], name }];
  })[0];
}

function priority({ podSet }: AutoSubject): FoundSignal | null {
  const name = textAt(podSet.podSpec, ["priorityClassName"]);
  if (name === null || !name.startsWith("system-")) return null;
  return { path: [...podSet.podSpecPath, "priorityClassName"], name };
}

function namespace({ podSet }: AutoSubject): FoundSignal | null {
  const name = podSet.object.namespace;
  if (name === null || !/^(?:kube-|openshift-|.*-system$)/.test(name)) return null;
  return { path: ["metadata", "namespace"], name };
}

const CONTROL_PLANE = /^(?:node-role\.kubernetes\.io\/(?:control-plane|master)|CriticalAddonsOnly)$/;

function controlPlane({ podSet }: AutoSubject): FoundSignal | undefined {
  return items(at(podSet.podSpec, ["tolerations"])).flatMap((toleration, index) => {
    const name = textAt(toleration, ["key"]);
    if (name === null || !CONTROL_PLANE.test(name)) return [];
    return [{ path: [...podSet.podSpecPath, "tolerations", index], name }];
  })[0];
}

/** Hooks run once around an installation: helm.sh/docs/topics/charts_hooks, argo-cd docs/user-guide/resource_hooks.md. */
function hook({ podSet }: AutoSubject): FoundSignal | null {
  const annotations = annotationsOf(podSet.object);
  const name = ["helm.sh/hook", "argocd.argoproj.io/hook"].find((key) => annotations.has(key));
  return name === undefined ? null : { path: ["metadata", "annotations", name], name };
}

function dataEvidence(subject: AutoSubject): readonly Evidence[] {
  const { object, podSpec, podSpecPath } = subject.podSet;
  if (at(object.root, ["spec", "volumeClaimTemplates"]) !== null)
    return signal(subject, "volume-per-pod", { path: ["spec", "volumeClaimTemplates"] });
  const index = items(at(podSpec, ["volumes"])).findIndex(
    (volume) => at(volume, ["persistentVolumeClaim"]) !== null,
  );
  return signal(subject, "volume", index < 0 ? null : { path: [...podSpecPath, "volumes", index] });
}

function fragmentEvidence(subject: AutoSubject): readonly Evidence[] {
  const { podSet, workers } = subject;
  const path = [...podSet.podSpecPath, "containers"];
  if (workers.length === 0) return signal(subject, "no-container", { path });
  const isFragment = workers.every(({ container }) => container.image === null);
  // Operators know the images of their own programs.
  const isOwn = podSet.kind.life !== undefined;
  return signal(subject, "no-image", isFragment && !isOwn ? { path } : null);
}
