import { isProviderPlatform, platformsHintedBy } from "../../../../gpu/labels/key-domains.ts";
import { type ContainerView, resourceEntries } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { warn } from "../../../shared/diagnostics.ts";

/** Warnings about resources that only machines of another provider have, such as AWS's network devices on GKE. */
export function otherPlatformDiagnostics(context: PodSetContext, platform: string): readonly Advice[] {
  if (!isProviderPlatform(platform)) return [];
  return context.podSet.containers.flatMap((container) => strays(context, container, platform));
}

function strays(
  { podSet, catalog }: PodSetContext,
  container: ContainerView,
  platform: string,
): readonly Advice[] {
  const named = (["requests", "limits"] as const).flatMap((section) => resourceEntries(container, section));
  const places = new Map(named.map((one) => [one.name, one]));
  return [...places.values()].flatMap(({ name, path }) => {
    const platforms = platformsHintedBy(name);
    if (catalog.resource(name)?.kind !== "companion" || platforms === null) return [];
    if (platforms.includes(platform)) return [];
    return [
      warn(podSet, path, {
        code: "resource-of-other-platform",
        message: `container "${container.name}" still asks for ${name}, which nodes of ${platform} do not have`,
      }),
    ];
  });
}
