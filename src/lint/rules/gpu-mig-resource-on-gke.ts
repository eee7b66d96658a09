import type { Operation } from "../../edit/operation.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import { isLabelValue } from "../../k8s/scheduling/label-syntax.ts";
import { amountPath } from "../../k8s/workload.ts";
import type { AcceleratorAsk } from "../../workload/accelerators.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { countOf } from "../resources/asks.ts";
import { isOffered } from "../resources/offered.ts";
import { type Fix, perPod, type Rule, type RuleFinding } from "../rule.ts";
import { profileIn } from "../sharing/mig-profiles.ts";

const WHOLE = "nvidia.com/gpu";

/** GKE tells parts of a GPU by a node label, and offers them as whole GPUs. */
export const gpuMigResourceOnGke: Rule = {
  id: "gpu-mig-resource-on-gke",
  severity: "error",
  title: "MIG resource on GKE, where parts of GPUs are told by a label",
  fix: "unsafe",
  applies: { platforms: ["gke", "gke-autopilot"] },
  about: () => ({
    why: "GKE's device plugin offers parts of a GPU as `nvidia.com/gpu` on nodes with the label `cloud.google.com/gke-gpu-partition-size`. Nothing offers `nvidia.com/mig-*` there, so the pod stays Pending.",
    advice: "Select `cloud.google.com/gke-gpu-partition-size` and ask for `nvidia.com/gpu`.",
    sources: [
      {
        title: "Running multi-instance GPUs",
        url: "https://cloud.google.com/kubernetes-engine/docs/how-to/gpus-multi",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-h100-80gb
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/mig-1g.10gb: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-h100-80gb
    cloud.google.com/gke-gpu-partition-size: 1g.10gb
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    const labels = pod.platforms.flatMap(({ mig }) => (mig?.offer === "label" ? [mig.key] : []));
    const [label] = labels;
    if (label === undefined || labels.length < pod.platforms.length) return [];
    const asks = pod.containers.flatMap((container) =>
      container.devices.flatMap((ask) => {
        const profile = profileIn(ask.resource, context);
        return profile === null || isOffered(ask.resource, context) ? [] : [{ container, ask, profile }];
      }),
    );
    const only = asks.length === 1;
    return asks.flatMap(({ container, ask, profile }): RuleFinding[] => {
      const place = ask.limit ?? ask.request;
      if (place === null) return [];
      const fix = only ? relabelled(ask, container, profile, label, pod) : null;
      return [
        {
          path: place.path,
          at: "key",
          container: container.view,
          message: `GKE does not offer ${ask.resource}: it tells parts of a GPU by a label`,
          ...(isLabelValue(profile) && {
            advice: `Select \`${label}: ${profile}\` and ask for \`${WHOLE}\`.`,
          }),
          // On GKE Standard an administrator can run NVIDIA's own device plugin.
          ...(pod.platforms.some(isStandard) && { severity: "warning" }),
          ...(fix !== null && { fix }),
        },
      ];
    });
  }),
};

function isStandard({ name }: PlatformRow): boolean {
  return name !== "gke-autopilot";
}

/** Null where the label or whole GPUs are there already, which leaves open what is meant, or for `1g.10gb+me`. */
function relabelled(
  { resource, limit, request }: AcceleratorAsk,
  { view, devices }: PodContainerView,
  profile: string,
  label: string,
  pod: Pod,
): Fix | null {
  const count = countOf(limit ?? request);
  const isThere = requiredOfAll(pod.nodes).some(({ key }) => key === label);
  const isLabel = isLabelValue(profile);
  if (count === null || isThere || !isLabel || devices.some((ask) => ask.resource === WHOLE)) return null;
  const renames = [limit, request].flatMap((asked): readonly Operation[] => {
    if (asked === null) return [];
    const { path } = asked;
    // A request is the same as the limit.
    const same: readonly Operation[] = countOf(asked) === count ? [] : [{ op: "set", path, value: count }];
    return [{ op: "rename", path, name: WHOLE }, ...same];
  });
  const limits: readonly Operation[] =
    limit === null ? [{ op: "set", path: amountPath(view, "limits", WHOLE) ?? view.path, value: count }] : [];
  return {
    safety: "unsafe",
    title: `ask for ${WHOLE} on nodes with parts of ${profile} in place of ${resource}`,
    operations: [
      ...renames,
      ...limits,
      { op: "set", path: [...pod.workload.podSpecPath, "nodeSelector", label], value: profile },
    ],
  };
}
