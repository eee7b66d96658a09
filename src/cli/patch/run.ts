import { runPatch } from "../../commands/patch.ts";
import { EXIT, type ExitCode } from "../../kernel/failure.ts";
import { PLAIN } from "../../output/paint.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { pathsOrStdin } from "../shared/stdin-paths.ts";
import { isGiven, usageError } from "../shared/values.ts";
import { patchInvocation } from "./invocation.ts";
import { POST_RENDERER } from "./options.ts";
import { runPostRenderer } from "./post-renderer.ts";

/** Runs `gpuify patch`. */
export async function runPatchCommand(raw: RawOptions, session: Session): Promise<ExitCode> {
  const { ports } = session;
  const paths = pathsOrStdin(raw, ports);
  if (isGiven(raw, POST_RENDERER)) return await runPostRenderer(raw, paths, session);
  if (paths.length === 0) return explainUsage(raw, session);
  const invocation = patchInvocation(raw, paths);
  return await runPatch(invocation, ports, {
    stdout: invocation.delivery.kind === "preview" ? await paintOf("stdout", raw, ports) : PLAIN,
    stderr: await paintOf("stderr", raw, ports),
  });
}

/** Nothing to read: the help goes where messages go, because a pipe behind it waits for manifests. */
function explainUsage(raw: RawOptions, { ports, helpText }: Session): ExitCode {
  if (raw.values.size > 0) {
    // A flag that took the path for its value is the likelier mistake, and told first.
    patchInvocation(raw, ["-"]);
    throw usageError(
      "there is no input: no path is given and standard input is no pipe",
      `${ports.calledAs} -p PROFILE FILE, or \`-\` for standard input`,
    );
  }
  ports.writeStderr(helpText());
  return EXIT.usage;
}
