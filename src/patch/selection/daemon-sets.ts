import { objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import type { Settings } from "../../profile/settings.ts";
import { inform } from "../shared/diagnostics.ts";
import { isSelected, type Scope } from "./selection.ts";

/** What decides whether a DaemonSet may get the profile. */
interface DaemonSetFacts {
  readonly workload: Workload;
  readonly base: Settings["base"];
  /** What chose its profile means its kind too. */
  readonly isKindMeant: boolean;
}

/** Why a DaemonSet that the scope includes is left alone all the same; null for other kinds, and where it is not. */
export function daemonSetNote({ workload, base, isKindMeant }: DaemonSetFacts, scope: Scope): Advice | null {
  if (workload.kind.lifecycle !== "per-node" || base === "bursty" || base === "none") return null;
  if (base === "training")
    return inform(workload, ["kind"], {
      code: "daemon-set-left-alone",
      message: `${objectTitle(workload.object)} is left alone: a DaemonSet never ends, so \`training\` does not fit`,
    });
  if (isKindMeant || scope.select.some((one) => isSelected(workload.object, one))) return null;
  return inform(workload, ["kind"], {
    code: "daemon-set-left-alone",
    message: `${objectTitle(workload.object)} is left alone: as a DaemonSet it would take a GPU on every node`,
    advice: `Select it to patch it all the same: --select ${objectTitle(workload.object)}.`,
  });
}
