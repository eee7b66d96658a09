import type { ModelRow } from "../../gpu/rows.ts";
import type { Requirement } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod } from "../pod.ts";

/** The requirement that a label has one of some values, or null. */
export function requiredValues(pod: Pod, key: string): Requirement | null {
  return requiredOfAll(pod.nodes).find((one) => one.key === key && one.operator === "In") ?? null;
}

/** Models that the pod's nodes may have, with the label that says so. */
interface SelectedModels {
  readonly models: readonly ModelRow[];
  readonly requirement: Requirement;
}

/** The models that a pod selects by a label; null where no label tells, or where one of its values is not known. */
export function selectedModels(pod: Pod, context: LintContext): SelectedModels | null {
  for (const requirement of requiredOfAll(pod.nodes)) {
    const models = modelsOf(requirement, pod, context);
    if (models !== null) return { models, requirement };
  }
  return null;
}

function modelsOf(
  { key, operator, values }: Requirement,
  pod: Pod,
  { catalog, models, platforms }: LintContext,
): readonly ModelRow[] | null {
  if (operator !== "In" || values.length === 0) return null;
  const places = pod.platforms.length > 0 ? pod.platforms : platforms;
  const byValue = values.map(
    (value) => new Set(places.flatMap(({ name }) => catalog.modelsOf(name, key, [value]))),
  );
  if (byValue.some((names) => names.size === 0)) return null;
  return models.filter(({ name }) => byValue.some((names) => names.has(name)));
}
