import { objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { hookOf } from "../../workload/hooks.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import { inform } from "../shared/diagnostics.ts";
import { mayMeanAccelerator } from "./accelerated.ts";
import { isNarrowed, type Scope } from "./selection.ts";

/**
 * True where the flags mean hooks too: `--select` says which objects, labels and a namespace say it where they match
 * nothing else. Charts put the labels of a release on its tests and migrations as well (helm/helm: `helm create`).
 */
export function selectsHooks(wanted: readonly Workload[], scope: Scope): boolean {
  if (scope.select.length > 0) return true;
  return isNarrowed(scope) && wanted.every(({ object }) => hookOf(object) !== null);
}

/**
 * Why a hook of Helm or Argo CD is left alone: migrations, tests and clean-ups are in many rendered charts, and `-p` and
 * `--all` mean the workloads beside them. Null for what is no hook, and for one that asks for an accelerator.
 */
export function hookNote(workload: Workload, knowledge: Knowledge): Advice | null {
  const hook = hookOf(workload.object);
  if (hook === null || mayMeanAccelerator(workload, knowledge)) return null;
  const title = objectTitle(workload.object);
  return inform(workload, ["metadata", "annotations", hook.key], {
    code: "hook-left-alone",
    message: `${title} is left alone: it is a hook that ${hook.owner} runs (${hook.phases}) and does not ask for an accelerator`,
    advice: `To patch it anyway, pass --select ${title}.`,
  });
}
