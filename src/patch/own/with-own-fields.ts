import { at, fields, text } from "../../k8s/access.ts";
import { asWorkload, type Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { Bug } from "../../kernel/failure.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { jsonOf, sameJson } from "../bursty/json.ts";
import type { DecisionContext } from "../context.ts";
import type { Decision, Intent, Step } from "../intent.ts";
import { warn } from "../notice.ts";
import { composeIntents } from "../restored/compose.ts";
import { treeAfter } from "../restored/tree.ts";
import { ownEnv } from "./env.ts";
import { withoutGpuParts } from "./gpu-parts.ts";
import { type Admitted, withoutLostPods, withoutOwnKeys } from "./left-out.ts";
import { podFields } from "./own-fields.ts";

/**
 * A decision with what the config says about the pods beyond GPUs. That comes first, so that the profile decides on
 * the pods as they will be, also in the next run: a selector for spot nodes, a runtime class or an annotation against
 * eviction changes what it does. It comes once more in the end, because a profile may take away what was meant; only
 * of node selectors that it fights for a reason it has the last word.
 */
export function withOwnFields(
  original: DecisionContext,
  decide: (context: DecisionContext) => Decision,
): Decision {
  const { context, diagnostics } = admitted(original);
  const { root } = context.workload.object;
  const fieldsFirst = podFields(context);
  const withFields = { ...context, workload: after(context.workload, fieldsFirst) };
  const first = [...fieldsFirst, ...ownEnv(withFields).intents];
  const seen = { ...context, workload: after(context.workload, first) };
  const decision = decide(seen);
  if (decision.kind === "refused") return decision;
  const decided = composeIntents(root, first, decision.intents);
  const again = { ...context, workload: after(context.workload, decided) };
  const env = ownEnv(again);
  const last = [...lastingFields(again, decide), ...env.intents];
  const said = [
    ...decision.diagnostics,
    ...diagnostics,
    ...env.diagnostics,
    ...replacedSelectors(context, again.workload),
  ];
  if (env.refusals.length > 0) return { kind: "refused", refusals: env.refusals, diagnostics: said };
  const intents = withoutIdle(context.workload, composeIntents(root, decided, last));
  return { ...decision, intents, diagnostics: said };
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

function after({ object }: Workload, intents: readonly Intent[]): Workload {
  const workload = asWorkload({ ...object, root: treeAfter(object.root, intents) });
  if (workload === null || workload === "no-pod-spec") throw new Bug("a decided workload is none");
  return workload;
}

/** What is still to be written in the end, but for selectors that the profile would take away again. */
function lastingFields(
  context: DecisionContext,
  decide: (context: DecisionContext) => Decision,
): readonly Intent[] {
  const wanted = podFields(context);
  const path = [...context.workload.podSpecPath, "nodeSelector"];
  const selectors = wanted.filter((intent) => startsWith(intent.path, path));
  if (selectors.length === 0) return wanted;
  const decision = decide({ ...context, workload: after(context.workload, selectors) });
  const intents = decision.kind === "refused" ? [] : decision.intents;
  const fought = intents.filter((intent) => startsWith(intent.path, path));
  return wanted.filter(
    (intent) => !selectors.includes(intent) || !fought.some((one) => startsWith(intent.path, one.path)),
  );
}

function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.every((step, index) => path[index] === step);
}

/** Selectors of one's own that the profile replaced or left out, because both together would match no node. */
function replacedSelectors(
  { workload, settings }: DecisionContext,
  { podSpec }: Workload,
): readonly Advice[] {
  const written = new Map(
    fields(at(podSpec, ["nodeSelector"])).map(({ name, value }) => [name, text(value)] as const),
  );
  const before = new Map(
    fields(at(workload.podSpec, ["nodeSelector"])).map(({ name, value }) => [name, text(value)] as const),
  );
  return Object.entries(settings.nodeSelector?.value ?? {}).flatMap(([key, value]) => {
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

const STEPS: readonly Step[] = ["resources", "placement", "runtime", "lifecycle", "scale"];

/** Without what changes nothing in the end (a field that was taken away and written again), in the order of steps. */
function withoutIdle({ object }: Workload, intents: readonly Intent[]): readonly Intent[] {
  const { root } = object;
  const ordered = [...intents].sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step));
  const busy = ordered.filter((intent) => {
    const written = intent.op === "set" ? at(root, intent.path) : null;
    return intent.op !== "set" || written === null || !sameJson(jsonOf(written), intent.value);
  });
  return sameJson(jsonOf(treeAfter(root, busy)), jsonOf(root)) ? [] : busy;
}
