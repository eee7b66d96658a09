import { runApply } from "../../commands/apply.ts";
import { PLAIN } from "../../output/paint.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { pathsOrStdin } from "../shared/stdin-paths.ts";
import { usageError } from "../shared/values.ts";
import { applyInvocation } from "./invocation.ts";

/** Runs `gpuify apply`. */
export async function runApplyCommand(raw: RawOptions, { ports }: Session): Promise<number> {
  const paths = pathsOrStdin(raw, ports);
  if (paths.length === 0)
    throw usageError(
      "no input: pass a path, or - for standard input",
      `${ports.calledAs} apply -p PROFILE FILE`,
    );
  const stderr = await paintOf("stderr", raw, ports);
  return await runApply(applyInvocation(raw, paths), ports, { stdout: PLAIN, stderr });
}
