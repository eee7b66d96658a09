import { type RepeatedName, repeatedContainers, repeatedEntries } from "../../workload/repeated-names.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod } from "../pod.ts";
import { type Found, perPod, type Rule } from "../rule.ts";

/** Two entries of a pod that share a name. */
export const podNameRepeated: Rule = {
  id: "pod-name-repeated",
  severity: "error",
  title: "Two containers, volumes or claims of one name",
  fix: "none",
  about: () => ({
    why: "Containers, init containers among them, are told apart by their names, and so are a pod's volumes and its resource claims: the API server rejects two of one name.",
    advice: "Rename one of them, and what refers to it.",
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
function found({ object }: Pod, what: string, { name, path, first }: RepeatedName): readonly Found[] {
  if (name === "") return [];
  return [
    {
      path,
      message: `a ${what} named "${name}" is there already`,
      related: [{ object, path: first, message: `the first ${what} of that name` }],
    },
  ];
}

function example(second: string): string {
  return podExample({
    container: "volumeMounts:\n  - name: model\n    mountPath: /model",
    pod: `volumes:\n  - name: model\n    emptyDir: {}\n  - name: ${second}\n    emptyDir: {}`,
  });
}
