import { Command, CommanderError, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { EXIT, Failure } from "../kernel/failure.ts";
import { nearest } from "../kernel/suggest.ts";
import { INIT_OPTIONS } from "./init-options.ts";
import { COMMANDS, LINT_OPTIONS, type OptionSpec, PATCH_OPTIONS, type RawOptions } from "./options.ts";
import { store } from "./quick-read.ts";
import { SHOW_OPTIONS } from "./show-options.ts";
import { SIZE_OPTIONS } from "./size-options.ts";
import { UNDO_OPTIONS } from "./undo-options.ts";

/** The same help everywhere, whatever the terminal's width. */
const HELP_WIDTH = 110;

/** What the arguments ask for; `text` is help or a version that is all there is to print. */
type Request =
  | { readonly command: "patch"; readonly raw: RawOptions }
  | { readonly command: "lint"; readonly raw: RawOptions }
  | { readonly command: "size"; readonly raw: RawOptions }
  | { readonly command: "show"; readonly raw: RawOptions }
  | { readonly command: "init"; readonly raw: RawOptions }
  | { readonly command: "undo"; readonly raw: RawOptions }
  | { readonly command: "text"; readonly text: string };

/**
 * Reads arguments with commander. `name` is what the program was called as: `gpuify` or `kubectl gpuify`.
 * @throws Failure (usage) for arguments that mean nothing.
 */
export function readArguments(args: readonly string[], name: string): Request {
  const printed: string[] = [];
  let request: Request | null = null;
  const program = buildProgram(name, printed, (found) => {
    request = found;
  });
  try {
    program.parse(namesCommand(args) ? [...args] : ["patch", ...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageFailure(error, args, name);
    return { command: "text", text: printed.join("") };
  }
  return request ?? { command: "text", text: printed.join("") };
}

/** Without a command the arguments are patch's; a command is the first word or nothing, so that `-- show` is a file. */
function namesCommand([first = ""]: readonly string[]): boolean {
  const words: readonly string[] = [...COMMANDS, "help", "--help", "-h", "--version", "-V"];
  return words.includes(first);
}

/** The help of a command, for a call that gives nothing to do. */
export function helpText(name: string): string {
  const answer = readArguments(["--help"], name);
  return answer.command === "text" ? answer.text : "";
}

function buildProgram(name: string, printed: string[], accept: (request: Request) => void): Command {
  const program = new Command(name);
  configure(program, printed);
  program
    .description(
      "Patches plain Kubernetes manifests onto GPUs, or off them, and changes nothing else; lints what it finds.",
    )
    .usage("[patch] [-p PROFILE] [options] [PATH…]")
    .version(manifest.version, "-V, --version", "print the version")
    .addHelpText("before", () => examples(name));
  const patch = program
    .command("patch", { isDefault: true })
    .argument("[paths...]", "files, folders, globs, or -");
  patch.summary("rewrite workloads by profile (the default command)").usage("[-p PROFILE] [options] [PATH…]");
  configure(patch, printed);
  patch.addHelpText("before", () => examples(name));
  addOptions(patch, PATCH_OPTIONS, (raw) => accept({ command: "patch", raw }));
  program.addHelpText("after", () => `\n${optionsOf(patch)}`);
  const lint = program.command("lint").argument("[paths...]", "files, folders, globs, or - (this folder)");
  lint.summary("find GPU mistakes and schema errors; --fix mends what is safe").usage("[options] [PATH…]");
  configure(lint, printed);
  lint.addHelpText("before", () => lintExamples(name));
  addOptions(lint, LINT_OPTIONS, (raw) => accept({ command: "lint", raw }));
  const size = program.command("size").argument("[model]", "name on a model hub, such as Qwen/Qwen3-32B");
  size.summary("which GPUs an AI model needs, and how many").usage("[MODEL] [options]");
  configure(size, printed);
  size.addHelpText("before", () => sizeExamples(name));
  addOptions(size, SIZE_OPTIONS, (raw) => accept({ command: "size", raw }));
  const show = program
    .command("show")
    .argument("[topic]", "profiles, models, platforms, rules or codes")
    .argument("[name]", "one of them, in full");
  show
    .summary("profiles, models, platforms, rules, codes: the list, or one in full")
    .usage("TOPIC [NAME] [options]");
  configure(show, printed);
  show.addHelpText("before", () => showExamples(name));
  addOptions(show, SHOW_OPTIONS, (raw) => accept({ command: "show", raw }));
  const init = program.command("init").argument("[paths...]", "files, folders, globs, or - (this folder)");
  init.summary("write a commented gpuify.yaml of what is found").usage("[options] [PATH…]");
  configure(init, printed);
  init.addHelpText("before", () => initExamples(name));
  addOptions(init, INIT_OPTIONS, (raw) => accept({ command: "init", raw }));
  const undo = program.command("undo").argument("[paths...]", "files, folders, globs, or -");
  undo.summary("undo the changes that a report or a record proves are gpuify's").usage("[options] [PATH…]");
  configure(undo, printed);
  undo.addHelpText("before", () => undoExamples(name));
  addOptions(undo, UNDO_OPTIONS, (raw) => accept({ command: "undo", raw }));
  return program;
}

/** The groups of options in a command's help: without a command, help is about the default one too. */
function optionsOf(patch: Command): string {
  const text = patch.helpInformation();
  return text.slice(text.indexOf(PATCH_OPTIONS[0]?.group ?? ""));
}

function configure(command: Command, printed: string[]): void {
  command
    .exitOverride()
    .showSuggestionAfterError(false)
    .helpOption("-h, --help", "print this help")
    .configureOutput({
      writeOut: (text) => void printed.push(text),
      writeErr: () => {},
      getOutHelpWidth: () => HELP_WIDTH,
    })
    .configureHelp({ showGlobalOptions: false });
}

function addOptions(
  command: Command,
  options: readonly OptionSpec[],
  accept: (raw: RawOptions) => void,
): void {
  const values = new Map<string, string | string[] | true>();
  for (const spec of options) {
    const flags = [spec.short, spec.long].filter((flag) => flag !== undefined).join(", ");
    const option = new Option(spec.value === undefined ? flags : `${flags} <${spec.value}>`, spec.help);
    command.addOption(option.helpGroup(spec.group));
    command.on(`option:${option.name()}`, (value: string | null) => {
      if (spec.value === undefined) values.set(spec.long, true);
      else store(values, spec, value ?? "");
    });
  }
  command.action((...given: unknown[]) => {
    accept({
      paths: given
        .slice(0, -2)
        .flat()
        .filter((path) => typeof path === "string"),
      values,
    });
  });
}

function examples(name: string): string {
  return `Examples:
  ${name} -p training --gpus 8 job.yaml          the patched manifest on standard output
  ${name} -p bursty --diff k8s/                  what would change, and why
  ${name} -p continuous --select deploy/llm -w k8s/
  ${name} -p auto --all --diff k8s/              let each manifest decide, and say why
  ${name} init                                   a gpuify.yaml that says which workload is which
  ${name} lint k8s/                              GPU mistakes and schema errors, before they are applied
  ${name} --check .                              by gpuify.yaml, for CI: exit 1 if a file would change
  helm template ./chart | ${name} -p continuous --gpu l4 --platform gke - | kubectl apply -f -
  kubectl get deploy/llm -o yaml | ${name} -p continuous --strip-live - | kubectl diff -f -
  ${name} size Qwen/Qwen3-32B --platform eks     which GPUs a model needs
  ${name} show profiles
`;
}

function lintExamples(name: string): string {
  return `Examples:
  ${name} lint                                   everything below this folder
  ${name} lint --platform gke k8s/               what only GKE has, and demands
  helm template ./chart | ${name} lint -
  ${name} lint --fix --dry-run k8s/              what would be mended, as a diff
  ${name} lint -o sarif=gpuify.sarif -o pretty . for CI: a report and the words
  ${name} lint --baseline lint.json .            only what is new fails
  ${name} show rules                             what is looked for, and why
`;
}

function sizeExamples(name: string): string {
  return `Examples:
  ${name} size meta-llama/Llama-3.1-70B-Instruct      every GPU model that holds it, and how many of each
  ${name} size Qwen/Qwen3-32B --platform gke --context 32k
  ${name} size Qwen/Qwen3-32B --gpu l4 --quantization awq --explain
  ${name} size openai/gpt-oss-120b --program sglang --concurrency 16
  ${name} size --config ./config.json                 a model of your own
  ${name} size --params 70B                           any model of that size
  ${name} size -f k8s/server.yaml                     the models that manifests load
  helm template ./chart | ${name} size -f -
  ${name} size Qwen/Qwen3-32B --training lora         memory that training needs on each GPU
  ${name} size Qwen/Qwen3-32B -o json
`;
}

function showExamples(name: string): string {
  return `Examples:
  ${name} show profiles                          the program's, and those of the nearest gpuify.yaml
  ${name} show profiles training                 what it does, and where each value comes from
  ${name} show profiles continuous -o yaml       a profile to start from, for a gpuify.yaml
  ${name} show models                            memory, GPUs per node, platforms
  ${name} show models --platform eks             what EKS has, and what selects it
  ${name} show models h100                       what each platform calls it, with the sources
  ${name} show platforms --vendor amd
  ${name} show platforms gke                     its labels, taints, spot capacity, with the sources
  ${name} show kinds                             what makes pods, and the names for --select
  ${name} show kinds raycluster                  its roles, and what each profile writes
  ${name} show rules gpu-limit-missing           why, examples, sources
  ${name} show codes ambiguous-scope             what a message is about, and what to do
  ${name} show models -o json
`;
}

function initExamples(name: string): string {
  return `Examples:
  ${name} init                                   look at the manifests below, write gpuify.yaml
  ${name} init --cluster                         look at the nodes too, by kubectl
  ${name} init --cluster --context prod --timeout 60
  ${name} init --dry-run k8s/                    print it, write nothing
  helm template ./chart | ${name} init -
`;
}

function undoExamples(name: string): string {
  return `Examples:
  ${name} undo --report run.json --diff k8s/     preview the undo of a run that had --report run.json
  ${name} undo --report run.json -w k8s/         restore the files byte for byte; later edits stay
  ${name} undo -w job.yaml                       undo what the Job's own record proves
  ${name} undo --check k8s/                      list the files that undo would change; exit 1 if any
`;
}

/** Options by command, for suggestions; without a command the arguments are patch's. */
const OPTIONS_OF: Readonly<Record<string, readonly OptionSpec[]>> = {
  lint: LINT_OPTIONS,
  size: SIZE_OPTIONS,
  show: SHOW_OPTIONS,
  init: INIT_OPTIONS,
  undo: UNDO_OPTIONS,
};

function usageFailure(error: CommanderError, args: readonly string[], name: string): Failure {
  // commander has a code for what is wrong; the option, and what it says of other mistakes, it tells in its text alone.
  const message = error.message.replace(/^error: /, "");
  const [first = ""] = args;
  const own = Object.hasOwn(OPTIONS_OF, first) ? OPTIONS_OF[first] : undefined;
  const help = `${name}${own === undefined ? "" : ` ${first}`} --help lists the options`;
  if (error.code !== "commander.unknownOption") return new Failure(EXIT.usage, message, help);
  const unknown = /'([^']*)'/.exec(message)?.[1] ?? "";
  const options = own ?? PATCH_OPTIONS;
  const names = [...options.map((option) => option.long), "--help", "--version"];
  const near = unknown.startsWith("--") ? nearest(unknown.split("=")[0] ?? "", names) : undefined;
  return new Failure(
    EXIT.usage,
    `there is no option "${unknown}"`,
    near === undefined ? help : `did you mean "${near}"? ${help}`,
  );
}
