import { amountPath } from "../../k8s/workload.ts";
import { podWithResources } from "../examples/pod.ts";
import { allAsks, countOf } from "../resources/asks.ts";
import { SCHEDULE_GPUS } from "../resources/sources.ts";
import { perContainer, type Rule } from "../rule.ts";

/** The API server rejects a pod whose extended resource has a request but no limit. */
export const gpuLimitMissing: Rule = {
  id: "gpu-limit-missing",
  severity: "error",
  title: "GPU requested without a limit",
  fix: "safe",
  about: () => ({
    why: "Devices are not overcommitted, so their request is their limit: the API server rejects a request alone (`Limit must be set for non overcommitable resources`).",
    advice: "Write the device under `limits`; the request may stay if it is the same number.",
    sources: [SCHEDULE_GPUS],
    bad: podWithResources(`
requests:
  nvidia.com/gpu: 1
`),
    good: podWithResources(`
limits:
  nvidia.com/gpu: 1
`),
  }),
  check: perContainer((container) =>
    allAsks(container).flatMap(({ limit, request, resource }) => {
      if (limit !== null || request === null) return [];
      const count = countOf(request);
      return [
        {
          path: request.path,
          at: "key",
          message: `${resource} is requested but has no limit`,
          ...(count !== null && {
            fix: {
              safety: "safe",
              title: `set the limit of ${resource} to ${count}`,
              operations: [
                {
                  op: "set",
                  path: amountPath(container.view, "limits", resource) ?? container.view.path,
                  value: count,
                },
              ],
            },
          }),
        },
      ];
    }),
  ),
};
