import type { AcceleratorAsk, AskedAmount } from "../../workload/accelerators.ts";
import { podWithResources } from "../examples/pod.ts";
import type { Pod } from "../pod.ts";
import { countOf, writtenAmount } from "../resources/asks.ts";
import { EXTENDED_RESOURCES } from "../resources/sources.ts";
import { perContainer, type Rule, type RuleFinding } from "../rule.ts";

/** More devices than any machine has: then the suffix is a mistake, not a habit. */
const MANY = 100;

/** `1000m` GPUs are 1 GPU to Kubernetes; people read 1000, and tools that do not know quantities too. */
export const gpuQuantitySuffix: Rule = {
  id: "gpu-quantity-suffix",
  severity: "warning",
  title: "GPU count written with a suffix or exponent",
  fix: "safe",
  about: () => ({
    why: "`1000m` is 1 and `1k` is 1000: Kubernetes takes both, people and scripts misread them, and a pod that asks for 1000 GPUs stays Pending.",
    advice: "Write the plain number.",
    sources: [
      EXTENDED_RESOURCES,
      {
        title: "Kubernetes API: Quantity",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
      },
    ],
    bad: podWithResources(`
limits:
  nvidia.com/gpu: 1000m
`),
    good: podWithResources(`
limits:
  nvidia.com/gpu: 1
`),
  }),
  check: perContainer(({ devices }, pod) =>
    devices.flatMap((ask) => {
      const odd = oddlyWritten(ask, pod);
      const [first] = odd;
      if (first === undefined) return [];
      const text = writtenAmount(pod, first.asked);
      const found: RuleFinding = {
        path: first.asked.path,
        message: `${ask.resource} is written ${text}, which is ${first.count}`,
        ...(first.count < MANY && { severity: "info" }),
      };
      return [first.count < MANY ? { ...found, fix: plainNumbers(odd) } : found];
    }),
  ),
};

interface OddAmount {
  readonly asked: AskedAmount;
  readonly count: number;
}

function oddlyWritten({ limit, request }: AcceleratorAsk, pod: Pod): readonly OddAmount[] {
  // Another request than the limit is rejected, and mended elsewhere.
  const differs = limit !== null && request !== null && countOf(limit) !== countOf(request);
  return [limit, differs ? null : request].flatMap((asked) => {
    const count = countOf(asked);
    if (asked === null || count === null) return [];
    const text = writtenAmount(pod, asked);
    return text === "" || /^\d+$/.test(text) ? [] : [{ asked, count }];
  });
}

function plainNumbers(odd: readonly OddAmount[]): NonNullable<RuleFinding["fix"]> {
  return {
    safety: "safe",
    title: `write ${odd[0]?.count ?? 0}`,
    operations: odd.map(({ asked, count }) => ({ op: "set", path: asked.path, value: count })),
  };
}
