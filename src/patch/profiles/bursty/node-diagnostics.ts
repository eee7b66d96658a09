import { allRequirements, isPositive, nodeRequirements } from "../../../k8s/scheduling/node-requirements.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { isPlatformNamed } from "../../../profile/platform-named.ts";
import { textAt } from "../../../yaml/access.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { inform, warn } from "../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/** What to know about the nodes of a pod that had a GPU: a node by name, and a platform nobody named. */
export function noteNodes(context: PodSetContext): StepResult {
  return { ...NOTHING, diagnostics: [...namedNode(context), ...unnamedPlatform(context)] };
}

function namedNode({ podSet }: PodSetContext): readonly Advice[] {
  const node = textAt(podSet.podSpec, ["nodeName"]);
  if (node === null) return [];
  return [
    warn(podSet, [...podSet.podSpecPath, "nodeName"], {
      code: "node-is-named",
      message: `the pod stays bound to the node "${node}" by nodeName`,
      why: "The scheduler does not look for another one, and this one was chosen for its GPU.",
    }),
  ];
}

/** The labels tell another platform than the default, whose GPU nodes are kept off by another label. */
function unnamedPlatform({ podSet, settings, catalog }: PodSetContext): readonly Advice[] {
  if (isPlatformNamed(settings)) return [];
  for (const { key, path } of allRequirements(nodeRequirements(podSet)).filter(isPositive)) {
    const meaning = catalog.label(key);
    if (meaning?.gpuOnly !== true) continue;
    const platforms = meaning.platforms.filter((platform) => !platform.startsWith("generic"));
    if (platforms.length === 0 || platforms.length < meaning.platforms.length) continue;
    if (platforms.every((platform) => catalog.keepOff(platform) === null)) continue;
    return [
      inform(podSet, path, {
        code: "platform-not-named",
        message: `"${key}" is a label of ${platforms.join(" or ")}, and no platform was named`,
        advice: `Pass --platform ${platforms.join(" or ")}.`,
      }),
    ];
  }
  return [];
}
