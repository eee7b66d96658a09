import type { PodSet } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { at, fields, text } from "../../yaml/access.ts";
import { startsWith } from "../../yaml/field-path.ts";
import {
  after,
  computingPodSets,
  type DecisionContext,
  inPodSet,
  type PodSetContext,
} from "../shared/context.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { warn } from "../shared/diagnostics.ts";
import { joinSteps, type StepResult } from "../shared/step.ts";
import { ownEnv } from "./env.ts";
import { withoutGpuParts } from "./gpu-fields.ts";
import { type Admitted, withoutLostPods, withoutOwnKeys } from "./left-out.ts";
import { podFields } from "./pod-fields.ts";

/**
 * What the config says about the pods beyond GPUs, as far as it can be written. It comes first, so that the profile decides
 * on the pods as they will be, also in the next run: a selector for spot nodes, a runtime class or an annotation against
 * eviction changes what it does.
 */
export function writeFields(original: DecisionContext): Admitted<DecisionContext> {
  const diagnostics: Advice[] = [];
  let context = original;
  for (const { podSet } of computingPodSets(original)) {
    const own = admitted(inPodSet(context, podSet.role));
    const withFields = after(own.context, podFields(own.context));
    context = after(withFields, ownEnv(withFields).operations);
    diagnostics.push(...own.diagnostics);
  }
  return { context, diagnostics };
}

function admitted(original: PodSetContext): Admitted {
  const diagnostics: Advice[] = [];
  let context = original;
  for (const admit of [withoutGpuParts, withoutLostPods, withoutOwnKeys]) {
    const result = admit(context);
    context = result.context;
    diagnostics.push(...result.diagnostics);
  }
  return { context, diagnostics };
}

/**
 * The fields once more, on the workload as the profile leaves it: it may have taken away what was meant. The profile
 * has the last word only on node selectors that it removes for a reason (`fought`, in the form that `selectorName`
 * prints), and a diagnostic says so.
 */
export function writeFieldsAgain(
  start: DecisionContext,
  decided: DecisionContext,
  fought: ReadonlySet<string>,
): StepResult {
  return joinSteps(
    computingPodSets(start).map((own) => fieldsAgain(own, inPodSet(decided, own.podSet.role), fought)),
  );
}

function fieldsAgain(start: PodSetContext, decided: PodSetContext, fought: ReadonlySet<string>): StepResult {
  const path = [...decided.podSet.podSpecPath, "nodeSelector"];
  const lasting = podFields(decided).filter(
    (one) => one.op !== "set" || !startsWith(one.path, path) || !fought.has(selectorName(one)),
  );
  const env = ownEnv(decided);
  return {
    operations: [...lasting, ...env.operations],
    diagnostics: [...env.diagnostics, ...replacedSelectors(start, decided.podSet, decided.settings)],
    refusals: env.refusals,
  };
}

function selectorName({ path, value }: Extract<ReasonedOperation, { op: "set" }>): string {
  return `${path.at(-1)}=${value}`;
}

/** Selectors of the config that the profile replaced or left out, because both together would match no node. */
function replacedSelectors(
  { podSet }: PodSetContext,
  { podSpec }: PodSet,
  { nodeSelector }: PodSetContext["settings"],
): readonly Advice[] {
  const written = new Map(
    fields(at(podSpec, ["nodeSelector"])).map(({ name, value }) => [name, text(value)] as const),
  );
  const before = new Map(
    fields(at(podSet.podSpec, ["nodeSelector"])).map(({ name, value }) => [name, text(value)] as const),
  );
  return Object.entries(nodeSelector?.value ?? {}).flatMap(([key, value]) => {
    const now = written.get(key);
    if (now === value || (now !== undefined && now === before.get(key))) return [];
    return [
      warn(podSet, [...podSet.podSpecPath, "nodeSelector", key], {
        code: "own-selector-left-out",
        message: `the node selector ${key}=${value} of the config is ${now === undefined ? "left out" : `replaced by ${now}`}: it conflicts with the GPUs that were named`,
      }),
    ];
  });
}
