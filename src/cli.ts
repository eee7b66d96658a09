import { colorLevel } from "./cli/color.ts";
import { PATCH_OPTIONS, type RawOptions } from "./cli/options.ts";
import { patchInvocation } from "./cli/patch-invocation.ts";
import { quickRead } from "./cli/quick-read.ts";
import { showRequest } from "./cli/show-request.ts";
import { isGiven, listOf, usageError } from "./cli/values.ts";
import { runPatch } from "./commands/patch.ts";
import { nodePorts } from "./io/node-ports.ts";
import { EXIT, type ExitCode, Failure } from "./kernel/failure.ts";
import { paintFor } from "./output/load-paint.ts";
import { visible } from "./output/visible.ts";

/** What `bin/gpuify.cjs` calls: runs the arguments of this process and sets its exit code. Never throws. */
export async function run(): Promise<void> {
  const name = programName(process.argv[1] ?? "");
  try {
    process.exitCode = await main(process.argv.slice(2), name);
  } catch (error) {
    process.exitCode = report(error, name);
  }
}

/** kubectl runs plugins by their file name, so that name tells how the user called. */
function programName(path: string): string {
  return /kubectl-gpuify(?:\.c?js|\.cmd|\.exe)?$/.test(path) ? "kubectl gpuify" : "gpuify";
}

async function main(args: readonly string[], name: string): Promise<ExitCode> {
  const [first] = args;
  const quick =
    first === "lint" || first === "show" || first === "init" || first === "help"
      ? null
      : quickRead(args.slice(first === "patch" ? 1 : 0), PATCH_OPTIONS);
  if (quick !== null) return await patch(quick, name);
  const { readArguments } = await import("./cli/program.ts");
  const request = readArguments(args, name);
  switch (request.command) {
    case "text":
      nodePorts.writeStdout(request.text);
      return EXIT.ok;
    case "patch":
      return await patch(request.raw, name);
    case "lint":
      return await lint(request.raw);
    case "show":
      return await show(request.raw);
    case "init":
      return await init(request.raw);
    default:
      return request satisfies never;
  }
}

async function patch(raw: RawOptions, name: string): Promise<ExitCode> {
  const given = [...raw.paths, ...listOf(raw, "--filename")];
  const paths = given.length > 0 || nodePorts.stdinKind() === "nothing" ? given : ["-"];
  if (paths.length === 0) return await explainUsage(raw, name);
  const invocation = patchInvocation(raw, paths);
  const wanted = isGiven(raw, "--no-color") ? "never" : "auto";
  const stdout = invocation.delivery.kind === "preview" ? await colorLevel(1, wanted, process.env) : 0;
  const stderr = await colorLevel(2, wanted, process.env);
  return await runPatch(invocation, nodePorts, {
    stdout: await paintFor(stdout),
    stderr: await paintFor(stderr),
  });
}

/** Nothing to read: the help goes where messages go, because a pipe behind it waits for manifests. */
async function explainUsage(raw: RawOptions, name: string): Promise<ExitCode> {
  if (raw.values.size > 0) {
    // A flag that took the path for its value is the likelier mistake, and told first.
    patchInvocation(raw, ["-"]);
    throw usageError(
      "there is no input: no path is given and standard input is no pipe",
      `${name} -p PROFILE FILE, or \`-\` for standard input`,
    );
  }
  const { helpText } = await import("./cli/program.ts");
  nodePorts.writeStderr(helpText(name));
  return EXIT.usage;
}

async function lint(raw: RawOptions): Promise<ExitCode> {
  const { lintMain } = await import("./cli/lint-main.ts");
  return await lintMain(raw);
}

async function show(raw: RawOptions): Promise<ExitCode> {
  const request = showRequest(raw);
  const { runShow } = await import("./commands/show.ts");
  return await runShow(request, nodePorts, async () => paintFor(await colorLevel(2, "auto", process.env)));
}

async function init(raw: RawOptions): Promise<ExitCode> {
  const { initInvocation } = await import("./cli/init-request.ts");
  const invocation = initInvocation(raw);
  const { runInit } = await import("./commands/init.ts");
  const level = await colorLevel(2, isGiven(raw, "--no-color") ? "never" : "auto", process.env);
  return await runInit(invocation, nodePorts, await paintFor(level));
}

/** A failure is told as what happened and what to do; anything else is a bug of ours, without a stack trace. */
function report(error: unknown, name: string): ExitCode {
  if (error instanceof Failure) {
    tell(`${name}: ${error.message}`, ...(error.advice === undefined ? [] : [error.advice]));
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  const isDebugging = process.env.GPUIFY_DEBUG === "1";
  tell(
    `${name}: bug in gpuify: ${message.split("\n")[0] ?? ""}; nothing was written`,
    isDebugging && error instanceof Error
      ? (error.stack ?? "")
      : "please report it with the manifest and the output of the same command under GPUIFY_DEBUG=1",
  );
  return EXIT.bug;
}

function tell(...lines: readonly string[]): void {
  try {
    nodePorts.writeStderr(visible(`${lines.join("\n  ")}\n`));
  } catch {
    // Without standard error there is nobody to tell; the exit code has to do.
  }
}
