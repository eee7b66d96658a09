import type { PlatformRow } from "../gpu/rows.ts";
import type { Vendor } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { NodeRequirements, Requirement } from "../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "./context.ts";

/**
 * The platforms that a pod may be made for: the one a flag or the config names, else those whose nodes carry all
 * the platform labels that the pod selects by. Empty where nothing tells, or where the labels contradict each other.
 */
export function platformsOf(
  object: KubeObject,
  nodes: NodeRequirements,
  vendors: readonly Vendor[],
  context: LintContext,
): readonly PlatformRow[] {
  const said = context.platformSaid(object);
  if (said !== null) return rows(saidPlatforms(said, vendors, context), context);
  const selected = [...nodes.selector, ...commonRequirements(nodes)].flatMap(({ key, operator }) => {
    const platforms =
      (operator === "In" || operator === "Exists") && !isAnybodys(key)
        ? context.catalog.label(key)?.platforms
        : undefined;
    return platforms === undefined || platforms.length === 0 ? [] : [platforms];
  });
  const [first, ...others] = selected;
  if (first === undefined) return [];
  return rows(
    first.filter((name) => others.every((platforms) => platforms.includes(name))),
    context,
  );
}

/** Labels of some platforms that people put on nodes of any cluster: they tell no platform. */
const ANYBODYS: readonly string[] = ["accelerator", "nvidia.com/gpu", "amd.com/gpu"];

/** True for a label that may be somebody's own, whatever platforms write it too. */
export function isAnybodys(key: string): boolean {
  return ANYBODYS.includes(key);
}

/** Requirements of a required affinity that has one term: with several, none of them must hold. */
export function commonRequirements({ terms }: NodeRequirements): readonly Requirement[] {
  const [only, ...others] = terms ?? [];
  return only === undefined || others.length > 0 ? [] : only.requirements;
}

/** `generic` is one platform by vendor; without a vendor it is none in particular. */
function saidPlatforms(
  said: string,
  vendors: readonly Vendor[],
  { catalog }: LintContext,
): readonly string[] {
  const asked = vendors.length === 0 ? [undefined] : vendors;
  return [
    ...new Set(
      asked.flatMap((vendor) => {
        const found = catalog.platform(said, vendor);
        return found.ok ? [found.name] : [];
      }),
    ),
  ];
}

function rows(names: readonly string[], { platforms }: LintContext): readonly PlatformRow[] {
  return names.flatMap((name) => platforms.find((row) => row.name === name) ?? []);
}
