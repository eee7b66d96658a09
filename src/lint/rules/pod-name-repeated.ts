import { type RepeatedName, repeatedContainers, repeatedEntries } from "../../workload/repeated-names.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Two entries of a pod that share a name. */
export const podNameRepeated: Rule = {
  id: "pod-name-repeated",
  severity: "error",
  title: "Containers, volumes or claims with the same name",
  fix: "none",
  about: () => ({
    why: "The names of containers (including init containers), of volumes and of resource claims must be unique within a pod: the API server rejects duplicates.",
    advice: "Rename one of them, and update what refers to it.",
    sources: [
      {
        title: "kubernetes/kubernetes: validation of pods",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go",
      },
    ],
    bad: example("model"),
    good: example("cache"),
  }),
  check: perPod((pod) => [
    ...repeatedContainers(pod.workload).flatMap((one) => found(pod, "container", one)),
    ...repeatedEntries(pod.workload, "volumes").flatMap((one) => found(pod, "volume", one)),
    ...repeatedEntries(pod.workload, "resourceClaims").flatMap((one) => found(pod, "claim", one)),
  ]),
};

/** A missing name is another mistake. */
function found({ object }: Pod, what: string, { name, path, first }: RepeatedName): readonly RuleFinding[] {
  if (name === "") return [];
  return [
    {
      path,
      message: `another ${what} already has the name "${name}"`,
      related: [{ object, path: first, message: `the first ${what} with that name` }],
    },
  ];
}

function example(second: string): string {
  return podExample({
    container: "volumeMounts:\n  - name: model\n    mountPath: /model",
    pod: `volumes:\n  - name: model\n    emptyDir: {}\n  - name: ${second}\n    emptyDir: {}`,
  });
}
