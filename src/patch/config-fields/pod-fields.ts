import { covers, tolerationsOf } from "../../k8s/scheduling/tolerations.ts";
import { hasPodMetadata, type PodSet } from "../../k8s/workload.ts";
import { isExplicit } from "../../profile/origin.ts";
import { partsOf, reasonFor } from "../../profile/setting-parts.ts";
import type { Setting, Settings } from "../../profile/settings.ts";
import { viewOfToleration } from "../../workload/tolerations.ts";
import { textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { PodSetContext } from "../shared/context.ts";
import type { ReasonedOperation } from "../shared/decision.ts";

/**
 * What a profile or rule of the config says about the pods beyond GPUs, merged like everything else: what is there
 * stays, nothing is added twice; a value beats the manifest's only where it is explicit.
 */
export function podFields(context: PodSetContext): readonly ReasonedOperation[] {
  const { settings } = context;
  return [
    ...MAPS.flatMap(({ setting, path, step }) =>
      mapFields(context, settings[setting], path(context.podSet), step),
    ),
    ...SCALARS.flatMap((name) => scalarField(context, name, settings[name])),
    ...ownTolerations(context, settings.tolerations),
  ];
}

const MAPS = [
  {
    setting: "nodeSelector",
    path: (podSet: PodSet): FieldPath | null => [...podSet.podSpecPath, "nodeSelector"],
    step: "placement",
  },
  {
    setting: "labels",
    path: (podSet: PodSet): FieldPath | null => podSet.labelsPath,
    step: "runtime",
  },
  {
    setting: "annotations",
    path: (podSet: PodSet): FieldPath | null => podSet.annotationsPath,
    step: "runtime",
  },
] as const;

const SCALARS = ["priorityClassName", "runtimeClassName", "schedulerName"] as const;

function mapFields(
  { podSet }: PodSetContext,
  setting: Setting<Readonly<Record<string, string>>> | undefined,
  path: FieldPath | null,
  step: ReasonedOperation["step"],
): readonly ReasonedOperation[] {
  if (path === null) return [];
  const isNewMetadata = path.includes("metadata") && !hasPodMetadata(podSet);
  const said = new Set<string>();
  return partsOf(setting).flatMap((part) =>
    Object.entries(part.value).flatMap(([key, value]): ReasonedOperation[] => {
      if (said.has(key)) return [];
      said.add(key);
      const written = textAt(podSet.object.root, [...path, key]);
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
  { podSet }: PodSetContext,
  name: (typeof SCALARS)[number],
  setting: Setting<string> | undefined,
): readonly ReasonedOperation[] {
  if (setting === undefined) return [];
  const written = textAt(podSet.podSpec, [name]);
  if (written === setting.value || (written !== null && !isExplicit(setting))) return [];
  return [
    {
      op: "set",
      path: [...podSet.podSpecPath, name],
      value: setting.value,
      step: name === "runtimeClassName" ? "runtime" : "placement",
      reason: reasonFor(setting.origin),
      origin: setting.origin,
    },
  ];
}

function ownTolerations(
  { podSet }: PodSetContext,
  setting: Settings["tolerations"],
): readonly ReasonedOperation[] {
  const existing = [...tolerationsOf(podSet.podSpec)];
  return partsOf(setting).flatMap(({ value, origin }) =>
    value.flatMap((toleration): ReasonedOperation[] => {
      const view = viewOfToleration(toleration);
      if (existing.some((one) => covers(one, view))) return [];
      existing.push(view);
      return [
        {
          op: "append",
          path: [...podSet.podSpecPath, "tolerations"],
          value: { ...toleration },
          step: "placement",
          reason: reasonFor(origin),
          origin,
        },
      ];
    }),
  );
}
