import type { Ports } from "../../io/ports.ts";

/** One option of a command, as data: commander and the help stand on this table. */
export interface OptionSpec {
  /** With dashes, such as `--gpus`. */
  readonly long: string;
  /** With its dash, such as `-p`. */
  readonly short?: string;
  /** Name of the value in the help; absent for a switch. */
  readonly value?: string;
  /** May be given several times. */
  readonly many?: true;
  /** Heading in the help. */
  readonly group: string;
  readonly help: string;
}

/** What the arguments of a command say. */
export interface RawOptions {
  readonly paths: readonly string[];
  /** Long names (with dashes) to the last value, all values, or `true` for a switch. */
  readonly values: ReadonlyMap<string, string | readonly string[] | true>;
  /** Names of all commands: a path that does not exist may be a misspelling of one. */
  readonly commands: readonly string[];
}

/** An argument that is not an option. */
interface Operand {
  readonly name: string;
  readonly help: string;
  /** Takes all that follow. */
  readonly many?: true;
}

/** A command line to learn from. */
export interface Example {
  /** `gpuify` stands for the name that the program was called by. */
  readonly line: string;
  readonly note?: string;
}

/** What a command needs besides its arguments. */
export interface Session {
  readonly ports: Ports;
  /** The program's help, for a call that gives nothing to do. */
  readonly helpText: () => string;
}

/** What a command does, and the exit code it comes to: one of `EXIT`, or kubectl's own. */
export type RunCommand = (raw: RawOptions, session: Session) => Promise<number>;

/** A command: a row of the table that parsing, the help and running stand on. */
export interface CommandRow {
  readonly name: string;
  /** What the list of commands in the help says. */
  readonly summary: string;
  /** What follows the name, as in `[options] [PATH…]`. */
  readonly usage: string;
  readonly operands: readonly Operand[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly Example[];
  /** Loads what runs it, which throws Failure for arguments that mean nothing and for a job that cannot be done. */
  readonly load: () => Promise<RunCommand>;
}
