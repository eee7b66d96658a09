import type { CountRule, ModelRow, PlatformRow } from "../../gpu/rows.ts";

const WORDS: Readonly<Record<CountRule, string>> = {
  "up-to-machine": "up to those of the largest machine with the model",
  "whole-machine": "exactly those of a machine with the model",
  unknown: "any number: how many a node has is not known",
};

/** How many accelerators a pod can ask for: the platform's rule, then the models that are sold otherwise. */
export function countRules(models: readonly ModelRow[], platform: PlatformRow): readonly string[] {
  const others = new Map<CountRule, string[]>();
  for (const model of models) {
    const rule = model.platforms[platform.name]?.countRule ?? platform.countRule;
    if (rule !== platform.countRule) others.set(rule, [...(others.get(rule) ?? []), model.name]);
  }
  const exceptions = [...others].map(([rule, names]) => `${names.join(", ")}: ${WORDS[rule]}`);
  return [WORDS[platform.countRule], ...exceptions];
}
