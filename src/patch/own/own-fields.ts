import type { Json } from "../../edit/operation.ts";
import { at, fields, isNullish, items, member, text, textAt } from "../../k8s/access.ts";
import { covers, tolerationsOf } from "../../k8s/scheduling/tolerations.ts";
import { type ContainerView, podMetadata, type Workload } from "../../k8s/workload.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { isExplicit } from "../../profile/origin.ts";
import type { Origin, Setting, Settings } from "../../profile/settings.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { acceleratorsOf } from "../accelerators.ts";
import { chooseContainer } from "../container.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { tolerationView } from "../placement/tolerations.ts";
import { joinSteps, type StepResult } from "../step.ts";
import { withoutGpuParts } from "./gpu-parts.ts";

/**
 * What a profile or rule of the config says about the pods beyond GPUs, merged like everything else: what is there
 * stays, nothing is added twice; a value beats the manifest's only where it is explicit. The workload is seen as it
 * will be when everything else is decided.
 */
export function ownFields(original: DecisionContext): StepResult {
  const { context, diagnostics } = withoutGpuParts(original);
  const { settings } = context;
  return joinSteps([
    { intents: [], diagnostics },
    ...MAPS.map(({ setting, path, step }) =>
      mapFields(context, settings[setting], path(context.workload), step),
    ),
    ...SCALARS.map((name) => scalarField(context, name, settings[name])),
    ownTolerations(context, settings.tolerations),
    ownEnv(context, settings.env),
  ]);
}

/** True when there is anything of the kind. */
export function hasOwnFields(settings: Settings): boolean {
  const names = ["tolerations", "env", ...MAPS.map(({ setting }) => setting), ...SCALARS] as const;
  return names.some((name) => settings[name] !== undefined);
}

const NOTHING: StepResult = { intents: [], diagnostics: [] };

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
): StepResult {
  if (setting === undefined) return NOTHING;
  const isNewMetadata = path.includes("metadata") && podMetadata(workload) === null;
  const intents = Object.entries(setting.value).flatMap(([key, value]): Intent[] => {
    const written = textAt(workload.object.root, [...path, key]);
    if (written === value || (written !== null && !isExplicit(setting))) return [];
    return [
      {
        op: "set",
        path: [...path, key],
        value,
        ...(isNewMetadata && { before: "spec" }),
        step,
        reason: reasonFor(setting.origin),
        origin: setting.origin,
      },
    ];
  });
  return { intents, diagnostics: [] };
}

function scalarField(
  { workload }: DecisionContext,
  name: (typeof SCALARS)[number],
  setting: Setting<string> | undefined,
): StepResult {
  if (setting === undefined) return NOTHING;
  const written = textAt(workload.podSpec, [name]);
  if (written === setting.value || (written !== null && !isExplicit(setting))) return NOTHING;
  return {
    intents: [
      {
        op: "set",
        path: [...workload.podSpecPath, name],
        value: setting.value,
        step: name === "runtimeClassName" ? "runtime" : "placement",
        reason: reasonFor(setting.origin),
        origin: setting.origin,
      },
    ],
    diagnostics: [],
  };
}

function ownTolerations({ workload }: DecisionContext, setting: Settings["tolerations"]): StepResult {
  if (setting === undefined) return NOTHING;
  const existing = [...tolerationsOf(workload.podSpec)];
  const intents = setting.value.flatMap((toleration): Intent[] => {
    const view = tolerationView(toleration);
    if (existing.some((one) => covers(one, view))) return [];
    existing.push(view);
    return [
      {
        op: "append",
        path: [...workload.podSpecPath, "tolerations"],
        value: { ...toleration },
        step: "placement",
        reason: reasonFor(setting.origin),
        origin: setting.origin,
      },
    ];
  });
  return { intents, diagnostics: [] };
}

/** Variables of the container that computes, by name. */
function ownEnv(context: DecisionContext, setting: Settings["env"]): StepResult {
  if (setting === undefined || setting.value.length === 0) return NOTHING;
  const { workload, settings, catalog } = context;
  const choice = chooseContainer(workload, settings, acceleratorsOf(workload, catalog), null);
  if (!choice.ok) return { intents: [], diagnostics: [choice.problem] };
  return {
    intents: choice.containers.flatMap((container) => envOf(container, setting)),
    diagnostics: [] satisfies readonly Diagnostic[],
  };
}

function envOf(container: ContainerView, setting: NonNullable<Settings["env"]>): readonly Intent[] {
  const path = [...container.path, "env"];
  const written = items(member(container.node, "env"));
  return setting.value.flatMap((wanted): Intent[] => {
    const index = written.findIndex((entry) => textAt(entry, ["name"]) === wanted.name);
    const entry = index < 0 ? null : (written[index] ?? null);
    const common = { step: "runtime", reason: reasonFor(setting.origin), origin: setting.origin } as const;
    if (entry === null) return [{ op: "append", path, value: { ...wanted } as Json, ...common }];
    if (!isExplicit(setting) || saysSame(entry, wanted)) return [];
    return [{ op: "set", path: [...path, index], value: { ...wanted } as Json, ...common }];
  });
}

/** The same fields with the same plain text; a reference is compared as text too. */
function saysSame(entry: Parameters<typeof fields>[0], wanted: { readonly [field: string]: Json }): boolean {
  const written = fields(entry).filter(({ value }) => !isNullish(value));
  const names = Object.keys(wanted);
  if (written.length !== names.length) return false;
  return names.every((name) => {
    const value = wanted[name];
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return saysSame(at(entry, [name]), value as { readonly [field: string]: Json });
    return text(at(entry, [name])) === String(value);
  });
}

function reasonFor(origin: Origin): string {
  switch (origin.kind) {
    case "config":
      return "the rule that matches the workload says so";
    case "config-profile":
      return `the profile ${origin.name} says so`;
    case "config-defaults":
      return "the config's defaults say so";
    default:
      return "it was asked for";
  }
}
