import type { Example } from "./shared/command.ts";

/** Space between a command line and what it does. */
const GAP = 2;

/** The examples of a help text, what each does in one column. */
export function exampleLines(examples: readonly Example[], calledAs: string): string {
  const lines = examples.map(({ line, note }) => ({ line: line.replaceAll("gpuify", calledAs), note }));
  const width = Math.max(...lines.map(({ line, note }) => (note === undefined ? 0 : line.length))) + GAP;
  const text = lines.map(({ line, note }) => `  ${note === undefined ? line : line.padEnd(width) + note}\n`);
  return `Examples:\n${text.join("")}`;
}
