import type { LocationOf } from "../../config/file/locate-problem.ts";
import type { CheckedConfig } from "../../config/file/read-config.ts";
import type { Policy } from "../../config/policy.ts";
import type { ConfigRule, Match } from "../../config/types.ts";
import type { Location } from "../../kernel/span.ts";
import { mergeLayers } from "../../profile/layers.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { PROFILE_TEXTS, type ProfileText } from "./profile-texts.ts";
import { indexOf, type Locate, type ProfileValues, valuesOf } from "./profile-values.ts";

/** All profiles that there are: the program's, and those of the config that counts. */
export interface ProfileBook {
  /** The config with those it builds on, nearest first; empty without one. */
  readonly chain: readonly CheckedConfig[];
  /** Null without a config. */
  readonly policy: Policy | null;
  /** Null without a config: what reads configs is loaded only where there is one. */
  readonly locationOf: LocationOf | null;
}

/** A profile in a chain of `extends`, and where it is made; null for a built-in one. */
interface ProfileLink {
  readonly name: string;
  readonly location: Location | null;
}

/** A rule of the config that names a profile. */
export interface RuleUse {
  /** Its place, such as `rules[2]`. */
  readonly rule: string;
  readonly location: Location;
  readonly match: Match;
  /** What it says besides, in the config's own keys. */
  readonly adds: Omit<ConfigRule, "match" | "profile">;
}

/** A profile, resolved. */
export interface ShownProfile {
  readonly name: string;
  /** What the built-in profile does that it stands on. */
  readonly text: ProfileText;
  /** Itself first, the built-in profile last. */
  readonly chain: readonly ProfileLink[];
  /** Null for `auto` and `none`, which have no values. */
  readonly resolved: ProfileValues | null;
  readonly rules: readonly RuleUse[];
  /** Profiles of the config that extend it, directly. */
  readonly extendedBy: readonly string[];
}

/** The names of all profiles, the program's first. */
export function profileNames({ chain }: ProfileBook): readonly string[] {
  const own = chain.flatMap(({ config }) => Object.keys(config.profiles ?? {}));
  return [...PROFILE_TEXTS.map(({ name }) => name), ...new Set(own)];
}

/** The profile of that name as it is in the light of the config, or null. */
export function shownProfile(book: ProfileBook, name: string): ShownProfile | null {
  const links = chainOf(book, name);
  const last = links.at(-1)?.name;
  const text = PROFILE_TEXTS.find((row) => row.name === last);
  if (text === undefined) return null;
  return {
    name,
    text,
    chain: links,
    resolved: resolve(book, name, text),
    rules: rulesFor(book, name),
    extendedBy: profileNames(book).filter((other) => ownProfile(book, other)?.profile.extends === name),
  };
}

function resolve(book: ProfileBook, name: string, { base }: ProfileText): ProfileValues | null {
  if (base === null || base === "none") return null;
  const layer = book.policy?.profile(name)?.layer ?? {};
  const chosen = { name, base, origin: { kind: "default" } } as const;
  const settings = mergeLayers(chosen, [layer, book.policy?.defaults ?? {}]);
  return valuesOf(settings, locateIn(book));
}

/** The config was checked, so a chain ends. */
function chainOf(book: ProfileBook, name: string): readonly ProfileLink[] {
  const found = ownProfile(book, name);
  if (found === null) return [{ name, location: null }];
  const location = book.locationOf?.(found.file, ["profiles", name], "key") ?? null;
  return [{ name, location }, ...chainOf(book, found.profile.extends)];
}

/** The nearest file that makes the profile: profiles of one name are not merged. */
function ownProfile({ chain }: ProfileBook, name: string) {
  for (const file of chain) {
    const profiles = file.config.profiles ?? {};
    const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    if (profile !== undefined) return { file, profile };
  }
  return null;
}

function rulesFor({ chain, locationOf }: ProfileBook, name: string): readonly RuleUse[] {
  if (locationOf === null) return [];
  return chain.flatMap((file) =>
    (file.config.rules ?? []).flatMap((rule, index): RuleUse[] => {
      const { match, profile, ...adds } = rule;
      const location = locationOf(file, ["rules", index]);
      return profile === name ? [{ rule: `rules[${index}]`, location, match, adds }] : [];
    }),
  );
}

/** What a config says beside its defaults for all profiles. */
const ON_TOP = ["platform", "kubernetesVersion"] as const;

function locateIn(book: ProfileBook): Locate {
  const { locationOf } = book;
  if (locationOf === null) return () => null;
  return (origin, key, value) => {
    if (origin.kind === "config-profile") {
      const found = ownProfile(book, origin.name);
      return found === null ? null : place(locationOf, found.file, ["profiles", origin.name], key, value);
    }
    for (const file of book.chain) {
      if (has(file.config.defaults, key, value)) return place(locationOf, file, ["defaults"], key, value);
      const top = ON_TOP.find((name) => name === key[0]);
      if (top !== undefined && file.config[top] !== undefined) return locationOf(file, [top], "key");
    }
    return null;
  };
}

/** Entries of lists stand elsewhere than in the joined list. */
function place(
  locationOf: LocationOf,
  file: CheckedConfig,
  body: FieldPath,
  key: FieldPath,
  value: unknown,
): Location {
  const last = key.at(-1);
  if (typeof last !== "number") return locationOf(file, [...body, ...key], "key");
  const list = [...body, ...key.slice(0, -1)];
  const index = indexOf(at(file.config, list), value as never);
  return locationOf(file, index < 0 ? list : [...list, index]);
}

function has(body: unknown, key: FieldPath, value: unknown): boolean {
  const last = key.at(-1);
  if (typeof last === "number") return indexOf(at(body, key.slice(0, -1)), value as never) >= 0;
  return at(body, key) !== undefined;
}

function at(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === "object" && node !== null && Object.hasOwn(node, step)
        ? (node as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}
