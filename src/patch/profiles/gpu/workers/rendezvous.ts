import type { Json } from "../../../../edit/operation.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { ContainerView } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { originText } from "../../../../profile/origin.ts";
import { partsOf } from "../../../../profile/setting-parts.ts";
import type { Origin } from "../../../../profile/settings.ts";
import { items, member, textAt } from "../../../../yaml/access.ts";
import type { YamlNode } from "../../../../yaml/tree.ts";
import { isOurVariable, type TrainingRecord } from "../../../records/training-record.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { joinSteps, NOTHING, type StepResult } from "../../../shared/step.ts";
import {
  isJobName,
  JOB_NAMES,
  jobNameValue,
  PAIRS,
  type Pair,
  type Rendezvous,
  variablesOf,
} from "./variables.ts";

/** What the variables of one container are decided on. */
interface Scene {
  readonly facts: Rendezvous;
  readonly container: ContainerView;
  readonly present: ReturnType<typeof variablesOf>;
  readonly record: TrainingRecord;
  readonly origin: Origin;
}

/** The variables by which the workers find each other: those that are missing, in each container that computes. */
export function rendezvousStep(
  containers: readonly ContainerView[],
  facts: Rendezvous,
  record: TrainingRecord,
  origin: Origin,
): StepResult {
  return joinSteps(
    containers.map((container) => {
      const scene: Scene = { facts, container, present: variablesOf(container), record, origin };
      const jobName = jobNameStep(scene);
      const pairs = PAIRS.map((pair) => pairStep(scene, pair, jobName.name));
      const step = joinSteps([jobName.step, ...pairs]);
      const isOverriding = step.operations.length > 0 && items(member(container.node, "envFrom")).length > 0;
      return isOverriding ? joinSteps([step, { ...NOTHING, diagnostics: [envFrom(scene)] }]) : step;
    }),
  );
}

/** A variable with the Job's name under a name that is not taken by something else. */
function jobNameStep(scene: Scene): { readonly name: string; readonly step: StepResult } {
  const { present, facts } = scene;
  const [usual, other] = JOB_NAMES;
  const taken = present.get(usual);
  const name = taken === undefined || isJobName(taken.node, facts) ? usual : other;
  const nothing = { name, step: NOTHING };
  const address = present.get("MASTER_ADDR") ?? present.get("PET_MASTER_ADDR");
  const isAsked = address === undefined || textAt(address.node, ["value"])?.includes(`$(${name})`) === true;
  if (present.has(name) || !isAsked) return nothing;
  const value = { name, ...jobNameValue(facts) };
  const reason = "the name of the running Job, which the name of its first worker begins with";
  return { name, step: { ...NOTHING, operations: [variableOperation(scene, value, reason)] } };
}

function pairStep(scene: Scene, pair: Pair, jobName: string): StepResult {
  const { present, facts } = scene;
  const [own, twin] = [present.get(pair.name), present.get(pair.twin)];
  if (own !== undefined && isStale(scene, pair, own.node))
    return { ...NOTHING, operations: [updateOperation(scene, pair, own.index, jobName)] };
  const contradicting = [
    { name: pair.name, found: own, other: pair.twin },
    { name: pair.twin, found: twin, other: pair.name },
  ].find(({ found, other }) => found !== undefined && !agrees(found.node, other, pair, facts));
  if (contradicting?.found !== undefined)
    return { ...NOTHING, diagnostics: [contradiction(scene, contradicting.name, contradicting.found)] };
  const operations: ReasonedOperation[] = [];
  if (own === undefined) {
    const fields = twin === undefined ? pair.value(facts, jobName) : { value: `$(${pair.twin})` };
    operations.push(variableOperation(scene, { name: pair.name, ...fields }, pair.reason));
  }
  if (twin === undefined) {
    const value = { name: pair.twin, value: `$(${pair.name})` };
    operations.push(variableOperation(scene, value, `the same for torchrun, which reads ${pair.twin}`));
  }
  return { ...NOTHING, operations };
}

function agrees(node: YamlNode, other: string, pair: Pair, facts: Rendezvous): boolean {
  return textAt(node, ["value"]) === `$(${other})` || pair.agrees(node, facts);
}

/** Written by an earlier run for another number of workers. */
function isStale({ record, container, facts }: Scene, pair: Pair, node: YamlNode): boolean {
  return (
    pair.name === "NNODES" &&
    isOurVariable(record, container.name, pair.name) &&
    /^\d+$/.test(textAt(node, ["value"]) ?? "") &&
    !pair.agrees(node, facts)
  );
}

function updateOperation(
  { container, facts, origin }: Scene,
  pair: Pair,
  index: number,
  jobName: string,
): ReasonedOperation {
  return {
    op: "set",
    path: [...container.path, "env", index, "value"],
    value: pair.value(facts, jobName).value ?? "",
    step: "runtime",
    reason: pair.reason,
    origin,
  };
}

function variableOperation(
  { container, origin }: Scene,
  value: { readonly [field: string]: Json },
  reason: string,
): ReasonedOperation {
  return { op: "append", path: [...container.path, "env"], value, step: "runtime", reason, origin };
}

/** The user's own value stays, and its twin is not written beside it. */
function contradiction(
  { container, facts }: Scene,
  name: string,
  { node, index }: { readonly node: YamlNode; readonly index: number },
): Advice {
  const value = textAt(node, ["value"]);
  const said = value === null ? "from elsewhere" : `to "${value}"`;
  const origin = configuredBy(facts, name, node);
  const who = origin === null ? `container "${container.name}"` : `gpuify.yaml (${originText(origin)})`;
  const where = origin === null ? objectTitle(facts.podSet.object) : "`env` in gpuify.yaml";
  // What the config says has no place of its own in the manifest.
  const place = origin === null ? [...container.path, "env", index] : container.path;
  return warn(facts.podSet, place, {
    code: "workers-variable-contradicts",
    message: `${who} sets ${name} ${said}; it is left as it is, and ${facts.count} workers may not find each other`,
    advice: `Remove ${name} from ${where}, and gpuify writes it.`,
  });
}

/** Where the config says the variable as it is; null where it says none, or the manifest's own stands against it. */
function configuredBy({ configured }: Rendezvous, name: string, node: YamlNode): Origin | null {
  for (const { value, origin } of partsOf(configured)) {
    const said = value.find((one) => one.name === name);
    if (said === undefined) continue;
    const written = textAt(node, ["value"]);
    return (typeof said.value === "string" ? said.value : null) === written ? origin : null;
  }
  return null;
}

function envFrom({ container, facts }: Scene): Advice {
  return inform(facts.podSet, [...container.path, "envFrom"], {
    code: "workers-variables-win",
    message: `container "${container.name}" also gets variables from envFrom: where both set one, the value in env counts`,
  });
}
