import { isAnybodys } from "../gpu/labels/anybodys.ts";
import { platformsOfDomain } from "../gpu/labels/key-domains.ts";
import type { PlatformRow } from "../gpu/rows.ts";
import type { Vendor } from "../gpu/types.ts";
import {
  commonRequirements,
  type NodeRequirements,
  type Requirement,
} from "../k8s/scheduling/node-requirements.ts";
import { type PodSet, podAnnotations } from "../k8s/workload.ts";
import { stringMap } from "../yaml/access.ts";
import type { LintContext } from "./context.ts";

/**
 * The platforms that a pod may be made for: the one a flag or the config names, else those whose nodes carry all
 * the platform labels that the pod selects by, and that read its annotations. Empty where nothing tells, or where the
 * labels contradict each other.
 */
export function platformsOf(
  podSet: PodSet,
  nodes: NodeRequirements,
  vendors: readonly Vendor[],
  context: LintContext,
): readonly PlatformRow[] {
  const said = context.platformSaid(podSet.object);
  if (said !== null) return rows(saidPlatforms(said, vendors, context), context);
  const selected = requiredOfAll(nodes).flatMap(({ key, operator }) => {
    if ((operator !== "In" && operator !== "Exists") || isAnybodys(key)) return [];
    const meaning = context.catalog.label(key);
    const platforms = meaning === null ? platformsOfDomain(key) : meaning.platforms;
    return platforms === null || platforms.length === 0 ? [] : [platforms];
  });
  const read = [...stringMap(podAnnotations(podSet)).keys()];
  const [first, ...others] = [...selected, ...read.flatMap((key) => nonNull(platformsOfDomain(key)))];
  if (first === undefined) return [];
  return rows(
    first.filter((name) => others.every((platforms) => platforms.includes(name))),
    context,
  );
}

function nonNull<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

/** What all nodes of a pod must carry: its `nodeSelector`, and the required affinity where it has one term. */
export function requiredOfAll(nodes: NodeRequirements): readonly Requirement[] {
  return [...nodes.selector, ...commonRequirements(nodes)];
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
