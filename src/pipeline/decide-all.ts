import type { Fact } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import { asWorkload, type Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import { decideWorkload } from "../patch/decide.ts";
import { withSaidBy } from "../patch/said-by.ts";
import type { DecisionContext } from "../patch/shared/context.ts";
import type { Decision, MadeDecision } from "../patch/shared/decision.ts";
import { AUTO_MODEL, GPU_BASES } from "../profile/built-in.ts";
import type { Settings } from "../profile/settings.ts";
import type { ChooseGpu } from "./chosen-gpu.ts";
import type { LoadedFile } from "./input/load.ts";

/** A workload of the scope with what was decided for it. */
export interface Decided {
  readonly workload: Workload;
  readonly decision: Decision;
}

/** One that was not refused. */
export interface Made extends Decided {
  readonly decision: MadeDecision;
}

/** All objects of the run, in order; the index of each is its id. */
export function allObjects(files: readonly LoadedFile[]): readonly KubeObject[] {
  return files.flatMap((file) => file.documents.flatMap((document) => document.objects));
}

/** The workloads among objects, and those that should be workloads but have no pod spec. Parts of others are neither. */
export function workloadsAmong(objects: readonly KubeObject[]): {
  readonly workloads: readonly Workload[];
  readonly withoutPodSpec: readonly KubeObject[];
} {
  const workloads: Workload[] = [];
  const withoutPodSpec: KubeObject[] = [];
  for (const object of objects) {
    if (object.role === "part") continue;
    const workload = asWorkload(object);
    if (workload === "no-pod-spec") withoutPodSpec.push(object);
    else if (workload !== null) workloads.push(workload);
  }
  return { workloads, withoutPodSpec };
}

/** A workload with its settings. */
export interface Assigned {
  readonly workload: Workload;
  readonly settings: Settings;
}

/** Decides every workload. */
export function decideAll(assigned: readonly Assigned[], run: DecisionRun): readonly Decided[] {
  return assigned.map(({ workload, settings }) => {
    if (settings.model?.value === AUTO_MODEL) return decideWithChosenGpu({ workload, settings }, run);
    return decideOne({ workload, settings }, run);
  });
}

/** What all workloads of a run are decided with. */
interface DecisionRun extends Pick<DecisionContext, "catalog" | "surroundings" | "liveFields" | "remarks"> {
  /** Needed where a model is to be chosen. */
  readonly chooseGpu?: ChooseGpu;
}

function decideOne({ workload, settings }: Assigned, { chooseGpu: _, ...run }: DecisionRun): Decided {
  const decision = decideWorkload({ workload, settings, ...run });
  if (decision.kind === "made") return { workload, decision };
  const refusals = decision.refusals.map((one) => withSaidBy(one, settings));
  return { workload, decision: { ...decision, refusals } };
}

/** Why nothing is chosen where the manifest selects a model. */
const SELECTED: Fact<string> = {
  value: "the manifest already selects a model, which `--gpu auto` keeps",
  reason: "no GPU model is chosen",
  provenance: { source: [], date: "", confidence: "official" },
};

function withNote({ workload, decision }: Decided, note: Fact<string>): Decided {
  if (decision.kind !== "made") return { workload, decision };
  return { workload, decision: { ...decision, notes: [note, ...decision.notes] } };
}

/** A model that is chosen counts as one that was asked for; where the manifest selects one, nothing was asked for. */
function decideWithChosenGpu({ workload, settings }: Assigned, run: DecisionRun): Decided {
  const { model, ...rest } = settings;
  if (model === undefined || !GPU_BASES.has(settings.base))
    return decideOne({ workload, settings: rest }, run);
  if (run.chooseGpu === undefined)
    throw new Bug("a GPU model is to be chosen, and nothing was given to choose it");
  const chosen = run.chooseGpu(workload, settings, run);
  switch (chosen.kind) {
    case "there":
      return withNote(decideOne({ workload, settings: rest }, run), SELECTED);
    case "refused":
      return { workload, decision: { kind: "refused", refusals: [chosen.refusal], diagnostics: [] } };
    case "chosen": {
      const said = { ...settings, model: { ...model, value: chosen.model } };
      return withNote(decideOne({ workload, settings: said }, run), chosen.note);
    }
    default:
      return chosen satisfies never;
  }
}

/** Those of which something is to be carried out. */
export function madeAmong(decided: readonly Decided[]): readonly Made[] {
  return decided.filter((one): one is Made => one.decision.kind === "made");
}

/** All that is told of a decision, what stands in its way first. */
export function toldOf({ decision }: Decided): readonly Diagnostic[] {
  return decision.kind === "refused" ? [...decision.refusals, ...decision.diagnostics] : decision.diagnostics;
}

/** True where the decision changes anything. */
export function isChange({ operations, generated, dropped, sideEdits }: MadeDecision): boolean {
  return operations.length + generated.length + dropped.length + sideEdits.length > 0;
}

/**
 * Deciding again on what was written must want nothing more.
 * @throws Bug otherwise.
 */
export function assertSettled(again: readonly Decided[]): void {
  for (const { workload, decision } of madeAmong(again)) {
    if (!isChange(decision)) continue;
    const left = decision.operations[0] ?? decision.sideEdits[0]?.operations[0];
    const what = left === undefined ? "an object" : `${left.op} ${left.path.join(".")}`;
    const { object } = workload;
    throw new Bug(
      `${object.source.name}: ${object.kind}/${object.name}: deciding again on the result wants ${what}`,
    );
  }
}
