import { compileExclude } from "../config/exclude.ts";
import { locationOf } from "../config/file/locate-problem.ts";
import {
  type CheckedConfig,
  checkConfigs,
  type ParsedConfig,
  parseConfig,
} from "../config/file/read-config.ts";
import { type BaseConfig, makePolicy } from "../config/policy.ts";
import type { Config } from "../config/types.ts";
import type { OwnDeviceClasses } from "../gpu/catalog/own-device-classes.ts";
import type { OwnPlatforms } from "../gpu/catalog/own-platforms.ts";
import type { OwnResources } from "../gpu/catalog/own-resources.ts";
import type { BaseConfigText, ConfigText, FoundConfig, Ports } from "../io/ports.ts";
import type { Diagnostic, Refusal } from "../kernel/diagnostic.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import { ownOf } from "../kernel/own.ts";
import type { FilePolicy } from "../pipeline/resolve.ts";
import type { Source } from "../yaml/source.ts";

export { locationOf } from "../config/file/locate-problem.ts";

/** The configs of a run as answers. This module is loaded only where there is a config. */
export interface Policies {
  /** By name of the input. */
  readonly byInput: ReadonlyMap<string, FilePolicy>;
  /** The configs without errors, each with those it builds on, nearest first. */
  readonly chains: readonly (readonly CheckedConfig[])[];
  readonly own: OwnPlatforms;
  readonly deviceClasses: OwnDeviceClasses;
  readonly resources: OwnResources;
  /** Names of inputs that a config leaves out of walks. */
  readonly excluded: ReadonlySet<string>;
  /** Errors mean that nothing may be done. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/** A config with its bases, nearest first. */
interface Chain {
  readonly files: readonly ParsedConfig[];
  readonly texts: readonly ConfigText[];
  /** From each base's folder to that of the first file; null where that lies elsewhere. */
  readonly prefixes: readonly (string | null)[];
  /** Why the last file's `extends` leads nowhere; null for a whole chain. */
  readonly broken: Diagnostic | null;
}

type PolicyPorts = Pick<Ports, "readBaseConfig">;

/** How many configs may build on each other. */
const MAX_CHAIN = 10;

/** Reads and checks the configs that were found, and what they extend. */
export async function loadPolicies(found: readonly FoundConfig[], ports: PolicyPorts): Promise<Policies> {
  const byInput = new Map<string, FilePolicy>();
  const chains: (readonly CheckedConfig[])[] = [];
  const excluded = new Set<string>();
  const sources = new Map<string, Source>();
  const diagnostics: Diagnostic[] = [];
  const platforms: Named<OwnPlatforms>[] = [];
  const classes: Named<OwnDeviceClasses>[] = [];
  const resources: Named<OwnResources>[] = [];
  for (const { config, files } of found) {
    const chain = await readChain(config, ports);
    for (const source of shownSources(chain)) sources.set(source.name, source);
    const checked = await checkConfigs(chain.files);
    diagnostics.push(...checked.diagnostics);
    if (chain.broken !== null) diagnostics.push(chain.broken);
    if (!checked.ok || chain.broken !== null) continue;
    chains.push(checked.configs);
    const configs = checked.configs.map((one) => one.config);
    const [own, ...rest] = configs;
    if (own === undefined) continue;
    const bases = rest.map(
      (base, index): BaseConfig => ({
        file: chain.texts[index + 1]?.name ?? "",
        config: base,
        prefix: chain.prefixes[index] ?? null,
      }),
    );
    const policy = makePolicy({ file: config.name, config: own, bases });
    platforms.push({ file: config.name, own: ofNearest(configs, "platforms") });
    classes.push({ file: config.name, own: ofNearest(configs, "deviceClasses") });
    resources.push({ file: config.name, own: ofNearest(configs, "resources") });
    const isExcluded = excludes(own, bases);
    for (const { name, path } of files) {
      byInput.set(name, { policy, path });
      if (path !== null && isExcluded(path)) excluded.add(name);
    }
  }
  return {
    byInput,
    chains,
    own: joined(platforms, "platform"),
    deviceClasses: joined(classes, "device class"),
    resources: joined(resources, "resource"),
    excluded,
    diagnostics,
    sources,
  };
}

/** The files whose lines messages may quote. */
function shownSources({ files, texts }: Chain): readonly Source[] {
  return files.flatMap(({ source, root }, index) => {
    const lines = texts[index]?.lines ?? "hidden";
    return lines === "shown" || (lines === "shown-if-config" && root !== null) ? [source] : [];
  });
}

async function readChain(first: ConfigText, ports: PolicyPorts): Promise<Chain> {
  const texts: ConfigText[] = [first];
  const prefixes: (string | null)[] = [];
  const files = [await parseConfig(first.name, first.text)];
  for (;;) {
    const last = texts.at(-1);
    const reference = files.at(-1)?.extends ?? null;
    const file = files.at(-1);
    if (last === undefined || file === undefined || reference === null)
      return { files, texts, prefixes, broken: null };
    const base = await nextBase(texts, last, reference, ports);
    if (base instanceof Failure) return { files, texts, prefixes, broken: brokenAt(file, base) };
    const outer = prefixes.length === 0 ? "" : (prefixes.at(-1) ?? null);
    prefixes.push(base.prefix === null || outer === null ? null : `${base.prefix}${outer}`);
    texts.push(base);
    files.push(await parseConfig(base.name, base.text));
  }
}

async function nextBase(
  texts: readonly ConfigText[],
  last: ConfigText,
  reference: string,
  ports: PolicyPorts,
): Promise<BaseConfigText | Failure> {
  try {
    const base = await ports.readBaseConfig(last, reference);
    const before = texts.findIndex((one) => one.path === base.path);
    return before >= 0 || texts.length >= MAX_CHAIN ? circle(texts.slice(Math.max(before, 0)), base) : base;
  } catch (error) {
    if (error instanceof Failure && error.exitCode === EXIT.usage) return error;
    throw error;
  }
}

function brokenAt(file: ParsedConfig, { message, advice }: Failure): Refusal {
  return {
    code: "broken-extends",
    severity: "error",
    category: "read",
    message,
    ...(advice === undefined ? {} : { advice: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.` }),
    location: locationOf(file, ["extends"]),
  };
}

function circle(texts: readonly ConfigText[], again: ConfigText): Failure {
  const names = [...texts, again].map(({ name }) => name);
  return new Failure(
    EXIT.usage,
    `configs extend each other in a circle, or too many: ${names.join(" → ")}`,
    "remove one of the `extends`",
  );
}

/** What the configs of a chain say by name: the nearer config counts. */
function ofNearest<K extends "platforms" | "deviceClasses" | "resources">(
  configs: readonly Config[],
  key: K,
): NonNullable<Config[K]> {
  return Object.assign({}, ...configs.map((config) => config[key] ?? {}).reverse()) as NonNullable<Config[K]>;
}

/** What one config says, by name. */
interface Named<T> {
  readonly file: string;
  readonly own: T;
}

/** One run has one catalog, so a name can mean one thing only. `what` is what the names are names of. */
function joined<T>(
  all: readonly Named<Readonly<Record<string, T>>>[],
  what: "platform" | "device class" | "resource",
): Readonly<Record<string, T>> {
  const together: Record<string, T> = {};
  const where = new Map<string, string>();
  for (const { file, own } of all)
    for (const [name, value] of Object.entries(own)) {
      const other = ownOf(together, name);
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(value))
        throw new Failure(
          EXIT.usage,
          `${where.get(name)} and ${file} mean different things by the ${what} "${name}"`,
          what === "platform"
            ? "give one of them another name, or run gpuify once for each folder"
            : "use the same value in both, or run gpuify once for each folder",
        );
      together[name] = value;
      where.set(name, file);
    }
  return together;
}

function excludes(own: Config, bases: readonly BaseConfig[]): (path: string) => boolean {
  const tests = [
    compileExclude(own.exclude ?? []),
    ...bases.map(({ config, prefix }) => {
      const test = compileExclude(config.exclude ?? []);
      return (path: string) => prefix !== null && test(`${prefix}${path}`);
    }),
  ];
  return (path) => tests.some((test) => test(path));
}
