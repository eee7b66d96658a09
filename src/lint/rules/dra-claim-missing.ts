import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import { nearest } from "../../kernel/suggest.ts";
import { classInClaim, type DeviceClaim, deviceClaimsOf } from "../../workload/device-claims.ts";
import { at, items, textAt } from "../../yaml/access.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";
import { DRA_API } from "../sharing/sources.ts";

/** Containers name the pod's claims: a name without a claim is rejected, a claim of a GPU without a name is idle. */
export const draClaimMissing: Rule = {
  id: "dra-claim-missing",
  severity: "error",
  title: "Resource claim that the pod does not have, or no container uses",
  fix: "none",
  about: () => ({
    why: "The API server rejects a container that names a claim which `spec.resourceClaims` lacks. The other way round the devices of a claim are allocated to the pod, and no container sees them.",
    advice: "Give the claim one name in `spec.resourceClaims` and in the container's `resources.claims`.",
    sources: [
      DRA_API,
      {
        title: "Kubernetes API: PodSpec, resourceClaims",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec",
      },
    ],
    bad: example("gpus"),
    good: example("gpu"),
  }),
  check: perPod((pod, context) => {
    const claims = deviceClaimsOf(pod.workload, context).filter(({ name }) => name !== "");
    const unknown = unknownNames(pod, claims);
    // A slip in a name makes its claim unused too.
    return unknown.length > 0 ? unknown : unusedClaims(pod, claims);
  }),
};

function unknownNames({ containers }: Pod, claims: readonly DeviceClaim[]): readonly RuleFinding[] {
  const names = claims.map(({ name }) => name);
  if (names.some(isPlaceholder)) return [];
  return containers
    .filter((container) => container.claims.some((name) => !names.includes(name)))
    .flatMap(({ view }) => unknownIn(view, names));
}

function unknownIn(view: ContainerView, names: readonly string[]): readonly RuleFinding[] {
  return items(at(view.node, ["resources", "claims"])).flatMap((item, index): RuleFinding[] => {
    const name = textAt(item, ["name"]);
    if (name === null || names.includes(name)) return [];
    const guess = names.length === 1 ? names[0] : nearest(name, names);
    return [
      {
        path: [...view.path, "resources", "claims", index, "name"],
        container: view,
        message: `the pod has no claim "${name}"`,
        advice:
          guess === undefined
            ? "Add it to `spec.resourceClaims` of the pod."
            : `Did you mean "${guess}"? Else add it to \`spec.resourceClaims\` of the pod.`,
      },
    ];
  });
}

/** Only claims that are known to be of accelerators: one of a network device works without a container that names it. */
function unusedClaims({ containers }: Pod, claims: readonly DeviceClaim[]): readonly RuleFinding[] {
  const used = containers.flatMap((container) => container.claims);
  if (used.some(isPlaceholder)) return [];
  return claims
    .filter(({ name }) => !used.includes(name))
    .flatMap((claim): RuleFinding[] => {
      const { name, path } = claim;
      const found = classInClaim(claim, "gpu");
      return found === null
        ? []
        : [
            {
              path: [...path, "name"],
              severity: "warning",
              message: `no container uses claim "${name}" of ${found}, which is allocated all the same`,
              advice: "Name it in `resources.claims` of the container that computes, or take it out.",
            },
          ];
    });
}

function example(name: string): string {
  return `apiVersion: v1
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
      resources:
        claims:
          - name: ${name}
`;
}
