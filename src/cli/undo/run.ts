import { runUndo } from "../../commands/undo.ts";
import type { ExitCode } from "../../kernel/failure.ts";
import { PLAIN } from "../../output/paint.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { pathsOrStdin } from "../shared/stdin-paths.ts";
import { undoInvocation } from "./invocation.ts";

/** Runs `gpuify undo`. */
export async function runUndoCommand(raw: RawOptions, { ports }: Session): Promise<ExitCode> {
  const invocation = undoInvocation(raw, pathsOrStdin(raw, ports));
  return await runUndo(invocation, ports, {
    stdout: invocation.delivery.kind === "preview" ? await paintOf("stdout", raw, ports) : PLAIN,
    stderr: await paintOf("stderr", raw, ports),
  });
}
