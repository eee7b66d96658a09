import { runLint } from "../commands/lint/lint.ts";
import { nodePorts } from "../io/node-ports.ts";
import { Bug, EXIT, type ExitCode } from "../kernel/failure.ts";
import { paintFor } from "../output/load-paint.ts";
import { colorLevel } from "./color.ts";
import { lintInvocation } from "./lint-invocation.ts";
import { LINT_OPTIONS, type RawOptions } from "./options.ts";
import { quickRead } from "./quick-read.ts";
import { runMain } from "./run-main.ts";
import { isGiven } from "./values.ts";

/**
 * What `bin/gpuify.cjs` calls where the first argument is `lint`. A program of its own, because each of the two needs half
 * of what the other one does, and code that a run does not need is most of what starting costs. Never throws.
 */
export async function run(): Promise<void> {
  await runMain(main);
}

async function main(args: readonly string[], name: string): Promise<ExitCode> {
  const quick = quickRead(args.slice(1), LINT_OPTIONS);
  if (quick !== null) return await lint(quick);
  const { readArguments } = await import("./program.ts");
  const request = readArguments(args, name);
  if (request.command === "lint") return await lint(request.raw);
  if (request.command !== "text") throw new Bug(`${request.command} is none of the linter's commands`);
  nodePorts.writeStdout(request.text);
  return EXIT.ok;
}

async function lint(raw: RawOptions): Promise<ExitCode> {
  const invocation = lintInvocation(raw);
  const wanted = isGiven(raw, "--no-color") ? "never" : "auto";
  const isPretty = invocation.targets.some(({ format, file }) => format === "pretty" && file === null);
  return await runLint(invocation, nodePorts, {
    stdout: await paintFor(isPretty ? await colorLevel(1, wanted, process.env) : 0),
    stderr: await paintFor(await colorLevel(2, wanted, process.env)),
  });
}
