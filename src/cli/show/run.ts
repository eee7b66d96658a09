import { runShow } from "../../commands/show/show.ts";
import type { ExitCode } from "../../kernel/failure.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { showRequest } from "./request.ts";

/** Runs `gpuify show`. */
export async function runShowCommand(raw: RawOptions, { ports }: Session): Promise<ExitCode> {
  return await runShow(showRequest(raw), ports, async () => await paintOf("stderr", raw, ports));
}
