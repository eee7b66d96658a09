import type { ModelRow, PlatformRow } from "../../gpu/rows.ts";
import type { Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { listed } from "../../kernel/words.ts";
import type { LintContext } from "../context.ts";

/** The platforms' own labels for the model that a condition's values stand for, as advice; null where that is no one model. */
export function platformLabelAdvice(
  { key, values }: Requirement,
  platforms: readonly PlatformRow[],
  context: LintContext,
): string | null {
  const known = context.labelValues(key).filter(({ value }) => values.includes(value));
  const models = [...new Set(known.flatMap((one) => one.models))];
  const [model] = models;
  if (model === undefined || models.length > 1) return null;
  const texts = platforms.flatMap((platform) => selectorText(model, platform) ?? []);
  return texts.length === 0 ? null : `Select ${listed(texts, "or")} instead.`;
}

function selectorText(model: ModelRow, { name }: PlatformRow): string | null {
  const placement = model.platforms[name];
  if (placement === undefined) return null;
  const labels = placement.labels.map(({ key, values }) => ({ key, values }));
  const machines = placement.machines.map((machine) => machine.name);
  const all =
    placement.machineLabel === null ? labels : [{ key: placement.machineLabel.key, values: machines }];
  if (all.length === 0) return null;
  return all
    .map(({ key, values }) => `${key} ${values.length === 1 ? "=" : "in"} ${values.join(", ")}`)
    .join(" and ");
}
