import { runLint } from "../../commands/lint/lint.ts";
import type { ExitCode } from "../../kernel/failure.ts";
import { PLAIN } from "../../output/paint.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { lintInvocation } from "./invocation.ts";

/** Runs `gpuify lint`. */
export async function runLintCommand(raw: RawOptions, { ports }: Session): Promise<ExitCode> {
  const invocation = lintInvocation(raw);
  const isPretty = invocation.targets.some(({ format, file }) => format === "pretty" && file === null);
  return await runLint(invocation, ports, {
    stdout: isPretty ? await paintOf("stdout", raw, ports) : PLAIN,
    stderr: await paintOf("stderr", raw, ports),
  });
}
