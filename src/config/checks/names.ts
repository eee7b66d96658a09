import { resolvePlatform } from "../../gpu/catalog/names.ts";
import { nearest } from "../../kernel/suggest.ts";
import { quoted } from "../../kernel/words.ts";
import { PROFILES } from "../../profile/built-in.ts";
import { type Loose, looseMap, looseText } from "./loose.ts";

/** What a rule may name besides profiles: `auto` decides by evidence, `none` takes GPU placement out. */
export const SPECIAL_PROFILES = ["auto", "none"] as const;

export const BUILT_IN_PROFILES: readonly string[] = PROFILES.map(({ name }) => name);

/** Names that a config may use: those of its own and of the files that it builds on. Null: builds on nothing. */
export interface Names {
  /** Own profile → what it extends. */
  readonly profiles: ReadonlyMap<string, string | null>;
  /** Own platform → what it extends. */
  readonly platforms: ReadonlyMap<string, string | null>;
  /** GPU models of all own platforms. */
  readonly models: ReadonlySet<string>;
}

/** The names in a chain of configs, the nearest file first: of equal names the nearest counts. */
export function namesIn(chain: readonly Loose[]): Names {
  const profiles = new Map<string, string | null>();
  const platforms = new Map<string, string | null>();
  const models = new Set<string>();
  for (const config of chain) {
    collect(profiles, config.profiles, isReservedProfile);
    collect(platforms, config.platforms, isCatalogPlatform);
    for (const platform of Object.values(looseMap(config.platforms)))
      for (const model of Object.keys(looseMap(looseMap(platform).models))) models.add(model);
  }
  return { profiles, platforms, models };
}

/** True for names of profiles that cannot be made anew. */
export function isReservedProfile(name: string): boolean {
  return BUILT_IN_PROFILES.includes(name) || SPECIAL_PROFILES.some((special) => special === name);
}

/** True for names of platforms that cannot be made anew. */
export function isCatalogPlatform(name: string): boolean {
  return resolvePlatform(name).ok;
}

/** Names that have a meaning keep it: to make one anew is an error, and told as one. */
function collect(
  names: Map<string, string | null>,
  section: unknown,
  isReserved: (name: string) => boolean,
): void {
  for (const [name, own] of Object.entries(looseMap(section)))
    if (!names.has(name) && !isReserved(name)) names.set(name, looseText(looseMap(own).extends));
}

/**
 * The names of a chain of `extends`, from `name` to the first that is not among `parents`; where it comes back to a
 * name, that one ends the list, and `isCycle` is true.
 */
export function chainOf(
  name: string,
  parents: ReadonlyMap<string, string | null>,
): { readonly names: readonly string[]; readonly isCycle: boolean } {
  const names = [name];
  const seen = new Set(names);
  for (let next = parents.get(name); typeof next === "string"; next = parents.get(next)) {
    names.push(next);
    if (seen.has(next)) return { names, isCycle: true };
    seen.add(next);
  }
  return { names, isCycle: false };
}

/** `, did you mean …?`, or nothing. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates);
  return near === undefined ? "" : `, did you mean ${quoted(near)}?`;
}
