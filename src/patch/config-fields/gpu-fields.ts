import type { Catalog, Toleration } from "../../gpu/types.ts";
import { changeParts } from "../../profile/setting-parts.ts";
import { selectsGpuNodes } from "../../workload/gpu-nodes.ts";
import type { PodSetContext } from "../shared/context.ts";
import { warn } from "../shared/diagnostics.ts";
import { type Admitted, withSetting } from "./left-out.ts";

/**
 * `bursty` takes away what only GPU pods need, so what a profile of one's own on top of it adds of that kind is left
 * out: the next run would take it away again, and so on for ever.
 */
export function withoutGpuParts(original: PodSetContext): Admitted {
  const { settings, catalog, podSet } = original;
  if (settings.base !== "bursty") return { context: original, diagnostics: [] };
  const { nodeSelector, tolerations, runtimeClassName } = settings;
  const left: string[] = [];
  const isKept = (key: string, value: string): boolean => {
    if (!selectsGpuNodes(catalog, key, value)) return true;
    left.push(`the node selector ${key}`);
    return false;
  };
  const labels = changeParts(nodeSelector, (map) =>
    Object.fromEntries(Object.entries(map).filter(([key, value]) => isKept(key, value))),
  );
  const taints = changeParts(tolerations, (list) =>
    list.filter((one) => {
      if (!toleratesGpus(catalog, one)) return true;
      left.push(`the toleration ${one.key}`);
      return false;
    }),
  );
  let context = withSetting(withSetting(original, "nodeSelector", labels), "tolerations", taints);
  if (runtimeClassName !== undefined && catalog.isGpuRuntimeClass(runtimeClassName.value)) {
    left.push(`the runtime class ${runtimeClassName.value}`);
    const { runtimeClassName: _, ...others } = context.settings;
    context = { ...context, settings: others };
  }
  if (left.length === 0) return { context: original, diagnostics: [] };
  return {
    context,
    diagnostics: [
      warn(podSet, ["kind"], {
        code: "own-field-for-gpus",
        message: `the profile "${settings.profile}" takes GPUs away and adds what only GPU pods need: ${[...new Set(left)].join(", ")}`,
      }),
    ],
  };
}

/** As `bursty` judges what is written: without a key it is for every taint, and stays. */
function toleratesGpus(catalog: Catalog, { key, operator, value }: Partial<Toleration>): boolean {
  if (key === undefined || key === "") return false;
  return catalog.gpuTaint(key, operator === "Exists" ? null : (value ?? "")) !== null;
}
