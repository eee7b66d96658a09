import { type Loose, looseList, looseMap } from "./loose.ts";

/** A rule that never counts, and the earlier one that matches all that it matches; indexes. */
export interface Shadowed {
  readonly rule: number;
  readonly by: number;
}

/** A condition of a rule, such as `label tier`, with the globs of which any must match. */
type Conditions = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Rules that an earlier one leaves nothing. Certain cases only: each condition of the earlier rule is met by
 * everything, or the later one has it too with the same globs or some of them.
 */
export function shadowedRules(rules: readonly Loose[]): readonly Shadowed[] {
  const conditions = rules.map((rule) => conditionsOf(looseMap(rule.match)));
  return conditions.flatMap((later, rule): readonly Shadowed[] => {
    if (later.size === 0) return [];
    const by = conditions.findIndex((earlier, index) => index < rule && covers(earlier, later));
    return by < 0 ? [] : [{ rule, by }];
  });
}

function conditionsOf(match: Loose): Conditions {
  const conditions = new Map<string, ReadonlySet<string>>();
  for (const key of ["kind", "name", "namespace", "path"]) {
    const globs = globsOf(match[key]);
    if (globs.length > 0) conditions.set(key, new Set(globs));
  }
  for (const key of ["labels", "annotations"])
    for (const [name, glob] of Object.entries(looseMap(match[key])))
      if (typeof glob === "string") conditions.set(`${key} ${name}`, new Set([glob]));
  return conditions;
}

function globsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return looseList(value).filter((item) => typeof item === "string");
}

function covers(earlier: Conditions, later: Conditions): boolean {
  if (earlier.size === 0) return false;
  for (const [key, globs] of earlier) {
    if (isEverything(key, globs)) continue;
    const narrower = later.get(key);
    if (narrower === undefined) return false;
    for (const glob of narrower) if (!globs.has(glob)) return false;
  }
  return true;
}

/** Every workload has a kind, a name and a namespace; a label or an annotation it may lack, and a stream has no path. */
function isEverything(key: string, globs: ReadonlySet<string>): boolean {
  return (key === "kind" || key === "name") && globs.has("*");
}
