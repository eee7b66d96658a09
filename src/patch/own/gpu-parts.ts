import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { DecisionContext } from "../context.ts";
import { warn } from "../notice.ts";

/**
 * `bursty` takes away what only GPU pods need, so what a profile of one's own on top of it adds of that kind is left
 * out: the next run would take it away again, and so on for ever.
 */
export function withoutGpuParts(context: DecisionContext): {
  readonly context: DecisionContext;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { settings, catalog, workload } = context;
  if (settings.base !== "bursty") return { context, diagnostics: [] };
  const { nodeSelector, tolerations, runtimeClassName } = settings;
  const labels = Object.keys(nodeSelector?.value ?? {}).filter((key) =>
    catalog.isGpuLabelValue(key, nodeSelector?.value[key] ?? ""),
  );
  const taints = (tolerations?.value ?? []).filter(
    ({ key, value }) => catalog.gpuTaint(key, value ?? null) !== null,
  );
  const runtime = runtimeClassName !== undefined && catalog.isGpuRuntimeClass(runtimeClassName.value);
  const left = [
    ...labels.map((key) => `the node selector ${key}`),
    ...taints.map(({ key }) => `the toleration ${key}`),
    ...(runtime ? [`the runtime class ${runtimeClassName.value}`] : []),
  ];
  if (left.length === 0) return { context, diagnostics: [] };
  const {
    nodeSelector: _selector,
    tolerations: _tolerations,
    runtimeClassName: _class,
    ...others
  } = settings;
  const kept = {
    ...others,
    ...(nodeSelector !== undefined && {
      nodeSelector: { ...nodeSelector, value: without(nodeSelector.value, labels) },
    }),
    ...(tolerations !== undefined && {
      tolerations: { ...tolerations, value: tolerations.value.filter((one) => !taints.includes(one)) },
    }),
    ...(runtimeClassName !== undefined && !runtime && { runtimeClassName }),
  };
  return {
    context: { ...context, settings: kept },
    diagnostics: [
      warn(workload, ["kind"], {
        code: "own-field-for-gpus",
        message: `the profile "${settings.profile}" takes GPUs away and adds what only GPU pods need: ${left.join(", ")}`,
        why: "Such parts are taken off CPU pods, so they are not written.",
        advice: "Move them to a profile that extends continuous or training.",
      }),
    ],
  };
}

function without(
  map: Readonly<Record<string, string>>,
  keys: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}
