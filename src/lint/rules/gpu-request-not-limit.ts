import { podWithResources } from "../examples/pod.ts";
import { allAsks, countOf } from "../resources/asks.ts";
import { SCHEDULE_GPUS, VALIDATION } from "../resources/sources.ts";
import { perContainer, type Rule } from "../rule.ts";

/** The API server rejects a pod whose extended resource has a request other than its limit. */
export const gpuRequestNotLimit: Rule = {
  id: "gpu-request-not-limit",
  severity: "error",
  title: "GPU request that differs from its limit",
  fix: "safe",
  about: () => ({
    why: "Devices are not overcommitted: the API server rejects a request that is another number than the limit (`must be equal to nvidia.com/gpu limit`).",
    advice: "Write the same number twice, or leave the request out: the limit is the request then.",
    sources: [SCHEDULE_GPUS, VALIDATION],
    bad: podWithResources(`
requests:
  nvidia.com/gpu: 1
limits:
  nvidia.com/gpu: 2
`),
    good: podWithResources(`
requests:
  nvidia.com/gpu: 2
limits:
  nvidia.com/gpu: 2
`),
  }),
  check: perContainer((container) =>
    allAsks(container).flatMap(({ limit, request, resource }) => {
      const [most, least] = [countOf(limit), countOf(request)];
      if (request === null || most === null || least === null || most === least) return [];
      return [
        {
          path: request.path,
          message: `the request of ${resource} is ${least}, its limit is ${most}`,
          // A limit of zero beside a request is as likely forgotten as meant.
          ...(most > 0 && {
            fix: {
              safety: "safe",
              title: `set the request of ${resource} to its limit, ${most}`,
              operations: [{ op: "set", path: request.path, value: most }],
            },
          }),
        },
      ];
    }),
  ),
};
