import { nodePorts } from "../io/node-ports.ts";
import { EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { visible } from "../output/visible.ts";

/** Runs the arguments of this process through `main` and sets the exit code. Never throws. */
export async function runMain(
  main: (args: readonly string[], name: string) => Promise<ExitCode>,
): Promise<void> {
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
