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
    sources: [
      {
        title: "Schedule GPUs",
        url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#using-device-plugins",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        requests:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perContainer(({ view, asked }) =>
    asked.flatMap((ask) => {
      const { limit, request, resource } = ask;
      if (limit !== null || request === null) return [];
      const count = request.amount.kind === "whole" ? request.amount.count : null;
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
                  path: [...view.path, "resources", "limits", resource],
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
