import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { items, member, text } from "../../../../yaml/access.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { allowsNodes } from "./variables.ts";

/** Command lines that keep workers from finding each other, whatever their environment says. */
export function launcherDiagnostics(
  podSet: PodSet,
  container: ContainerView,
  count: number,
): readonly Advice[] {
  const words = (["command", "args"] as const).flatMap((field) =>
    items(member(container.node, field)).map((word, index) => ({
      text: text(word) ?? "",
      path: [...container.path, field, index],
    })),
  );
  const line: CommandLine = { words, text: words.map((word) => word.text).join(" ") };
  return [
    ...OPTIONS.flatMap((option) => optionRemark(podSet, container, line, option, count)),
    ...LAUNCHERS.flatMap((launcher) => launcherRemark(podSet, container, line, launcher)),
  ];
}

interface CommandLine {
  readonly words: readonly { readonly text: string; readonly path: FieldPath }[];
  readonly text: string;
}

/** An option of a launcher, and whether its value fits a Job of `count` workers. An option beats its variable. */
interface LauncherOption {
  readonly pattern: RegExp;
  readonly fits: (value: string, count: number) => boolean;
}

const isLocal = (value: string): boolean => /^(?:localhost|127\.|0\.0\.0\.0|\[?::1)/.test(value);

/** Options of torchrun (torch/distributed/run.py) and of `accelerate launch` (huggingface/accelerate commands/launch.py). */
const OPTIONS: readonly LauncherOption[] = [
  { pattern: /(?:^|\s)(--standalone)(?=\s|$)()/, fits: () => false },
  { pattern: /(?:^|\s)(--(?:nnodes|num[-_]machines))[=\s]["']?(\d+(?::\d+)?)/, fits: allowsNodes },
  { pattern: /(?:^|\s)(--(?:node|machine)[-_]rank)[=\s]["']?(\d+)/, fits: () => false },
  {
    pattern: /(?:^|\s)(--(?:master[-_]addr|main[-_]process[-_]ip|rdzv[-_]endpoint))[=\s]["']?([^\s"']+)/,
    fits: (value) => !isLocal(value),
  },
];

function optionRemark(
  podSet: PodSet,
  container: ContainerView,
  line: CommandLine,
  { pattern, fits }: LauncherOption,
  count: number,
): readonly Advice[] {
  const [, option = "", value = ""] = pattern.exec(line.text) ?? [];
  if (option === "" || fits(value, count)) return [];
  const said = value === "" ? option : `${option} ${value}`;
  return [
    warn(podSet, pathOf(line, option), {
      code: "launcher-stays-alone",
      message: `\`${said}\` of container "${container.name}" keeps each of the ${count} workers to itself`,
    }),
  ];
}

/** A launcher that does not read the variables, and what on its command line tells it of the other workers. */
interface Launcher {
  readonly name: string;
  readonly pattern: RegExp;
  readonly told: RegExp;
  readonly advice: string;
}

/**
 * `accelerate launch` takes the other machines from options or its config file (huggingface/accelerate
 * commands/launch.py); `deepspeed` from a hostfile, and reaches them by ssh (deepspeed.ai: Getting Started).
 */
const LAUNCHERS: readonly Launcher[] = [
  {
    name: "accelerate launch",
    pattern: /(?:^|[\s/])accelerate\s+launch\b/,
    told: /--(?:num[-_]machines|config[-_]file)\b/,
    advice:
      "Give it --num_machines=$(NNODES) --machine_rank=$(NODE_RANK) --main_process_ip=$(MASTER_ADDR) --main_process_port=$(MASTER_PORT), or launch with torchrun.",
  },
  {
    name: "deepspeed",
    pattern: /(?:^|[\s/])deepspeed\s/,
    told: /\s(?:--hostfile|-H)\b/,
    advice: "Launch with torchrun: DeepSpeed then takes the workers from the environment.",
  },
];

function launcherRemark(
  podSet: PodSet,
  container: ContainerView,
  line: CommandLine,
  { name, pattern, told, advice }: Launcher,
): readonly Advice[] {
  if (!pattern.test(line.text) || told.test(line.text)) return [];
  return [
    warn(podSet, pathOf(line, name.split(" ")[0] ?? ""), {
      code: "launcher-not-told",
      message: `\`${name}\` of container "${container.name}" does not read the environment, and its command line names no other worker`,
      advice,
    }),
  ];
}

function pathOf({ words }: CommandLine, part: string): FieldPath {
  return words.find((word) => word.text.includes(part))?.path ?? ["spec"];
}
