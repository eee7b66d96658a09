import { counted, listed } from "../../kernel/words.ts";
import { isPreparation } from "../../program/command/commands.ts";
import { processesOf } from "../../program/command/processes.ts";
import { programName } from "../../program/command/program-name.ts";
import type { ContainerNeed } from "../../program/needs/container-need.ts";
import { groupOf } from "../../program/needs/groups.ts";
import type { ProgramRun } from "../../program/needs/need.ts";
import type { SaidOption } from "../../program/needs/options.ts";
import { programNeed } from "../../workload/programs/program-need.ts";
import type { LintContext } from "../context.ts";
import { DEVICE_LISTS } from "../device-lists.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import type { RuleFinding } from "../rule.ts";
import { atOption } from "./at-option.ts";
import { raiseCount } from "./raise-count.ts";
import type { WholeGpus } from "./whole-gpus.ts";

/** Programs, the number of GPUs that they are started for, and the container with its own number. */
interface Counts {
  readonly pod: Pod;
  readonly container: PodContainerView;
  readonly gpus: WholeGpus;
  readonly needed: number;
  readonly said: readonly SaidOption[];
  readonly runs: readonly ProgramRun[];
}

/** What is wrong between the GPUs of a container and those that its programs are started for. */
export function countFindings(
  container: PodContainerView,
  gpus: WholeGpus,
  pod: Pod,
  context: LintContext,
): readonly RuleFinding[] {
  const { need, runs } = programNeed(pod.workload, container.view);
  if (need.kind !== "exactly" || need.isLoose === true || need.count === gpus.count) return [];
  const counts = { pod, container, gpus, needed: need.count, said: need.said, runs };
  if (need.count < gpus.count) return isIdle(counts) ? [idle(counts)] : [];
  // What one program takes by default its own config may change.
  const isDefault = need.said.length === 0 && runs.length === 1 && !isOfObject(counts);
  return isDefault || mayShare(counts) ? [] : [tooFew(counts, context)];
}

/** Whether a program of the container may split a model over several GPUs: for questions that need tables of models. */
export function maySplit({ view }: PodContainerView, pod: Pod): boolean {
  return programNeed(pod.workload, view).runs.some(
    ({ need }) => need.kind === "all" || (need.kind === "exactly" && (need.layout?.tensor ?? 1) > 1),
  );
}

function tooFew(counts: Counts, context: LintContext): RuleFinding {
  const { pod, container, gpus, needed, runs } = counts;
  const isSure = runs.length === 1 && runs.every(refuses);
  const fix = raiseCount({ container, gpus, count: needed }, pod, context);
  const numbers = `${counted(needed, "GPU")}, but container "${container.view.name}" has ${gpus.count}`;
  return {
    ...placeOf(counts),
    ...(!isSure && { severity: "warning" }),
    message: `${needing(counts)} ${numbers}`,
    ...(!isSure && { why: "Processes without their own GPU fail, or share a GPU and its memory." }),
    advice: `Ask for ${counted(needed, "GPU")}, or start it with ${gpus.count}.`,
    related: relatedTo(counts),
    ...(fix !== null && { fix }),
  };
}

function needing(counts: Counts): string {
  const { said, runs } = counts;
  if (isOfObject(counts)) return "the object's `parallelism` needs";
  if (runs.length === 1) return `${namesOf(runs)} is started with ${optionsOf(said)} and needs`;
  const started = said.length === 0 ? "" : `, started with ${optionsOf(said)},`;
  return `${runs.length} processes of ${namesOf(runs)}${started} together need`;
}

function idle(counts: Counts): RuleFinding {
  const { container, gpus, needed, said, runs } = counts;
  const left = gpus.count - needed;
  const uses = runs.length > 1 ? "use" : "uses";
  const how = said.length > 0 ? ` with ${optionsOf(said)}` : withoutOption(runs);
  return {
    ...placeOf(counts),
    severity: "info",
    message: `${namesOf(runs)}${how} ${uses} ${needed} of the ${gpus.count} GPUs of container "${container.view.name}": ${left} ${left === 1 ? "is" : "are"} idle`,
    why: "No other pod can use the GPUs of this pod, even if they are idle. A process that is started in the container later may still use them.",
    advice: `Ask for ${counted(needed, "GPU")}${runs.every(isOnOne) ? "" : `, or start the program with ${gpus.count}`}.`,
    ...(said.length > 0 && { related: relatedTo(counts) }),
  };
}

function placeOf({ pod, gpus, said }: Counts): Pick<RuleFinding, "path" | "word"> {
  return atOption(pod.object, said[0] ?? null, gpus.asked.path);
}

function relatedTo({ pod, gpus }: Counts): NonNullable<RuleFinding["related"]> {
  const { asked, count, ask } = gpus;
  return [
    { object: pod.object, path: asked.path, message: `the container asks for ${count} ${ask.resource}` },
  ];
}

/** Its operator passes on what the object says: KServe's LLMInferenceService. */
function isOfObject({ pod, container }: Counts): boolean {
  return groupOf(pod.object.root, container.view.path).perPod !== undefined;
}

function refuses({ row: { asks } }: ProgramRun): boolean {
  return asks?.shortfall === "refuses" && asks.confidence !== "secondary";
}

/** Several servers on one GPU, each of which takes a part of its memory. */
function mayShare({ runs, gpus }: Counts): boolean {
  const fits = runs.every(({ need }) => need.kind === "exactly" && need.count <= gpus.count);
  return runs.length > 1 && fits && runs.every(hasFraction);
}

function hasFraction({ row, options }: ProgramRun): boolean {
  const option = row.asks?.weights?.fraction;
  return option !== undefined && options.find(option) !== null;
}

/** GPUs that nothing in the container uses, as far as its command shows. */
function isIdle({ container, said, runs }: Counts): boolean {
  if (said.length === 0 && runs.some(({ row }) => row.asks?.confidence === "secondary")) return false;
  // `gpu-visible-devices` says what a list of devices leaves out.
  if (runs.some(({ started }) => [...DEVICE_LISTS.keys()].some((name) => started.variables.has(name))))
    return false;
  return !hasOtherPrograms(container, runs);
}

/** True if the script starts another program, which may use the remaining GPUs. */
function hasOtherPrograms({ view }: PodContainerView, runs: ContainerNeed["runs"]): boolean {
  const own = new Set(runs.map(({ started }) => started));
  return processesOf(view).some((one) => {
    const words = one.words.map(({ text }) => text);
    if (own.has(one) || isPreparation(words)) return false;
    return one.isBackground || /^(?:python|uv|ray|bash|sh|\.)/.test(programName(words[0] ?? ""));
  });
}

function namesOf(runs: readonly ProgramRun[]): string {
  return listed([...new Set(runs.map(({ row }) => row.what))]);
}

function optionsOf(said: readonly SaidOption[]): string {
  return listed(said.map((one) => one.said));
}

/** It never uses more than one GPU, whatever its options. */
function isOnOne({ row: { asks } }: ProgramRun): boolean {
  return asks?.count.rule === "one";
}

/** The option that would say it: ` without --tensor-parallel-size`. */
function withoutOption([run]: readonly ProgramRun[]): string {
  const options = run?.row.asks?.options ?? {};
  const option = options.tensor ?? options.processes ?? options.devices;
  const name = option?.names[0] ?? option?.variable;
  return name === undefined ? "" : ` without ${name}`;
}
