import { runInit } from "../../commands/init.ts";
import type { ExitCode } from "../../kernel/failure.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { initInvocation } from "./invocation.ts";

/** Runs `gpuify init`. */
export async function runInitCommand(raw: RawOptions, { ports }: Session): Promise<ExitCode> {
  return await runInit(initInvocation(raw), ports, await paintOf("stderr", raw, ports));
}
