import { classInClaim, type DeviceClaim, deviceClaimsOf, kindOfClaim } from "../../workload/device-claims.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { effectiveCount } from "../resources/asks.ts";
import { perPod, type Rule } from "../rule.ts";
import { EKS_MIG } from "../sharing/sources.ts";

/** A limit and a claim are two ways to ask, and each is answered with devices of its own. */
export const gpuClaimAndLimit: Rule = {
  id: "gpu-claim-and-limit",
  severity: "warning",
  title: "GPU asked for by a limit and by a claim",
  fix: "none",
  about: () => ({
    why: "A limit and a resource claim are two requests: the pod gets devices for both and pays for both. NVIDIA's device plugin and its DRA driver cannot run on one node, so that often no node has both.",
    advice: "Keep the claim or the limit, not both.",
    sources: [
      {
        title: "KEP-5004: DRA extended resources",
        url: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-scheduling/5004-dra-extended-resource",
      },
      EKS_MIG,
    ],
    bad: example(`
        limits:
          nvidia.com/gpu: 1
        claims:
          - name: gpu
`),
    good: example(`
        claims:
          - name: gpu
`),
  }),
  check: perPod((pod, context) => {
    const claims = deviceClaimsOf(pod.workload, context).filter((claim) => kindOfClaim(claim) === "gpu");
    if (claims.length === 0) return [];
    const limited = pod.containers.flatMap((container) =>
      container.devices.filter((ask) => effectiveCount(ask) > 0).map((ask) => ({ container, ask })),
    );
    const together = limited.find(({ container }) => claimOf(container, claims) !== null);
    const first = together ?? limited[0];
    const claimed = together === undefined ? claimedBy(pod, claims) : claimOf(together.container, claims);
    const place = first?.ask.limit ?? first?.ask.request;
    if (first === undefined || claimed === null || place == null) return [];
    return [
      {
        path: place.path,
        at: "key",
        container: first.container.view,
        message: `${first.ask.resource} is asked for beside claim "${claimed.name}" of ${classInClaim(claimed, "gpu") ?? "a GPU"}, so that the pod gets devices for both`,
        // Containers of their own may each have good reason.
        ...(together === undefined && { severity: "info" }),
        related: [{ object: pod.object, path: claimed.path, message: `claim "${claimed.name}"` }],
      },
    ];
  }),
};

function claimOf({ claims }: PodContainerView, all: readonly DeviceClaim[]): DeviceClaim | null {
  return all.find(({ name }) => claims.includes(name)) ?? null;
}

function claimedBy({ containers }: Pod, all: readonly DeviceClaim[]): DeviceClaim | null {
  return all.find(({ name }) => containers.some(({ claims }) => claims.includes(name))) ?? null;
}

function example(resources: string): string {
  return `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata:
  name: one-gpu
spec:
  spec:
    devices:
      requests:
        - name: gpu
          exactly:
            deviceClassName: gpu.nvidia.com
---
apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  resourceClaims:
    - name: gpu
      resourceClaimTemplateName: one-gpu
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:${resources.trimEnd()}
`;
}
