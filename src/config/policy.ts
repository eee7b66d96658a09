import { currentCode } from "../kernel/code-lookup/renamed.ts";
import { PROFILES } from "../profile/built-in.ts";
import { foldLayers } from "../profile/layers.ts";
import type { Layer, Origin, Settings } from "../profile/settings.ts";
import { bodyLayer } from "./body.ts";
import { compileMatches, type MatchSubject } from "./match.ts";
import type { Config, ConfigRule, LintConfig, LintSeverity, OwnKind, OwnProfile } from "./types.ts";

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
  /** The rule says which kinds it means, as against matching whatever comes. */
  readonly namesKind: boolean;
}

/** A config as questions about workloads. */
export interface Policy {
  readonly file: string;
  readonly ruleFor: (subject: MatchSubject) => RuleAnswer | null;
  /** A built-in profile or one of the config; null for names that neither has. */
  readonly profile: (name: string) => ResolvedProfile | null;
  readonly profileNames: readonly string[];
  /** It says which workloads are meant, so that the others are left alone on purpose. */
  readonly hasRules: boolean;
  readonly defaults: Layer;
  /** How serious findings of the linter are, by the name of the rule; the nearest config that names one counts. */
  readonly severities: Readonly<Record<string, LintSeverity>>;
  /** A file of findings that were there when the team began, from the folder of `file`; null where none is named. */
  readonly baseline: string | null;
  /** Kinds that the config describes, those of the nearest config first. */
  readonly kinds: readonly OwnKind[];
  /** Some part of it makes Jobs of several pods that work together: then Services of the input matter. */
  readonly givesWorkers: boolean;
}

/** Prepares a checked config: rules compiled, profiles with their chains, defaults of the bases behind its own. */
export function makePolicy(loaded: LoadedConfig): Policy {
  const chain = [loaded.config, ...loaded.bases.map((base) => base.config)];
  const own = new Map<string, OwnProfile>();
  for (const config of [...chain].reverse())
    for (const [name, profile] of Object.entries(config.profiles ?? {})) own.set(name, profile);
  const resolved = new Map<string, ResolvedProfile | null>();
  const books = chain.map((config, depth) => ({
    prefix: depth === 0 ? "" : (loaded.bases[depth - 1]?.prefix ?? null),
    first: compileMatches((config.rules ?? []).map(({ match }) => match)),
    answers: (config.rules ?? []).map((rule, index) => answerOf(rule, ruleName(loaded, depth, index))),
  }));
  return {
    file: loaded.file,
    kinds: chain.flatMap(({ kinds = [] }) => kinds),
    ruleFor: (subject) => {
      for (const { prefix, first, answers } of books) {
        const answer = answers[first(seenFrom(prefix, subject))];
        if (answer !== undefined) return answer;
      }
      return null;
    },
    profile: (name) => {
      const before = resolved.get(name);
      const found = before === undefined ? resolveProfile(name, own) : before;
      resolved.set(name, found);
      return found;
    },
    hasRules: chain.some(({ rules }) => rules !== undefined && rules.length > 0),
    profileNames: [...PROFILES.map((row) => row.name), ...own.keys()],
    defaults: foldLayers(chain.map((config) => defaultsOf(config))),
    severities: Object.assign(
      Object.create(null),
      ...chain.map(({ lint }) => renamed(lint?.rules ?? {})).reverse(),
    ) as Record<string, LintSeverity>,
    baseline: loaded.config.lint?.baseline ?? null,
    givesWorkers: chain.some(({ defaults, profiles, rules }) =>
      [defaults ?? {}, ...Object.values(profiles ?? {}), ...(rules ?? [])].some(
        ({ workers }) => workers !== undefined,
      ),
    ),
  };
}

/** Names that were given up count for those that tell the same now. */
function renamed(rules: NonNullable<LintConfig["rules"]>): NonNullable<LintConfig["rules"]> {
  return Object.fromEntries(Object.entries(rules).map(([name, severity]) => [currentCode(name), severity]));
}

function answerOf({ match, profile, ...body }: ConfigRule, name: string): RuleAnswer {
  const origin: Origin = { kind: "config", rule: name };
  const kinds = typeof match.kind === "string" ? [match.kind] : (match.kind ?? ["*"]);
  return {
    profile,
    origin,
    layer: bodyLayer(body, origin),
    namesKind: !kinds.some((kind) => /^\*+$/.test(kind)),
  };
}

/** Path rules of a base are about paths from its own folder. */
function seenFrom(prefix: string | null, subject: MatchSubject): MatchSubject {
  if (prefix === "" || subject.path === null) return subject;
  return { ...subject, path: prefix === null ? null : `${prefix}${subject.path}` };
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
