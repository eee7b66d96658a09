import { providerFiles } from "../files/files.ts";
import type { ModelPlacement, ModelRow, PlatformRow } from "../rows.ts";

const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** A value that nodes carry under a label, with the models that it stands for. */
export interface LabelValue {
  readonly value: string;
  readonly models: readonly ModelRow[];
}

/** The values that are known of node labels, over all platforms. */
type LabelIndex = ReadonlyMap<string, readonly LabelValue[]>;

/** The values of a label; empty for a label of which none is known. */
export function valuesOf(index: LabelIndex, key: string): readonly LabelValue[] {
  return index.get(key === "beta.kubernetes.io/instance-type" ? INSTANCE_TYPE : key) ?? [];
}

/** All values of all labels in some tables. */
export function labelIndex({
  models,
  platforms,
}: {
  readonly models: readonly ModelRow[];
  readonly platforms: readonly PlatformRow[];
}): LabelIndex {
  const found = new Map<string, Map<string, Set<ModelRow>>>();
  const add = (key: string, values: readonly string[], model: ModelRow | null): void => {
    const ofKey = found.get(key) ?? new Map<string, Set<ModelRow>>();
    for (const value of values) {
      const known = ofKey.get(value) ?? new Set();
      if (model !== null) known.add(model);
      ofKey.set(value, known);
    }
    found.set(key, ofKey);
  };
  for (const model of models)
    for (const placement of Object.values(model.platforms))
      for (const { key, values } of tellingLabels(placement)) add(key, values, model);
  for (const { capacity } of platforms) for (const { key, values } of capacity) add(key, values, null);
  for (const { choices = [] } of providerFiles())
    for (const { key, values } of choices) add(key, values, null);
  return new Map(
    [...found].map(([key, values]) => [
      key,
      [...values].map(([value, ofValue]) => ({ value, models: [...ofValue] })),
    ]),
  );
}

/** Every machine also has the label that all clouds share. */
function tellingLabels({
  labels,
  recognised,
  machines,
  machineLabel,
}: ModelPlacement): readonly { readonly key: string; readonly values: readonly string[] }[] {
  const names = machines.map(({ name }) => name);
  return [
    ...labels,
    ...recognised,
    { key: INSTANCE_TYPE, values: names },
    ...(machineLabel === null ? [] : [{ key: machineLabel.key, values: names }]),
  ];
}
