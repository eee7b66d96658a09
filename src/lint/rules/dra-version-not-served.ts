import type { KubeObject } from "../../k8s/object.ts";
import { perObject, type Rule, type RuleFinding } from "../rule.ts";
import { stableOperations } from "../sharing/stable-claim.ts";

const GROUP = "resource.k8s.io/";

/** Since then there is a version that is on in every cluster. */
const STABLE = 34;

/**
 * Versions that an API server has, by minor versions of Kubernetes, and that are off unless somebody turns them on.
 * The others it does not have at all, which the schema check tells. Source: kubernetes/kubernetes api/openapi-spec.
 */
const OFF_BY_DEFAULT: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["v1alpha2", [29, 30]],
  ["v1alpha3", [31, 33]],
  ["v1beta1", [32, Number.POSITIVE_INFINITY]],
  ["v1beta2", [33, Number.POSITIVE_INFINITY]],
]);

/** Alpha and beta versions are off by default; DRA has had such ones only until 1.34. */
export const draVersionNotServed: Rule = {
  id: "dra-version-not-served",
  severity: "warning",
  title: "Version of the DRA API that is off by default",
  fix: "safe",
  about: () => ({
    why: "An API server has the alpha and beta versions of `resource.k8s.io`, but serves them only where an administrator turned them on: elsewhere the object is refused with `no matches for kind`.",
    advice: "Write `resource.k8s.io/v1`, and put what a request says under `exactly`.",
    sources: [
      {
        title: "KEP-3136: Beta APIs are off by default",
        url: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-architecture/3136-beta-apis-off-by-default",
      },
      {
        title: "Dynamic Resource Allocation",
        url: "https://kubernetes.io/docs/concepts/resource-management/dynamic-resource-allocation/",
      },
    ],
    bad: `apiVersion: resource.k8s.io/v1beta1
kind: ResourceClaimTemplate
metadata:
  name: one-gpu
spec:
  spec:
    devices:
      requests:
        - name: gpu
          deviceClassName: gpu.nvidia.com
`,
    good: `apiVersion: resource.k8s.io/v1
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
`,
  }),
  check: perObject(
    ["ResourceClaim", "ResourceClaimTemplate", "DeviceClass"],
    (object, { minor }): readonly RuleFinding[] => {
      const { apiVersion } = object;
      const version = apiVersion.startsWith(GROUP) ? apiVersion.slice(GROUP.length) : "";
      const [from, until] = OFF_BY_DEFAULT.get(version) ?? [Number.POSITIVE_INFINITY, 0];
      if (minor < from || minor > until) return [];
      const message = `\`${apiVersion}\` is off by default in Kubernetes 1.${minor}`;
      const path = ["apiVersion"];
      if (minor >= STABLE) return [{ path, message, ...rewritten(object) }];
      return [
        {
          path,
          severity: "info",
          message: `${message}, as all of DRA is before 1.${STABLE}`,
          advice: `Make sure that the API server runs with \`--runtime-config=${apiVersion}=true\` and the feature gate DynamicResourceAllocation.`,
        },
      ];
    },
  ),
};

function rewritten(object: KubeObject): Pick<RuleFinding, "advice" | "fix"> {
  const operations = stableOperations(object);
  const isSame = object.apiVersion.endsWith("beta2");
  return {
    ...(isSame && { advice: "Write `resource.k8s.io/v1`, which has the same fields." }),
    ...(operations !== null && {
      fix: { safety: "safe", title: "write resource.k8s.io/v1", operations, since: STABLE },
    }),
  };
}
