import { runLint } from "../commands/lint.ts";
import { nodePorts } from "../io/node-ports.ts";
import type { ExitCode } from "../kernel/failure.ts";
import { paintFor } from "../output/load-paint.ts";
import { colorLevel } from "./color.ts";
import { lintInvocation } from "./lint-invocation.ts";
import type { RawOptions } from "./options.ts";
import { isGiven } from "./values.ts";

/** `gpuify lint` with this process's ports. Loaded only when it is asked for. */
export async function lintMain(raw: RawOptions): Promise<ExitCode> {
  const invocation = lintInvocation(raw);
  const wanted = isGiven(raw, "--no-color") ? "never" : "auto";
  const isPretty = invocation.targets.some(({ format, file }) => format === "pretty" && file === null);
  return await runLint(invocation, nodePorts, {
    stdout: await paintFor(isPretty ? await colorLevel(1, wanted, process.env) : 0),
    stderr: await paintFor(await colorLevel(2, wanted, process.env)),
  });
}
