import { objectTitle } from "../../k8s/object.ts";
import { type PodSet, podSetTitle, type Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { someOf } from "../../kernel/words.ts";
import { type GpusElsewhere, gpusElsewhere } from "../../workload/gpus-elsewhere.ts";
import { formatPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../shared/context.ts";
import type { MadeDecision } from "../shared/decision.ts";
import { inform, warn } from "../shared/diagnostics.ts";
import { gpusNow } from "../shared/pods.ts";

const DECIDES: Readonly<Record<GpusElsewhere["what"], string>> = {
  machine: "a machine type, from which the operator makes nodes, limits and tolerations",
  profile: "a profile of the operator, which has the limits, selectors and tolerations",
  total: "the GPUs of all pods together, from which the operator computes the rest",
  device: "the devices of a virtual machine",
};

/** What is to say of GPUs that a field outside of all resources decides about: they are never written. */
export function elsewhereDiagnostics({ object, kind, podSets }: Workload): readonly Advice[] {
  if (kind.isByShape === true) return [foundByShape(object)];
  return podSets.flatMap((podSet) => {
    const found = gpusElsewhere(podSet);
    return found === null ? [] : [decidedElsewhere(podSet, found)];
  });
}

/** Nothing is known of the kind but the shape of its pods. */
function foundByShape(object: Workload["object"]): Advice {
  return inform({ object }, ["kind"], {
    code: "kind-by-shape",
    message: `${objectTitle(object)} is of a kind that gpuify does not know: its pods were found by their shape, and nothing but the pods that ask for a GPU is changed`,
    advice: "Describe the kind under `kinds:` in gpuify.yaml for numbers of pods, roles and queues.",
  });
}

function decidedElsewhere(podSet: PodSet, { what, path, text }: GpusElsewhere): Advice {
  const field = formatPath(path);
  return inform(podSet, path, {
    code: "gpus-elsewhere",
    message: `${podSetTitle(podSet)} keeps its GPUs: \`${field}: ${text}\` is ${DECIDES[what]}`,
    advice: `Change \`${field}\` of ${objectTitle(podSet.object)} to change them.`,
  });
}

/** The pods of the workload only coordinate others, or download what others compute with. */
export function noRoleComputes({ workload }: DecisionContext): Advice {
  const roles = [...new Set(workload.podSets.map(({ role }) => role))];
  return warn(workload, ["kind"], {
    code: "no-role-computes",
    message: `${objectTitle(workload.object)} is left alone: pods of its ${roles.length === 1 ? "role" : "roles"} ${someOf(roles, NAMED)} do not compute`,
    advice: "Pass --role NAME, or set the annotation gpuify.dev/role.",
  });
}

const NAMED = 10;

/** The decision for a workload in which no pods are the profile's to change. */
export function nothingToChange(context: DecisionContext): Omit<MadeDecision, "gpus" | "diagnostics"> & {
  readonly gpus: Omit<MadeDecision["gpus"], "before">;
  readonly foughtSelectors: ReadonlySet<string>;
} {
  return {
    kind: "made",
    operations: [],
    generated: [],
    dropped: [],
    sideEdits: [],
    gpus: { after: gpusNow(context.workload, context), peakAfter: null },
    peak: null,
    placement: null,
    notes: [],
    foughtSelectors: new Set(),
  };
}
