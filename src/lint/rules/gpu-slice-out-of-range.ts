import { podWithResources } from "../examples/pod.ts";
import { allAsks, countOf } from "../resources/asks.ts";
import { perContainer, type Rule } from "../rule.ts";

/** Shares that HAMi reads as percentages of one device. */
const PERCENT: readonly string[] = [
  "nvidia.com/gpucores",
  "nvidia.com/gpumem-percentage",
  "amd.com/gpucores",
  "hygon.com/dcucores",
  "metax-tech.com/vcore",
];

/** HAMi's shares are percentages of each device, however many there are. */
export const gpuSliceOutOfRange: Rule = {
  id: "gpu-slice-out-of-range",
  severity: "error",
  title: "Share of a GPU beyond 100 percent",
  fix: "none",
  about: () => ({
    why: "HAMi reads these as percentages of each device, not of all together. Newer versions reject more than 100 of cores, older ones took 100 in silence; and no device has more than 100 percent of its memory.",
    advice: "Write a number from 1 to 100; for more than one device raise the number of devices.",
    sources: [
      {
        title: "Project-HAMi/HAMi#2783: gpucores beyond 100",
        url: "https://github.com/Project-HAMi/HAMi/issues/2783",
      },
      {
        title: "Project-HAMi/HAMi#2784: reject core requests out of range",
        url: "https://github.com/Project-HAMi/HAMi/pull/2784",
      },
    ],
    bad: podWithResources(`
limits:
  nvidia.com/gpu: 2
  nvidia.com/gpucores: 150
`),
    good: podWithResources(`
limits:
  nvidia.com/gpu: 2
  nvidia.com/gpucores: 75
`),
  }),
  check: perContainer((container) =>
    allAsks(container).flatMap(({ resource, limit, request }) => {
      const asked = limit ?? request;
      const percent = countOf(asked);
      if (asked === null || percent === null || percent <= 100 || !PERCENT.includes(resource)) return [];
      return [{ path: asked.path, message: `${percent} of ${resource} is more than 100 percent of a GPU` }];
    }),
  ),
};
