import { objectTitle } from "../k8s/object.ts";
import type { Refusal } from "../kernel/diagnostic.ts";
import { hasAccelerator } from "../workload/accelerators.ts";
import { repeatedContainers } from "../workload/repeated-names.ts";
import type { DecisionContext } from "./shared/context.ts";
import { refuse } from "./shared/diagnostics.ts";

/**
 * Why a workload with two containers of one name is left as it is; null where names tell its containers apart. What a
 * profile takes away is recorded by container, and would be given back to the wrong one. Where several have no name, that matters only with an accelerator.
 */
export function repeatedNameProblem(context: DecisionContext): Refusal | null {
  const { workload } = context;
  const [repeated] = repeatedContainers(workload);
  if (repeated === undefined) return null;
  const { name, path } = repeated;
  if (name === "" && !hasAccelerator(workload, context)) return null;
  const title = objectTitle(workload.object);
  return refuse(workload, path, {
    code: "pod-name-repeated",
    message:
      name === ""
        ? `${title} has several containers without a name`
        : `${title} has two containers named "${name}"`,
    why: "The API server rejects it, and gpuify finds what it changed and recorded by container name.",
    advice: name === "" ? "Give each container a name." : "Rename one of them.",
  });
}
