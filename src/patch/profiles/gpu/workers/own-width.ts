import { EACH } from "../../../../k8s/kind-row.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import type { Setting } from "../../../../profile/settings.ts";
import { at, integer, isNullish } from "../../../../yaml/access.ts";
import { type FieldPath, formatPath } from "../../../../yaml/tree.ts";
import { computingPodSets, type DecisionContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, refuse } from "../../../shared/diagnostics.ts";

/** The number of pods that work together, written in the kind's own field. */
export type OwnWidth =
  | { readonly kind: "refused"; readonly problem: Refusal }
  | {
      readonly kind: "made";
      readonly operations: readonly ReasonedOperation[];
      readonly diagnostics: readonly Advice[];
    };

const NONE: OwnWidth = { kind: "made", operations: [], diagnostics: [] };

/** True for a kind whose operator makes pods that find each other, by a number of its own. */
export function hasOwnWidth({ kind, jobPath }: PodSet): boolean {
  return kind.workers !== undefined || (jobPath !== null && kind.job === null);
}

/**
 * `--workers` for kinds whose operator starts the pods together, numbers them and lets them find each other: their own number
 * of pods, and neither a Service nor variables of ours.
 */
export function decideOwnWidth(context: DecisionContext): OwnWidth {
  const { workers, base } = context.settings;
  const [lead] = computingPodSets(context);
  if (base !== "training" || workers === undefined || lead === undefined) return NONE;
  const { podSet } = lead;
  if (!hasOwnWidth(podSet)) return NONE;
  const fields = widthFields(podSet, workers);
  const missing = fields.find(({ path }) => isNullish(at(podSet.object.root, path.slice(0, -1))));
  if (missing !== undefined) return { kind: "refused", problem: noRole(podSet, missing.path) };
  return {
    kind: "made",
    operations: fields.flatMap(({ path, value }): readonly ReasonedOperation[] =>
      integer(at(podSet.object.root, path)) === value
        ? []
        : [
            {
              op: "set",
              path,
              value,
              step: "scale",
              reason: "so many pods work together, and the operator starts and names them",
              origin: workers.origin,
            },
          ],
    ),
    diagnostics: [byOperator(podSet, workers)],
  };
}

interface WidthField {
  readonly path: FieldPath;
  readonly value: number;
}

function widthFields(podSet: PodSet, { value }: Setting<number>): readonly WidthField[] {
  const { kind, jobPath, object, podSpecPath } = podSet;
  if (kind.workers === undefined)
    return ["completions", "parallelism"].map((field) => ({ path: [...(jobPath ?? []), field], value }));
  const { at: pattern, oneLessWith } = kind.workers;
  const path = pattern.map((step, index) => (step === EACH ? (podSpecPath[index] ?? step) : step));
  const isLess = oneLessWith !== null && !isNullish(at(object.root, oneLessWith));
  return [{ path, value: isLess ? Math.max(0, value - 1) : value }];
}

function noRole({ object }: PodSet, path: FieldPath): Refusal {
  return refuse({ object }, path, {
    code: "workers-need-a-role",
    message: `${objectTitle(object)} cannot have workers: it has no \`${formatPath(path.slice(0, -1))}\``,
    advice: "Add the role with its pod template first.",
  });
}

function byOperator({ object }: PodSet, { value }: Setting<number>): Advice {
  return inform({ object }, ["kind"], {
    code: "workers-by-operator",
    message: `${objectTitle(object)} becomes ${value} pods that work together; its operator gives them names and a rendezvous, so gpuify adds no Service and no variables`,
  });
}
