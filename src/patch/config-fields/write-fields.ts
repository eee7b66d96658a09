import { at, fields, text } from "../../k8s/access.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { startsWith } from "../../yaml/field-path.ts";
import { after, type DecisionContext } from "../shared/context.ts";
import type { Intent } from "../shared/decision.ts";
import { warn } from "../shared/diagnostics.ts";
import type { StepResult } from "../shared/step.ts";
import { ownEnv } from "./env.ts";
import { withoutGpuParts } from "./gpu-fields.ts";
import { type Admitted, withoutLostPods, withoutOwnKeys } from "./left-out.ts";
import { podFields } from "./pod-fields.ts";

/**
 * What the config says about the pods beyond GPUs, as far as it can be written. It comes first, so that the profile decides
 * on the pods as they will be, also in the next run: a selector for spot nodes, a runtime class or an annotation against
 * eviction changes what it does.
 */
export function writeFields(original: DecisionContext): Admitted {
  const { context, diagnostics } = admitted(original);
  const withFields = after(context, podFields(context));
  return { context: after(withFields, ownEnv(withFields).intents), diagnostics };
}

function admitted(original: DecisionContext): Admitted {
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
 * The fields once more, on the workload as the profile leaves it: it may have taken away what was meant. Only of node
 * selectors that it fights for a reason (`fought`, as `selectorName` prints them) it has the last word; that is told.
 */
export function writeFieldsAgain(
  start: DecisionContext,
  decided: DecisionContext,
  fought: ReadonlySet<string>,
): StepResult {
  const path = [...decided.workload.podSpecPath, "nodeSelector"];
  const lasting = podFields(decided).filter(
    (one) => one.op !== "set" || !startsWith(one.path, path) || !fought.has(selectorName(one)),
  );
  const env = ownEnv(decided);
  return {
    intents: [...lasting, ...env.intents],
    diagnostics: [...env.diagnostics, ...replacedSelectors(start, decided.workload, decided.settings)],
    refusals: env.refusals,
  };
}

function selectorName({ path, value }: Extract<Intent, { op: "set" }>): string {
  return `${path.at(-1)}=${value}`;
}

/** Selectors of the config that the profile replaced or left out, because both together would match no node. */
function replacedSelectors(
  { workload }: DecisionContext,
  { podSpec }: Workload,
  { nodeSelector }: DecisionContext["settings"],
): readonly Advice[] {
  const written = new Map(
    fields(at(podSpec, ["nodeSelector"])).map(({ name, value }) => [name, text(value)] as const),
  );
  const before = new Map(
    fields(at(workload.podSpec, ["nodeSelector"])).map(({ name, value }) => [name, text(value)] as const),
  );
  return Object.entries(nodeSelector?.value ?? {}).flatMap(([key, value]) => {
    const now = written.get(key);
    if (now === value || (now !== undefined && now === before.get(key))) return [];
    return [
      warn(workload, [...workload.podSpecPath, "nodeSelector", key], {
        code: "own-selector-left-out",
        message: `the node selector ${key}=${value} of the config is ${now === undefined ? "left out" : `replaced by ${now}`}: it conflicts with the GPUs that were named`,
      }),
    ];
  });
}
