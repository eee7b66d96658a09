import { oneLine } from "./one-line.ts";

/** Exit codes of every command; the highest that applies wins. Documented in the README. */
export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  input: 3,
  cluster: 4,
  output: 5,
  bug: 70,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * The job cannot be done: thrown at the edge, caught once in `run`, printed as what happened and what to do. Each text is
 * one line, whatever names it quotes; several lines are several texts.
 */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  readonly advice: string | undefined;

  constructor(exitCode: ExitCode, message: string | readonly string[], advice?: string | readonly string[]) {
    super(linesOf(message));
    this.name = "Failure";
    this.exitCode = exitCode;
    this.advice = advice === undefined ? undefined : linesOf(advice);
  }
}

function linesOf(text: string | readonly string[]): string {
  return typeof text === "string" ? oneLine(text) : text.map(oneLine).join("\n");
}

/** A broken invariant of ours: nothing is written, exit 70. */
export class Bug extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Bug";
  }
}
