import type { ContainerView } from "../../k8s/pod-set.ts";
import { isNullish, member } from "../../yaml/access.ts";
import { isPreparation } from "../command/commands.ts";
import { isImageOf, parseImage, wordsOf } from "../command/image-name.ts";
import { processesOf, processWith } from "../command/processes.ts";
import { programName } from "../command/program-name.ts";
import { processesOfScript } from "../command/shell/run.ts";
import type { Process } from "../command/words/word.ts";
import { computingByCommand, computingByImage, computingPrograms } from "../known/computing-programs.ts";
import type { AsksRow, ProgramRow } from "../known/rows.ts";
import { needBy } from "./count-rules.ts";
import { KSERVE_VLLM_ARGS } from "./groups.ts";
import type { GpuNeed, PodGroup, ProgramRun } from "./need.ts";
import { optionsOf } from "./options.ts";

/** Programs of one container that are looked at: more is a script that is hostile, or generated. */
const MOST_PROCESSES = 500;

/** Words of images that are built for other devices than GPUs. */
const NO_GPU_BUILD: ReadonlySet<string> = new Set([
  "cpu",
  "tpu",
  "xpu",
  "neuron",
  "neuronx",
  "hpu",
  "gaudi",
  "habana",
  "ipex",
  "xeon",
  "npu",
  "ascend",
]);

/** The known programs that a container starts, those that say nothing about GPUs too; in the order of the script. */
export function programRuns(container: ContainerView, group: PodGroup): readonly ProgramRun[] {
  if (isBuiltWithoutGpu(container.image)) return [];
  const processes = processesOf(container);
  const joins = joinIn(processes);
  const runs = processes.slice(0, MOST_PROCESSES).flatMap((started) => runsIn(started, group, joins));
  if (runs.length > 0) return runs;
  const passed = passedOn(container);
  if (passed !== null) return [runOf(passed.row, passed.started, { start: 0, group, joins })];
  const image = rowOfImage(container);
  if (image === null) return [];
  return [runOf(image, processes[0] ?? processWith([], container), { start: 0, group, joins })];
}

/** True for an image that says that it is built for CPUs, or for accelerators that are no GPUs. */
function isBuiltWithoutGpu(image: string | null): boolean {
  const parsed = image === null ? null : parseImage(image);
  if (parsed === null) return false;
  const { repository, tag } = parsed;
  const words = [...repository.split("/").flatMap(wordsOf), ...wordsOf(tag ?? "")];
  return words.some((word) => NO_GPU_BUILD.has(word));
}

/** What joins the container to a cluster of others: the start of Ray, or a script of vLLM's that does so. */
function joinIn(processes: readonly Process[]): string | null {
  for (const { words, variables } of processes) {
    const [first, second] = words.map(({ text }) => text);
    if (programName(first ?? "") === "ray" && second === "start") return "`ray start`";
    const script = words.find(({ text }) => /multi-node-serving\.sh$|run_cluster\.sh$/.test(text));
    if (script !== undefined) return `\`${programName(script.text)}\``;
    if (variables.has("RAY_ADDRESS")) return "RAY_ADDRESS";
  }
  return null;
}

/** Where the words of a program begin and end, and what it runs among. */
interface RunPlace {
  /** The word behind the program's own. */
  readonly start: number;
  readonly group: PodGroup;
  readonly joins: string | null;
  /** The word at which another program begins, which has the rest. */
  readonly end?: number;
}

type AskingRow = ProgramRow & { readonly asks: AsksRow };

function hasAsks(row: ProgramRow): row is AskingRow {
  return row.asks !== undefined;
}

/** Of one process the program that is started first counts, unless it says nothing: `torchrun pretrain_gpt.py`. */
function runsIn(started: Process, group: PodGroup, joins: string | null): readonly ProgramRun[] {
  const texts = started.words.map(({ text }) => text);
  if (isPreparation(texts)) return [];
  const found = computingByCommand(texts).flatMap(({ row, pattern, start }) => {
    if (!hasAsks(row) || !isListed(row.asks.count.only, pattern.text)) return [];
    return [{ row, start, words: pattern.words.length }];
  });
  const runs = found
    .sort((a, b) => a.start - b.start)
    .map(({ row, start, words }, index): ProgramRun => {
      const end = found[index + 1]?.start ?? started.words.length;
      return runOf(row, started, { start: start + words, end, group, joins });
    });
  const [first] = runs;
  if (first === undefined) return [];
  const inner = runs.find(({ row }) => row !== first.row);
  if (first.row.what !== "MPI" || inner === undefined)
    return [runs.find(({ need }) => need.kind !== "silent") ?? first];
  return [{ ...inner, need: eachOf(first.need, inner.need) }];
}

function isListed(only: readonly string[] | undefined, pattern: string): boolean {
  return only === undefined || only.includes(pattern);
}

/** A launcher that starts a number of the same program. */
function eachOf(launcher: GpuNeed, inner: GpuNeed): GpuNeed {
  if (launcher.kind !== "exactly" || inner.kind !== "exactly") return launcher;
  const said = [...launcher.said, ...inner.said];
  return { ...inner, count: launcher.count * inner.count, said, layout: null, isLoose: true };
}

function runOf(row: AskingRow, started: Process, { start, end, group, joins }: RunPlace): ProgramRun {
  const own =
    end === undefined ? started : { ...started, words: started.words.slice(0, Math.max(end, start)) };
  const options = optionsOf(own, start, row.asks);
  const need = needBy({ row, options, started, group, joins });
  return { row, started, options, need };
}

/** Goes before the words of the variable, so that the first of them is not taken for the program. */
const STARTS = "vllm ";

function passedOn(container: ContainerView): { readonly row: AskingRow; readonly started: Process } | null {
  const own = processWith([], container);
  const variable = own.variables.get(KSERVE_VLLM_ARGS);
  const row = computingPrograms()
    .filter(hasAsks)
    .find(({ what }) => what === "vLLM");
  if (variable?.text == null || variable.place === null || row === undefined) return null;
  const { path } = variable.place;
  const run = { ...own, text: `${STARTS}${variable.text}`, path, offset: -STARTS.length, args: [] };
  const [started] = processesOfScript(run);
  return started === undefined ? null : { row, started: { ...started, words: started.words.slice(1) } };
}

/** The program that the image starts by itself: with its arguments, or with none. */
function rowOfImage({ image, node }: ContainerView): AskingRow | null {
  const parsed = image === null ? null : parseImage(image);
  const command = member(node, "command");
  if (parsed === null || (command !== null && !isNullish(command))) return null;
  const rows = computingByImage(parsed).map(({ row }) => row);
  return rows.filter(hasAsks).find(({ asks: { entrypoint = [] } }) => isImageOf(parsed, entrypoint)) ?? null;
}
