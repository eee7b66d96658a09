import { at, isNullish, textAt } from "../../k8s/access.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { inform, warn } from "../notice.ts";
import { stuckPodWarning } from "./server.ts";

/** What `training` cannot do for a kind: a workload that never ends gets the part about its pods only. */
export function endlessNotes(workload: Workload): readonly Diagnostic[] {
  switch (workload.kind.class) {
    case "job":
    case "cron-job":
      return [];
    case "stateful-set":
      return [endless(workload), stuckPodWarning(workload)];
    case "deployment":
    case "replica-set":
    case "daemon-set":
      return [endless(workload)];
    case "pod":
    case "template":
      return restartsForEver(workload) ? [endless(workload)] : [];
    default:
      return workload.kind.class satisfies never;
  }
}

function restartsForEver(workload: Workload): boolean {
  return (textAt(workload.podSpec, ["restartPolicy"]) ?? "Always") === "Always";
}

function endless(workload: Workload): Diagnostic {
  return warn(workload, ["kind"], {
    code: "training-never-ends",
    message: `${objectTitle(workload.object)} starts its pods again for ever, also after a run that worked`,
    why: `A ${workload.object.kind} has no end; only the part about its pods is written.`,
    advice: "Make it a Job.",
  });
}

/** Ways around fields that a live object cannot change. Equal messages are said once per run. */
export function immutabilityNotes(workload: Workload): readonly Diagnostic[] {
  switch (workload.kind.class) {
    case "job":
      return [
        isGenerated(workload)
          ? inform(workload, ["metadata", "generateName"], {
              code: "generate-name",
              message:
                "`kubectl apply` refuses objects with generateName; send them with `kubectl create -f`, which makes a new Job each time",
            })
          : inform(workload, workload.templatePath, {
              code: "job-template-immutable",
              message:
                "the pod template of a live Job cannot be changed; replace it with `kubectl replace --force -f`, or give the new Job another name",
            }),
      ];
    case "pod":
      return [
        inform(workload, ["spec"], {
          code: "pod-immutable",
          message: "a live Pod cannot be changed; replace it with `kubectl replace --force -f`",
        }),
      ];
    case "deployment":
    case "replica-set":
    case "stateful-set":
    case "daemon-set":
    case "cron-job":
    case "template":
      return [];
    default:
      return workload.kind.class satisfies never;
  }
}

function isGenerated(workload: Workload): boolean {
  const { root } = workload.object;
  return isNullish(at(root, ["metadata", "name"])) && !isNullish(at(root, ["metadata", "generateName"]));
}
