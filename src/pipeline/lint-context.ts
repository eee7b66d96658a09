import type { WholeCatalog } from "../gpu/whole-catalog.ts";
import type { LintContext } from "../lint/context.ts";
import { recognizeProfile } from "../patch/auto/recognize.ts";

/** What rules may ask of a run: the catalog is read when one asks, and what several ask is worked out once. */
export function lintContext(
  whole: WholeCatalog,
  { minor, surroundings, platformSaid }: Pick<LintContext, "minor" | "surroundings" | "platformSaid">,
): LintContext {
  return {
    catalog: whole.catalog,
    get models() {
      return whole.models;
    },
    get platforms() {
      return whole.platforms;
    },
    minor,
    surroundings,
    platformSaid,
    profileOf: remembered(
      (workload) => recognizeProfile(workload, { surroundings, catalog: whole.catalog }).profile,
    ),
  };
}

function remembered<Key extends object, Answer>(answer: (key: Key) => Answer): (key: Key) => Answer {
  const known = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    const before = known.get(key) ?? { answer: answer(key) };
    known.set(key, before);
    return before.answer;
  };
}
