import { workloadKind } from "../../k8s/kinds.ts";
import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import { shellWord } from "../../kernel/shell-word.ts";
import { type Controller, topController } from "../../workload/live/controller.ts";
import type { DecisionContext } from "../shared/context.ts";
import { refuse } from "../shared/diagnostics.ts";

/** The refusal of a live object that a controller made, or null for one that a person made. */
export function ownedRefusal({ workload, surroundings }: DecisionContext): Refusal | null {
  const { object } = workload;
  const controller = topController(object, surroundings);
  if (controller === null) return null;
  const owner = objectTitle(controller);
  return refuse(workload, ["metadata", "ownerReferences"], {
    code: "live-object-owned",
    message: `${objectTitle(object)} was created by ${owner}: patch ${owner} instead`,
    why: `${owner} creates the next ${object.kind} from its own template, without this change.`,
    advice: advice(object, controller),
  });
}

function advice({ namespace }: KubeObject, controller: Controller): string {
  const { apiVersion, kind, name, isInInput } = controller;
  // The kubelet owns the copy of a static Pod (kubernetes/website tasks/configure-pod-container/static-pod).
  if (kind === "Node") return "It is a static Pod: change its manifest on that node.";
  const isKnown = workloadKind(apiVersion, kind) !== null;
  const target = `${kind.toLowerCase()}${isKnown ? "" : groupSuffix(apiVersion)}`;
  if (isInInput) return `Select it: --select ${shellWord(`${target}/${name}`)}.`;
  const place = namespace === null ? "" : ` -n ${shellWord(namespace)}`;
  const command = `\`kubectl get ${shellWord(target)} ${shellWord(name)}${place} -o yaml\` prints it`;
  return isKnown ? `Patch its manifest; ${command}.` : `Change it by hand; ${command}.`;
}

/** As kubectl tells kinds of one name apart: `rollout.argoproj.io`. */
function groupSuffix(apiVersion: string): string {
  return apiVersion.includes("/") ? `.${apiVersion.slice(0, apiVersion.indexOf("/"))}` : "";
}
