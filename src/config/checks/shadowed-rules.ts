import { type Loose, looseList, looseMap } from "./loose.ts";

/** A rule that never counts, and the earlier one that matches all that it matches; indexes. */
interface Shadowed {
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
  const earlier = new Map<string, number[]>();
  return conditions.flatMap((later, rule): readonly Shadowed[] => {
    if (later.size === 0) return [];
    const by = candidates(later, earlier).find((index) =>
      demands[index]?.every(([key, globs]) => isWithin(later.get(key), globs)),
    );
    if (by !== undefined) return [{ rule, by }];
    // What a shadowed rule would shadow, its own shadow does.
    for (const key of keysOf(demands[rule]?.[0])) {
      const same = earlier.get(key);
      if (same === undefined) earlier.set(key, [rule]);
      else same.push(rule);
    }
    return [];
  });
}

/** The key of rules that demand nothing. */
const ALWAYS = "";

/** What a rule is found by: the globs of its first demand. To compare each rule with all before it takes long. */
function keysOf(demand: readonly [string, ReadonlySet<string>] | undefined): readonly string[] {
  return demand === undefined ? [ALWAYS] : [...demand[1]].map((glob) => `${demand[0]}\n${glob}`);
}

/** Earlier rules whose first demand a rule may meet, in order. */
function candidates(later: Conditions, earlier: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const keys = [...later].flatMap(([key, globs]) => [...globs].slice(0, 1).map((glob) => `${key}\n${glob}`));
  return [ALWAYS, ...keys].flatMap((key) => earlier.get(key) ?? []).sort((a, b) => a - b);
}

/** What tells rules apart best comes first. */
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
