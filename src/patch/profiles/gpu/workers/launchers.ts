import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { processesOf } from "../../../../program/command/processes.ts";
import type { Process } from "../../../../program/command/words/word.ts";
import { computingByCommand } from "../../../../program/known/computing-programs.ts";
import type { OptionRow } from "../../../../program/known/rows.ts";
import { type Options, optionsOf, type SaidOption } from "../../../../program/needs/options.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { allowsNodes } from "./variables.ts";

/** Command lines that keep workers from finding each other, whatever their environment says. */
export function launcherDiagnostics(
  podSet: PodSet,
  container: ContainerView,
  count: number,
): readonly Advice[] {
  const processes = processesOf(container).map((started) => ({
    started,
    options: optionsOf(started, 0, { underscores: true }),
  }));
  return [
    ...OPTIONS.flatMap((option) => {
      const said = firstOf(processes, ({ options }) => options.find(option));
      return said === null ? [] : optionDiagnostics(podSet, container, { option, said, count });
    }),
    ...LAUNCHERS.flatMap((launcher) => launcherDiagnostic(podSet, container, launcher, processes)),
  ];
}

interface Started {
  readonly started: Process;
  readonly options: Options;
}

/** An option of a launcher, and whether its value fits a Job of `count` workers. An option beats its variable. */
interface LauncherOption extends OptionRow {
  /** It says how many pods there are. */
  readonly isCount?: true;
  readonly fits: (value: string, count: number) => boolean;
}

const isLocal = (value: string): boolean => /^(?:localhost|127\.|0\.0\.0\.0|\[?::1)/.test(value);

/** Options of torchrun (torch/distributed/run.py) and of `accelerate launch` (huggingface/accelerate commands/launch.py). */
const OPTIONS: readonly LauncherOption[] = [
  { names: ["--standalone"], takes: "nothing", fits: () => false },
  {
    names: ["--nnodes", "--num-machines"],
    isCount: true,
    fits: (value, count) => !/^\d+(?::\d+)?$/.test(value) || allowsNodes(value, count),
  },
  { names: ["--node-rank", "--machine-rank"], fits: (value) => !/^\d+$/.test(value) },
  {
    names: ["--master-addr", "--main-process-ip", "--rdzv-endpoint"],
    fits: (value) => !isLocal(value),
  },
];

function optionDiagnostics(
  podSet: PodSet,
  container: ContainerView,
  {
    option,
    said,
    count,
  }: { readonly option: LauncherOption; readonly said: SaidOption; readonly count: number },
): readonly Advice[] {
  // What the pod fills in, such as $(NNODES), is what the workers' variables say.
  if (said.unknown !== null || option.fits(said.value ?? "", count)) return [];
  return [
    warn(podSet, said.place?.path ?? container.path, {
      code: "launcher-stays-alone",
      message: `\`${said.said}\` of container "${container.name}" ${outcome(option, said, count)}`,
    }),
  ];
}

/** What an option that does not fit the workers leads to. */
function outcome({ isCount }: LauncherOption, { value }: SaidOption, count: number): string {
  const least = Number.parseInt(value ?? "", 10);
  return isCount === true && least > count
    ? `waits for ${least} pods, but there are ${count}`
    : `keeps each of the ${count} workers to itself`;
}

/** A launcher that does not read the variables, and what on its command line tells it of the other workers. */
interface Launcher {
  /** Its row among the known programs. */
  readonly what: string;
  readonly name: string;
  readonly told: OptionRow;
  readonly advice: string;
}

/**
 * `accelerate launch` takes the other machines from options or its config file (huggingface/accelerate
 * commands/launch.py); `deepspeed` from a hostfile, and reaches them by ssh (deepspeed.ai: Getting Started).
 */
const LAUNCHERS: readonly Launcher[] = [
  {
    what: "Accelerate",
    name: "accelerate launch",
    told: { names: ["--num-machines", "--config-file"] },
    advice:
      "Give it --num_machines=$(NNODES) --machine_rank=$(NODE_RANK) --main_process_ip=$(MASTER_ADDR) --main_process_port=$(MASTER_PORT), or launch with torchrun.",
  },
  {
    what: "DeepSpeed",
    name: "deepspeed",
    told: { names: ["--hostfile", "-H"] },
    advice: "Launch with torchrun: DeepSpeed then takes the workers from the environment.",
  },
];

function launcherDiagnostic(
  podSet: PodSet,
  container: ContainerView,
  { what, name, told, advice }: Launcher,
  processes: readonly Started[],
): readonly Advice[] {
  const untold = firstOf(processes, ({ started, options }) => {
    const found = computingByCommand(started.words.map(({ text }) => text)).find(
      ({ row }) => row.what === what,
    );
    return found === undefined || options.find(told) !== null ? null : (started.words[found.start] ?? null);
  });
  if (untold === null) return [];
  return [
    warn(podSet, untold.place.path, {
      code: "launcher-not-told",
      message: `\`${name}\` of container "${container.name}" does not read the environment, and its command line names no other worker`,
      advice,
    }),
  ];
}

function firstOf<T>(processes: readonly Started[], find: (one: Started) => T | null): T | null {
  for (const one of processes) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}
