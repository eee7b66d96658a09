import { textAt } from "../../k8s/access.ts";
import { covers, tolerationsOf } from "../../k8s/scheduling/tolerations.ts";
import { podMetadata, type Workload } from "../../k8s/workload.ts";
import { isExplicit } from "../../profile/origin.ts";
import { partsOf, reasonFor } from "../../profile/setting-parts.ts";
import type { Setting, Settings } from "../../profile/settings.ts";
import { viewOfToleration } from "../../workload/tolerations.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../shared/context.ts";
import type { Intent } from "../shared/decision.ts";

/**
 * What a profile or rule of the config says about the pods beyond GPUs, merged like everything else: what is there
 * stays, nothing is added twice; a value beats the manifest's only where it is explicit.
 */
export function podFields(context: DecisionContext): readonly Intent[] {
  const { settings } = context;
  return [
    ...MAPS.flatMap(({ setting, path, step }) =>
      mapFields(context, settings[setting], path(context.workload), step),
    ),
    ...SCALARS.flatMap((name) => scalarField(context, name, settings[name])),
    ...ownTolerations(context, settings.tolerations),
  ];
}

const MAPS = [
  {
    setting: "nodeSelector",
    path: (workload: Workload): FieldPath => [...workload.podSpecPath, "nodeSelector"],
    step: "placement",
  },
  {
    setting: "labels",
    path: (workload: Workload): FieldPath => [...workload.templatePath, "metadata", "labels"],
    step: "runtime",
  },
  {
    setting: "annotations",
    path: (workload: Workload): FieldPath => [...workload.templatePath, "metadata", "annotations"],
    step: "runtime",
  },
] as const;

const SCALARS = ["priorityClassName", "runtimeClassName", "schedulerName"] as const;

function mapFields(
  { workload }: DecisionContext,
  setting: Setting<Readonly<Record<string, string>>> | undefined,
  path: FieldPath,
  step: Intent["step"],
): readonly Intent[] {
  const isNewMetadata = path.includes("metadata") && podMetadata(workload) === null;
  const said = new Set<string>();
  return partsOf(setting).flatMap((part) =>
    Object.entries(part.value).flatMap(([key, value]): Intent[] => {
      if (said.has(key)) return [];
      said.add(key);
      const written = textAt(workload.object.root, [...path, key]);
      if (written === value || (written !== null && !isExplicit(part))) return [];
      return [
        {
          op: "set",
          path: [...path, key],
          value,
          ...(isNewMetadata && { before: "spec" }),
          step,
          reason: reasonFor(part.origin),
          origin: part.origin,
        },
      ];
    }),
  );
}

function scalarField(
  { workload }: DecisionContext,
  name: (typeof SCALARS)[number],
  setting: Setting<string> | undefined,
): readonly Intent[] {
  if (setting === undefined) return [];
  const written = textAt(workload.podSpec, [name]);
  if (written === setting.value || (written !== null && !isExplicit(setting))) return [];
  return [
    {
      op: "set",
      path: [...workload.podSpecPath, name],
      value: setting.value,
      step: name === "runtimeClassName" ? "runtime" : "placement",
      reason: reasonFor(setting.origin),
      origin: setting.origin,
    },
  ];
}

function ownTolerations({ workload }: DecisionContext, setting: Settings["tolerations"]): readonly Intent[] {
  const existing = [...tolerationsOf(workload.podSpec)];
  return partsOf(setting).flatMap(({ value, origin }) =>
    value.flatMap((toleration): Intent[] => {
      const view = viewOfToleration(toleration);
      if (existing.some((one) => covers(one, view))) return [];
      existing.push(view);
      return [
        {
          op: "append",
          path: [...workload.podSpecPath, "tolerations"],
          value: { ...toleration },
          step: "placement",
          reason: reasonFor(origin),
          origin,
        },
      ];
    }),
  );
}
