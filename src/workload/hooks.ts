import { annotationsOf, type KubeObject } from "../k8s/object.ts";

/** An object that a deployment tool runs at a moment of its own, instead of keeping it in the cluster. */
export interface Hook {
  /** The tool that runs it. */
  readonly owner: "Helm" | "Argo CD";
  /** The annotation that makes it a hook. */
  readonly key: string;
  /** When it runs, as the annotation says: `test`, `pre-install,pre-upgrade`, `PostSync`. */
  readonly phases: string;
}

/** helm.sh/docs/topics/charts_hooks: the annotation on the object itself; also chart tests (`helm.sh/hook: test`). */
const HELM_HOOK = "helm.sh/hook";

/** argo-cd.readthedocs.io/en/stable/user-guide/sync-waves: on objects of any kind, phases separated by commas. */
const ARGO_HOOK = "argocd.argoproj.io/hook";

/** Argo CD leaves the object out of every sync; that makes it no hook (argoproj/gitops-engine: pkg/sync/hook/hook.go). */
const ARGO_SKIP = "Skip";

/**
 * The hook that an object is: a migration, a test, a clean-up that Helm or Argo CD runs before, after or beside the rest.
 * Null for an ordinary object. Argo CD reads Helm's annotation only where its own is missing.
 */
export function hookOf(object: KubeObject): Hook | null {
  const annotations = annotationsOf(object);
  const argo = annotations.get(ARGO_HOOK);
  if (argo !== undefined)
    return argo.trim() === ARGO_SKIP ? null : { owner: "Argo CD", key: ARGO_HOOK, phases: argo };
  const helm = annotations.get(HELM_HOOK);
  return helm === undefined ? null : { owner: "Helm", key: HELM_HOOK, phases: helm };
}
