import { podSetTitle } from "../k8s/workload.ts";
import type { Refusal } from "../kernel/diagnostic.ts";
import { hasAccelerator } from "../workload/accelerators.ts";
import { repeatedContainers } from "../workload/repeated-names.ts";
import type { PodSetContext } from "./shared/context.ts";
import { refuse } from "./shared/diagnostics.ts";

/**
 * Why a workload with two containers of one name is left as it is; null where names tell its containers apart. What a
 * profile takes away is recorded by container, and would be given back to the wrong one. Where several have no name, that matters only with an accelerator.
 */
export function repeatedNameProblem(context: PodSetContext): Refusal | null {
  const { podSet } = context;
  const [repeated] = repeatedContainers(podSet);
  if (repeated === undefined) return null;
  const { name, path } = repeated;
  if (name === "" && !hasAccelerator(podSet, context)) return null;
  const title = podSetTitle(podSet);
  return refuse(podSet, path, {
    code: "pod-name-repeated",
    message:
      name === ""
        ? `${title} has several containers without a name`
        : `${title} has two containers named "${name}"`,
    why: "The API server rejects it, and gpuify finds what it changed and recorded by container name.",
    advice: name === "" ? "Give each container a name." : "Rename one of them.",
  });
}
