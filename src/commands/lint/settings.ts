import type { Policy } from "../../config/policy.ts";
import type { CheckedConfig } from "../../config/read-config.ts";
import { annotationsOf, type KubeObject, labelsOf } from "../../k8s/object.ts";
import { minorOf, nearestVersion } from "../../k8s/schema/versions.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { nearest } from "../../kernel/suggest.ts";
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
            platformOf: (object) => platform ?? platformBy(found, object),
            minor: minor ?? nearestMinor(found.policy.defaults.kubernetesMinor?.value),
          };
    known.set(file, settings);
    return settings;
  };
}

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
export function versionNotes(policies: Iterable<Policy>): readonly Advice[] {
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

/** Rules that a config names and that do not exist: a warning at each, because newer configs may name newer rules. */
export function unknownRules(
  chains: readonly (readonly CheckedConfig[])[],
  ids: readonly string[],
): readonly Advice[] {
  const checked = new Map(chains.flat().map((one) => [one.source.name, one]));
  return [...checked.values()].flatMap(({ config, locate }) =>
    Object.keys(config.lint?.rules ?? {}).flatMap((id): Advice[] => {
      if (ids.includes(id)) return [];
      const guess = nearest(id, ids);
      return [
        {
          code: "unknown-rule",
          severity: "warning",
          category: "advice",
          message: `there is no rule "${id}"`,
          advice: `${guess === undefined ? "" : `Did you mean "${guess}"? `}\`gpuify show rules\` lists them.`,
          location: locate(["lint", "rules", id], "key"),
        },
      ];
    }),
  );
}
