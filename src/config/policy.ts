import { PROFILES } from "../profile/built-in.ts";
import { foldLayers } from "../profile/layers.ts";
import type { Layer, Origin, Settings } from "../profile/settings.ts";
import { bodyLayer } from "./body.ts";
import { compileMatch, type Subject } from "./match.ts";
import type { Config, OwnProfile } from "./types.ts";

/** A config with where it is, and the one it builds on. */
export interface LoadedConfig {
  /** Name for messages. */
  readonly file: string;
  readonly config: Config;
  /** Nearest first: the config that `extends` names, and so on. */
  readonly bases: readonly BaseConfig[];
}

/** A config that another one builds on. */
export interface BaseConfig {
  readonly file: string;
  readonly config: Config;
  /** From its folder to that of the nearest config, ending in `/` or empty; null where that lies elsewhere. */
  readonly prefix: string | null;
}

/** A profile of the config with what it stands on. */
export interface ResolvedProfile {
  readonly name: string;
  readonly base: Settings["base"];
  /** What its chain says, itself first. */
  readonly layer: Layer;
}

/** What the first matching rule says. */
export interface RuleAnswer {
  /** `auto` and `none` are profiles here. */
  readonly profile: string;
  readonly origin: Origin;
  readonly layer: Layer;
}

/** A config as questions about workloads. */
export interface Policy {
  readonly file: string;
  readonly ruleFor: (subject: Subject) => RuleAnswer | null;
  /** A built-in profile or one of the config; null for names that neither has. */
  readonly profile: (name: string) => ResolvedProfile | null;
  readonly profileNames: readonly string[];
  readonly defaults: Layer;
}

/** Prepares a checked config: rules compiled, profiles with their chains, defaults of the bases behind its own. */
export function makePolicy(loaded: LoadedConfig): Policy {
  const chain = [loaded.config, ...loaded.bases.map((base) => base.config)];
  const own = new Map<string, OwnProfile>();
  for (const config of [...chain].reverse())
    for (const [name, profile] of Object.entries(config.profiles ?? {})) own.set(name, profile);
  const rules = chain.flatMap((config, depth) =>
    (config.rules ?? []).map((rule, index) => {
      const origin: Origin = { kind: "config", rule: ruleName(loaded, depth, index) };
      const { match, profile, ...body } = rule;
      const matches = seenFrom(
        depth === 0 ? "" : (loaded.bases[depth - 1]?.prefix ?? null),
        compileMatch(match),
      );
      return { matches, answer: { profile, origin, layer: bodyLayer(body, origin) } };
    }),
  );
  return {
    file: loaded.file,
    ruleFor: (subject) => rules.find((rule) => rule.matches(subject))?.answer ?? null,
    profile: (name) => resolveProfile(name, own),
    profileNames: [...PROFILES.map((row) => row.name), ...own.keys()],
    defaults: foldLayers(chain.map((config) => defaultsOf(config))),
  };
}

/** Path rules of a base are about paths from its own folder. */
function seenFrom(
  prefix: string | null,
  matches: (subject: Subject) => boolean,
): (subject: Subject) => boolean {
  if (prefix === "") return matches;
  return (subject) => {
    const path = prefix === null || subject.path === null ? null : `${prefix}${subject.path}`;
    return matches({ ...subject, path });
  };
}

/** `rules[2]`, or with the file of the base that has it. */
function ruleName(loaded: LoadedConfig, depth: number, index: number): string {
  const base = depth === 0 ? undefined : loaded.bases[depth - 1];
  return base === undefined ? `rules[${index}]` : `rules[${index}] of ${base.file}`;
}

function defaultsOf({ defaults, platform, kubernetesVersion }: Config): Layer {
  const origin: Origin = { kind: "config-defaults" };
  const minor = /^1\.(\d+)/.exec(kubernetesVersion ?? "")?.[1];
  return {
    ...(platform !== undefined && { platform: { value: platform, origin } }),
    ...(minor !== undefined && { kubernetesMinor: { value: Number(minor), origin } }),
    ...bodyLayer(defaults ?? {}, origin),
  };
}

/** Follows `extends` to a built-in profile. The config was checked, so a chain ends; a cycle would give null. */
function resolveProfile(name: string, own: ReadonlyMap<string, OwnProfile>): ResolvedProfile | null {
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let current = name;
  for (;;) {
    const builtIn = PROFILES.find((row) => row.name === current);
    if (builtIn !== undefined) return { name, base: builtIn.base, layer: foldLayers(layers) };
    const profile = own.get(current);
    if (profile === undefined || seen.has(current)) return null;
    seen.add(current);
    const { extends: parent, ...body } = profile;
    layers.push(bodyLayer(body, { kind: "config-profile", name: current }));
    current = parent;
  }
}
