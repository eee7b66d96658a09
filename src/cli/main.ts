import type { Ports } from "../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { visible } from "../output/visible.ts";
import { POST_RENDERER } from "./patch/options.ts";
import { helpText, readArguments } from "./read-arguments.ts";

/** The program: runs the arguments behind its name and gives the exit code. Never throws. */
export async function main(argv: readonly string[], ports: Ports): Promise<number> {
  const code = await run(argv, ports);
  // Whoever runs post-renderers knows two codes.
  return argv.includes(POST_RENDERER) && code !== EXIT.ok ? EXIT.findings : code;
}

async function run(argv: readonly string[], ports: Ports): Promise<number> {
  try {
    const request = readArguments(argv, ports.calledAs);
    if (request.kind === "text") {
      ports.writeStdout(request.text);
      return EXIT.ok;
    }
    const runCommand = await request.command.load();
    return await runCommand(request.raw, { ports, helpText: () => helpText(ports.calledAs) });
  } catch (error) {
    return report(error, ports);
  }
}

/** A failure is told as what happened and what to do; anything else is a bug of ours, without a stack trace. */
function report(error: unknown, ports: Ports): ExitCode {
  const { calledAs, env } = ports;
  if (error instanceof Failure) {
    tell(ports, `${calledAs}: ${error.message}`, ...(error.advice === undefined ? [] : [error.advice]));
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  const isDebugging = env.GPUIFY_DEBUG === "1";
  tell(
    ports,
    `${calledAs}: bug in gpuify: ${message.split("\n")[0] ?? ""}; nothing was written`,
    isDebugging && error instanceof Error
      ? (error.stack ?? "")
      : "please report it with the manifest and the output of the same command under GPUIFY_DEBUG=1",
  );
  return EXIT.bug;
}

function tell({ writeStderr }: Ports, ...lines: readonly string[]): void {
  try {
    writeStderr(visible(`${lines.join("\n  ")}\n`));
  } catch {
    // Without standard error there is nobody to tell; the exit code has to do.
  }
}
