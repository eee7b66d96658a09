import { type Loose, looseList, looseMap } from "./loose.ts";

/** A rule that never counts, and the earlier one that matches all that it matches; indexes. */
export interface Shadowed {
  readonly rule: number;
  readonly by: number;
}

/** The globs of which any must match, by what they are compared with, such as `labels tier`. */
type Conditions = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Rules that an earlier one leaves nothing. Certain cases only: each condition of the earlier rule is met by
 * everything, or the later one has it too with the same globs or some of them.
 */
export function shadowedRules(rules: readonly Loose[]): readonly Shadowed[] {
  const conditions = rules.map((rule) => conditionsOf(looseMap(rule.match)));
  const demands = conditions.map((all) => [...all].filter(([key, globs]) => !isEverything(key, globs)));
  return conditions.flatMap((later, rule): readonly Shadowed[] => {
    if (later.size === 0) return [];
    for (let by = 0; by < rule; by++)
      if (conditions[by]?.size !== 0 && demands[by]?.every(([key, globs]) => isWithin(later.get(key), globs)))
        return [{ rule, by }];
    return [];
  });
}

/** What tells rules apart comes first, because every rule is compared with all before it. */
function conditionsOf(match: Loose): Conditions {
  const conditions = new Map<string, ReadonlySet<string>>();
  const collect = (key: string): void => {
    const globs = globsOf(match[key]);
    if (globs.length > 0) conditions.set(key, new Set(globs));
  };
  collect("name");
  collect("path");
  for (const key of ["labels", "annotations"])
    for (const [name, glob] of Object.entries(looseMap(match[key])))
      if (typeof glob === "string") conditions.set(`${key} ${name}`, new Set([glob]));
  collect("namespace");
  collect("kind");
  return conditions;
}

function globsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return looseList(value).filter((item) => typeof item === "string");
}

function isWithin(narrower: ReadonlySet<string> | undefined, globs: ReadonlySet<string>): boolean {
  if (narrower === undefined) return false;
  for (const glob of narrower) if (!globs.has(glob)) return false;
  return true;
}

/** Every workload has a kind; a name (`generateName`), a namespace or a label it may lack, and a stream has no path. */
function isEverything(key: string, globs: ReadonlySet<string>): boolean {
  return key === "kind" && globs.has("*");
}
