import type { Json } from "../../edit/operation.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import { isExplicit } from "../../profile/origin.ts";
import { partsOf, reasonFor } from "../../profile/setting-parts.ts";
import type { EnvVar, Setting } from "../../profile/settings.ts";
import { at, fields, isNullish, items, member, text, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { PodSetContext } from "../shared/context.ts";
import { targetsOf } from "../shared/cpu-containers.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { readRestore } from "../shared/restore-annotation.ts";
import { NOTHING, refusedStep, type StepResult } from "../shared/step.ts";

/** Variables of the container that computes, by name: the one with the accelerator, or that had it. */
export function ownEnv(context: PodSetContext): StepResult {
  const parts = partsOf(context.settings.env);
  if (parts.every(({ value }) => value.length === 0)) return NOTHING;
  const targets = targetsOf(context, readRestore(context.podSet).record);
  if (!targets.ok) return refusedStep(targets.problem);
  return { ...NOTHING, operations: targets.containers.flatMap((container) => envOf(container, parts)) };
}

function envOf(
  container: ContainerView,
  parts: readonly Setting<readonly EnvVar[]>[],
): readonly ReasonedOperation[] {
  const said = new Set<string>();
  return parts.flatMap((part) =>
    part.value.flatMap((wanted): readonly ReasonedOperation[] => {
      if (said.has(wanted.name)) return [];
      said.add(wanted.name);
      return variable(container, wanted, part);
    }),
  );
}

/** Of several entries with one name the last one counts (kubernetes/api core/v1 Container.env), so that one is meant. */
function variable(
  container: ContainerView,
  wanted: EnvVar,
  part: Setting<unknown>,
): readonly ReasonedOperation[] {
  const path = [...container.path, "env"];
  const written = items(member(container.node, "env"));
  const index = written.findLastIndex((entry) => textAt(entry, ["name"]) === wanted.name);
  const entry = written[index];
  const common = { step: "runtime", reason: reasonFor(part.origin), origin: part.origin } as const;
  if (entry === undefined) return [{ op: "append", path, value: plain(wanted), ...common }];
  if (!isExplicit(part) || saysSame(entry, plain(wanted))) return [];
  const isText = typeof wanted.value === "string" && isNullish(at(entry, ["valueFrom"]));
  return isText
    ? [{ op: "set", path: [...path, index, "value"], value: wanted.value as string, ...common }]
    : [{ op: "set", path: [...path, index], value: plain(wanted), ...common }];
}

/** Without fields that say nothing. */
function plain(wanted: EnvVar): { readonly [field: string]: Json } {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
}

/** The same fields with the same plain text; a reference is compared as text too. */
function saysSame(entry: YamlNode | null, wanted: { readonly [field: string]: Json }): boolean {
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
