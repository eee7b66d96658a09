import { CommanderError, Option, Command as Parser } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { EXIT, Failure } from "../kernel/failure.ts";
import { nearest } from "../kernel/suggest.ts";
import { COMMANDS, DEFAULT_COMMAND } from "./commands.ts";
import { exampleLines } from "./examples.ts";
import type { CommandRow, OptionSpec, RawOptions } from "./shared/command.ts";

/** The same help everywhere, whatever the terminal's width. */
const HELP_WIDTH = 110;

const VERSION = `${manifest.version}\n`;
const VERSION_OPTION = ["-V, --version", "print the version"] as const;
const HELP_OPTION = ["-h, --help", "print this help"] as const;

/** What the arguments ask for: a command, or text (help, the version) that is all there is to print. */
type Request =
  | { readonly kind: "command"; readonly command: CommandRow; readonly raw: RawOptions }
  | { readonly kind: "text"; readonly text: string };

/**
 * Reads arguments. `calledAs` is what the program was called by: `gpuify` or `kubectl gpuify`.
 * @throws Failure (usage) for arguments that mean nothing.
 */
export function readArguments(args: readonly string[], calledAs: string): Request {
  const [first = "", second] = args;
  if (first === "--version" || first === "-V") return text(VERSION);
  if (["help", "--help", "-h"].includes(first)) {
    const command = commandNamed(second);
    if (command !== undefined) return text(helpOf(command, calledAs));
    if (first === "help" && second !== undefined && !second.startsWith("-"))
      throw unknownCommand(second, calledAs);
    return text(helpText(calledAs));
  }
  // A command is the first word or nothing, so that `-- show` is a file.
  const named = commandNamed(first);
  return named === undefined
    ? readCommand(DEFAULT_COMMAND, args, calledAs)
    : readCommand(named, args.slice(1), calledAs);
}

function commandNamed(word: string | undefined): CommandRow | undefined {
  return COMMANDS.find(({ name }) => name === word);
}

/** The help of the program: its commands, and the options of the one that needs no name. */
export function helpText(calledAs: string): string {
  const program = parserOf(calledAs)
    .description(
      "Patches plain Kubernetes manifests onto GPUs, or off them, and changes nothing else; lints what it finds.",
    )
    .usage(`[${DEFAULT_COMMAND.name}] ${DEFAULT_COMMAND.usage}`)
    .addOption(new Option(...VERSION_OPTION));
  // Any option: commander then lists the command with `[options]`.
  for (const command of COMMANDS)
    addOperands(program.command(command.name), command).summary(command.summary).option("--any");
  const [option] = DEFAULT_COMMAND.options;
  const ofPatch = commandParser(DEFAULT_COMMAND, calledAs).helpInformation();
  const options = ofPatch.slice(ofPatch.indexOf(option?.group ?? ""));
  return `${exampleLines(DEFAULT_COMMAND.examples, calledAs)}\n${program.helpInformation()}\n${options}`;
}

function helpOf(command: CommandRow, calledAs: string): string {
  const parser = commandParser(command, `${calledAs} ${command.name}`);
  return `${exampleLines(command.examples, calledAs)}\n${parser.helpInformation()}`;
}

function readCommand(command: CommandRow, args: readonly string[], calledAs: string): Request {
  const parser = commandParser(command, command.name);
  const values = readValues(parser, command.options);
  try {
    parser.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed") return text(helpOf(command, calledAs));
    if (error.code === "commander.version") return text(VERSION);
    throw usageFailure(error, command, calledAs);
  }
  const commands = COMMANDS.map(({ name }) => name);
  return { kind: "command", command, raw: { paths: parser.args, values, commands } };
}

function text(text: string): Request {
  return { kind: "text", text };
}

function parserOf(name: string): Parser {
  const parser = new Parser(name);
  return parser
    .exitOverride()
    .showSuggestionAfterError(false)
    .helpOption(...HELP_OPTION)
    .configureOutput({ writeOut: () => {}, writeErr: () => {}, getOutHelpWidth: () => HELP_WIDTH })
    .configureHelp({ showGlobalOptions: false });
}

function commandParser(command: CommandRow, name: string): Parser {
  const parser = addOperands(parserOf(name), command).usage(command.usage);
  for (const spec of command.options) parser.addOption(optionOf(spec));
  parser.addOption(new Option(...VERSION_OPTION).hideHelp()).on("option:version", () => {
    throw new CommanderError(EXIT.ok, "commander.version", "");
  });
  return parser.allowExcessArguments(false);
}

function addOperands(parser: Parser, { operands }: CommandRow): Parser {
  for (const { name, help, many } of operands)
    parser.argument(many === true ? `[${name}...]` : `[${name}]`, help);
  return parser;
}

function optionOf({ short, long, value, group, help }: OptionSpec): Option {
  const flags = short === undefined ? long : `${short}, ${long}`;
  return new Option(value === undefined ? flags : `${flags} <${value}>`, help).helpGroup(group);
}

/** Collects what is given, by the option's long name: commander's own names turn `--no-color` into `color`. */
function readValues(parser: Parser, options: readonly OptionSpec[]): RawOptions["values"] {
  const values = new Map<string, string | string[] | true>();
  for (const spec of options)
    parser.on(`option:${spec.long.slice(2)}`, (value: string | null) => {
      if (spec.value === undefined) values.set(spec.long, true);
      else keep(values, spec, value ?? "");
    });
  return values;
}

/** Keeps a value: all of them for an option that may be repeated, else the last. */
function keep(
  values: Map<string, string | string[] | true>,
  { long, many }: OptionSpec,
  value: string,
): void {
  const known = values.get(long);
  if (many !== true) values.set(long, value);
  else if (Array.isArray(known)) known.push(value);
  else values.set(long, [value]);
}

function unknownCommand(word: string, calledAs: string): Failure {
  const names = COMMANDS.map(({ name }) => name);
  const near = nearest(word, names);
  return new Failure(
    EXIT.usage,
    `unknown command "${word}"`,
    near === undefined ? `the commands are ${names.join(", ")}` : `did you mean ${calledAs} help ${near}?`,
  );
}

function usageFailure(error: CommanderError, { name, options }: CommandRow, calledAs: string): Failure {
  // commander has a code for what is wrong; the option, and what it says of other mistakes, it tells in its text alone.
  const message = error.message.replace(/^error: /, "").replace("arguments.", `arguments for '${name}'.`);
  const help = `${calledAs}${name === DEFAULT_COMMAND.name ? "" : ` ${name}`} --help lists the options`;
  if (error.code !== "commander.unknownOption") return new Failure(EXIT.usage, message, help);
  const unknown = /'([^']*)'/.exec(message)?.[1] ?? "";
  const names = [...options.map(({ long }) => long), "--help", "--version"];
  const near = unknown.startsWith("--") ? nearest(unknown.split("=")[0] ?? "", names) : undefined;
  return new Failure(
    EXIT.usage,
    `there is no option "${unknown}"`,
    near === undefined ? help : `did you mean "${near}"? ${help}`,
  );
}
