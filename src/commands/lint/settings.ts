import { locationOf } from "../../config/file/locate-problem.ts";
import type { CheckedConfig } from "../../config/file/read-config.ts";
import type { Policy } from "../../config/policy.ts";
import type { LintSeverity } from "../../config/types.ts";
import { annotationsOf, type KubeObject, labelsOf } from "../../k8s/object.ts";
import { minorOf, nearestVersion } from "../../k8s/schema/versions.ts";
import { OLDEST_KNOWN_MINOR } from "../../k8s/version.ts";
import { declarationOf, declaredCodes } from "../../kernel/code-lookup/declaration-of.ts";
import { currentCode } from "../../kernel/code-lookup/renamed.ts";
import { unknownCode, WHERE_CODES_ARE_LISTED } from "../../kernel/code-lookup/unknown-code.ts";
import { canBeSilenced, type Declaration } from "../../kernel/codes/declaration.ts";
import { type Advice, INFORMED, WARNED } from "../../kernel/diagnostic.ts";
import type { Location } from "../../kernel/span.ts";
import type { LintSettings } from "../../pipeline/lint-types.ts";
import type { FilePolicy } from "../../pipeline/resolve.ts";
import type { LintInvocation } from "./invocation.ts";

/** What flags and configs say about each file; a flag is stronger. One object a config, whatever the number of files. */
export function settingsFor(
  { platform, minor }: Pick<LintInvocation, "platform" | "minor">,
  policyOf: (file: string) => FilePolicy | null,
): (file: string) => LintSettings {
  const plain: LintSettings = {
    severities: {},
    platformOf: () => platform,
    minor: minor ?? nearestMinor(undefined),
    ...(minor === null && ASSUMED),
  };
  const known = new Map<string, LintSettings>();
  return (file) => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const found = policyOf(file);
    const settings: LintSettings =
      found === null
        ? plain
        : {
            severities: found.policy.severities,
            kinds: found.policy.kinds,
            platformOf: (object) => platform ?? platformBy(found, object),
            minor: minor ?? nearestMinor(found.policy.defaults.kubernetesMinor?.value),
            ...(minor === null && found.policy.defaults.kubernetesMinor === undefined && ASSUMED),
          };
    known.set(file, settings);
    return settings;
  };
}

/** Nobody names a version: the cluster may be as old as the oldest one that is known. */
const ASSUMED = { oldest: OLDEST_KNOWN_MINOR } as const;

/** What the first matching rule says, else the config as a whole. */
function platformBy({ policy, path }: FilePolicy, object: KubeObject): string | null {
  const { kind, name, namespace } = object;
  const subject = {
    kind,
    name,
    namespace,
    labels: labelsOf(object),
    annotations: annotationsOf(object),
    path,
  };
  const layer = policy.hasRules ? policy.ruleFor(subject)?.layer : undefined;
  return layer?.platform?.value ?? policy.defaults.platform?.value ?? null;
}

function nearestMinor(minor: number | undefined): number {
  return minorOf(nearestVersion(minor ?? null));
}

/** A config may name a version of Kubernetes whose schema is not known: the nearest is taken, and that is told. */
export function versionDiagnostics(policies: Iterable<Policy>): readonly Advice[] {
  return [...new Set(policies)].flatMap(({ file, defaults }): Advice[] => {
    const minor = defaults.kubernetesMinor?.value;
    if (minor === undefined || nearestMinor(minor) === minor) return [];
    return [
      {
        code: "version-without-schema",
        severity: "info",
        category: "advice",
        message: `${file} names Kubernetes 1.${minor}: manifests are checked against 1.${nearestMinor(minor)}, the nearest whose schema is known`,
      },
    ];
  });
}

/**
 * What is wrong with the names in `lint.rules` of configs: a warning at each that does not exist, because newer configs
 * may name newer rules, and at each refusal that should be told more softly; a note at each that has another name now.
 */
export function rulesInConfigs(
  chains: readonly (readonly CheckedConfig[])[],
  ids: readonly string[],
): readonly Advice[] {
  const checked = new Map(chains.flat().map((one) => [one.source.name, one]));
  return [...checked.values()].flatMap((file) =>
    Object.entries(file.config.lint?.rules ?? {}).flatMap(([name, severity]): readonly Advice[] => {
      const location = locationOf(file, ["lint", "rules", name], "key");
      const code = currentCode(name);
      if (code !== name) return [renamedRule(name, code, location)];
      if (ids.includes(name)) return [];
      const declared = declarationOf(name);
      if (declared === null) return [unknownRule(name, ids, location)];
      return canBeSilenced(declared) || severity === "error"
        ? []
        : [notSilenced(name, severity, declared, location)];
    }),
  );
}

function unknownRule(name: string, ids: readonly string[], location: Location): Advice {
  const { message, guess } = unknownCode(name, [...ids, ...declaredCodes()]);
  return { ...WARNED, code: "unknown-rule", message, advice: guess ?? WHERE_CODES_ARE_LISTED, location };
}

function renamedRule(name: string, code: string, location: Location): Advice {
  return {
    ...INFORMED,
    code: "unknown-rule",
    message: `${name} is now called ${code}`,
    why: "The old name still counts.",
    advice: `Write ${code}.`,
    location,
  };
}

function notSilenced(
  name: string,
  severity: LintSeverity,
  { severity: own, about }: Declaration,
  location: Location,
): Advice {
  const words = severity === "off" ? "cannot be turned off" : `cannot be made ${WITH_ARTICLE[severity]}`;
  return {
    ...WARNED,
    code: "no-effect",
    ...(own === "error"
      ? {
          message: `the refusal ${name} ${words}`,
          why: "Where this is an error, gpuify writes no manifest, whatever the config says. The setting applies only where it is a warning or an info.",
        }
      : {
          message: `${name} ${words}`,
          why: `These settings apply to messages about manifests, and this message is about the ${about === "config" ? "config" : "whole run"}.`,
        }),
    location,
  };
}

const WITH_ARTICLE = { info: "an info", warning: "a warning", error: "an error" } as const;
