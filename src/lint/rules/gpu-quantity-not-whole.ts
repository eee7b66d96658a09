import type { AskedAmount } from "../../workload/accelerators.ts";
import { podWithResources } from "../examples/pod.ts";
import { allAsks } from "../resources/asks.ts";
import { EXTENDED_RESOURCES, SCHEDULE_GPUS } from "../resources/sources.ts";
import { perContainer, type Rule } from "../rule.ts";

/** GPUs are whole devices: the API server rejects fractions of extended resources, and negative amounts of anything. */
export const gpuQuantityNotWhole: Rule = {
  id: "gpu-quantity-not-whole",
  severity: "error",
  title: "GPU count that is not a whole number",
  fix: "none",
  about: () => ({
    why: "Devices are counted, not divided: the API server rejects the pod (`must be an integer`).",
    advice:
      "Ask for 1, or for a part of a GPU that the cluster offers: a MIG device, or a GPU that is time-sliced.",
    sources: [EXTENDED_RESOURCES, SCHEDULE_GPUS],
    bad: podWithResources(`
limits:
  nvidia.com/gpu: 0.5
`),
    good: podWithResources(`
limits:
  nvidia.com/mig-1g.10gb: 1
`),
  }),
  check: perContainer((container) =>
    allAsks(container).flatMap(({ limit, request, resource }) => {
      const wrong = [limit, request].filter((asked): asked is AskedAmount => isWrong(asked));
      const texts = new Set<string>();
      return wrong.flatMap(({ amount, path }) => {
        // The same wrong number as limit and as request is one mistake.
        if (amount.kind === "whole" || texts.has(amount.text)) return [];
        texts.add(amount.text);
        return [
          amount.kind === "negative"
            ? { path, message: `${amount.text} of ${resource} is negative`, advice: NEGATIVE }
            : { path, message: `${amount.text} of ${resource} is not a whole number` },
        ];
      });
    }),
  ),
};

const NEGATIVE = "Ask for the number of devices the container needs, or take the resource out.";

function isWrong(asked: AskedAmount | null): boolean {
  return asked?.amount.kind === "fraction" || asked?.amount.kind === "negative";
}
