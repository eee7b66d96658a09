import type { LintContext } from "../context.ts";
import { serverExample, withObject } from "../examples/workloads.ts";
import { isOnOneNode, type MountedClaim, readWriteOnceClaims, staysTogether } from "../lifecycle/claims.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule } from "../rule.ts";

/** Pods on several nodes that mount a volume which one node can have. */
export const rwoClaimSeveralReplicas: Rule = {
  id: "rwo-claim-several-replicas",
  severity: "warning",
  title: "ReadWriteOnce claim shared by several GPU pods",
  fix: "none",
  about: () => ({
    why: "A ReadWriteOnce volume is mounted on one node at a time. Pods that find their GPU on another node hang in ContainerCreating, and each node has few GPUs.",
    advice:
      "Use a claim with ReadWriteMany or ReadOnlyMany, or a StatefulSet with `volumeClaimTemplates`, which gives each pod a claim of its own.",
    sources: [
      {
        title: "Persistent Volumes: access modes",
        url: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
      },
    ],
    bad: example("ReadWriteOnce"),
    good: example("ReadWriteMany"),
  }),
  check: perPod((pod, context) => {
    if (!pod.isGpuPod) return [];
    const pods = severalPods(pod, context);
    if (pods === null) return [];
    return readWriteOnceClaims(pod, context)
      .filter(({ mode }) => mode === "ReadWriteOncePod" || !(isOnOneNode(pod) || staysTogether(pod)))
      .map((mounted) => ({
        path: mounted.path,
        message: messageFor(mounted, pods),
        ...(pods.isMaximum && { severity: "info" as const }),
        related: [
          { object: mounted.claim, path: mounted.modesPath, message: `the claim is ${mounted.mode}` },
        ],
      }));
  }),
};

interface SeveralPods {
  readonly text: string;
  /** Only an autoscaler makes them several. */
  readonly isMaximum: boolean;
}

function severalPods(pod: Pod, context: LintContext): SeveralPods | null {
  if (pod.workload.kind.lifecycle === "per-node") return { text: "the pods of all nodes", isMaximum: false };
  const replicas = replicasOf(pod, context);
  if (replicas === null || replicas.most < 2) return null;
  const { least, most } = replicas;
  return least > 1
    ? { text: `${least} pods`, isMaximum: false }
    : { text: `up to ${most} pods`, isMaximum: true };
}

function messageFor({ name, mode }: MountedClaim, { text }: SeveralPods): string {
  return mode === "ReadWriteOncePod"
    ? `${text} mount the claim "${name}", which is ReadWriteOncePod: one pod can have it`
    : `${text} mount the claim "${name}", which is ReadWriteOnce: only those on one node can start`;
}

function example(mode: string): string {
  return withObject(
    serverExample({
      spec: "replicas: 3",
      pod: `volumes:
  - name: models
    persistentVolumeClaim:
      claimName: models`,
    }),
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: models
spec:
  accessModes: [${mode}]
  resources:
    requests:
      storage: 200Gi`,
  );
}
