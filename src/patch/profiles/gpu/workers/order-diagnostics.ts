import { isOneRun } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { at, stringMap, textAt } from "../../../../yaml/access.ts";
import type { YamlNode } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { serviceNameFor } from "./names.ts";
import { servicesNamed } from "./service.ts";

/** A tool that sends objects one group after the other, and the annotations by which it is told the group. */
interface Deployer {
  readonly name: string;
  readonly hook: string;
  readonly weight: string;
  /** Hooks that come before the objects without one. */
  readonly early: readonly string[];
  /** What is weighed together with the objects without a hook; Helm weighs hooks only. */
  readonly withOthers: readonly string[];
}

/**
 * Both take objects without annotations after the early hooks and as of weight 0, and of one group a Service before
 * a Job, by their kinds (argo-cd.readthedocs.io: Sync Phases and Waves; helm.sh: Chart Hooks).
 */
const DEPLOYERS: readonly Deployer[] = [
  {
    name: "Argo CD",
    hook: "argocd.argoproj.io/hook",
    weight: "argocd.argoproj.io/sync-wave",
    early: ["PreSync"],
    withOthers: ["", "Sync"],
  },
  {
    name: "Helm",
    hook: "helm.sh/hook",
    weight: "helm.sh/hook-weight",
    early: ["pre-install", "pre-upgrade"],
    withOthers: [],
  },
];

/**
 * A Service that is sent later than the Job whose workers need it: the tool waits for the Job, and the workers for
 * names. The annotations are not copied, because a hook is also deleted and made anew by rules of its own.
 */
export function serviceLater(context: PodSetContext): readonly Advice[] {
  const { podSet } = context;
  if (!isOneRun(podSet.kind)) return [];
  const subdomain = textAt(podSet.podSpec, ["subdomain"]);
  const name = subdomain ?? serviceNameFor(podSet);
  const [service] = servicesNamed(context, name);
  // A Service of the user's that the input does not have is told elsewhere.
  if (service === undefined && subdomain !== null) return [];
  const { root } = podSet.object;
  return DEPLOYERS.flatMap((deployer) => {
    if (!isLater(deployer, service?.root ?? null, root)) return [];
    const written = [deployer.hook, deployer.weight].filter((key) => annotation(root, key) !== null);
    const shown = written.map((key) => `${key}: "${annotation(root, key)}"`).join(" and ");
    return [
      warn(podSet, ["metadata", "annotations", written[0] ?? deployer.hook], {
        code: "workers-service-later",
        message: `${deployer.name} sends ${objectTitle(podSet.object)} before Service/${name}, and its workers cannot find each other without it`,
        why: `The Job has ${shown}, the Service has not, and ${deployer.name} waits for the Job to end first.`,
        advice: `Give Service/${name} ${shown} too; of one group ${deployer.name} sends Services first.`,
      }),
    ];
  });
}

function isLater(deployer: Deployer, service: YamlNode | null, job: YamlNode): boolean {
  const [isEarlyService, isEarlyJob] = [isEarly(deployer, service), isEarly(deployer, job)];
  if (isEarlyService !== isEarlyJob) return isEarlyJob;
  const isWeighed = isEarlyJob || hooksOf(deployer, job).every((one) => deployer.withOthers.includes(one));
  return isWeighed && weightOf(deployer, service) > weightOf(deployer, job);
}

function isEarly(deployer: Deployer, root: YamlNode | null): boolean {
  return hooksOf(deployer, root).some((one) => deployer.early.includes(one));
}

function hooksOf({ hook }: Deployer, root: YamlNode | null): readonly string[] {
  return (annotation(root, hook) ?? "").split(",").map((one) => one.trim());
}

function weightOf({ weight }: Deployer, root: YamlNode | null): number {
  const written = Number(annotation(root, weight) ?? "0");
  return Number.isInteger(written) ? written : 0;
}

function annotation(root: YamlNode | null, key: string): string | null {
  return stringMap(at(root, ["metadata", "annotations"])).get(key) ?? null;
}
