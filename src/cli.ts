import { colorLevel } from "./cli/color.ts";
import { COMMANDS, PATCH_OPTIONS, type RawOptions } from "./cli/options.ts";
import { patchInvocation } from "./cli/patch-invocation.ts";
import { quickRead } from "./cli/quick-read.ts";
import { runMain } from "./cli/run-main.ts";
import { showRequest } from "./cli/show-request.ts";
import { isGiven, listOf, usageError } from "./cli/values.ts";
import { runPatch } from "./commands/patch.ts";
import { nodePorts } from "./io/node-ports.ts";
import { Bug, EXIT, type ExitCode } from "./kernel/failure.ts";
import { paintFor } from "./output/load-paint.ts";

/** What `bin/gpuify.cjs` calls for every command but `lint`, which is a program of its own. Never throws. */
export async function run(): Promise<void> {
  await runMain(main);
}

async function main(args: readonly string[], name: string): Promise<ExitCode> {
  const [first] = args;
  const quick =
    first === "help" || COMMANDS.some((name) => name === first && name !== "patch")
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
      throw new Bug("lint is a program of its own");
    case "size":
      return await size(request.raw);
    case "show":
      return await show(request.raw);
    case "init":
      return await init(request.raw);
    case "undo":
      return await undo(request.raw);
    default:
      return request satisfies never;
  }
}

async function patch(raw: RawOptions, name: string): Promise<ExitCode> {
  const paths = pathsOf(raw);
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

/** Without a path standard input is read, where it is a pipe or a file. */
function pathsOf(raw: RawOptions): readonly string[] {
  const given = [...raw.paths, ...listOf(raw, "--filename")];
  return given.length > 0 || nodePorts.stdinKind() === "nothing" ? given : ["-"];
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

async function size(raw: RawOptions): Promise<ExitCode> {
  const { sizeRequest } = await import("./cli/size-request.ts");
  const request = sizeRequest(raw);
  const { runSize } = await import("./commands/size/size.ts");
  return await runSize(request, nodePorts, async () => paintFor(await colorLevel(2, "auto", process.env)));
}

async function show(raw: RawOptions): Promise<ExitCode> {
  const request = showRequest(raw);
  const { runShow } = await import("./commands/show/show.ts");
  return await runShow(request, nodePorts, async () => paintFor(await colorLevel(2, "auto", process.env)));
}

async function init(raw: RawOptions): Promise<ExitCode> {
  const { initInvocation } = await import("./cli/init-request.ts");
  const invocation = initInvocation(raw);
  const { runInit } = await import("./commands/init.ts");
  const level = await colorLevel(2, isGiven(raw, "--no-color") ? "never" : "auto", process.env);
  return await runInit(invocation, nodePorts, await paintFor(level));
}

async function undo(raw: RawOptions): Promise<ExitCode> {
  const { undoInvocation } = await import("./cli/undo-invocation.ts");
  const invocation = undoInvocation(raw, pathsOf(raw));
  const { runUndo } = await import("./commands/undo.ts");
  const wanted = isGiven(raw, "--no-color") ? "never" : "auto";
  const stdout = invocation.delivery.kind === "preview" ? await colorLevel(1, wanted, process.env) : 0;
  const stderr = await colorLevel(2, wanted, process.env);
  return await runUndo(invocation, nodePorts, {
    stdout: await paintFor(stdout),
    stderr: await paintFor(stderr),
  });
}
