import { runSize } from "../../commands/size/size.ts";
import type { ExitCode } from "../../kernel/failure.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { paintOf } from "../shared/paints.ts";
import { sizeRequest } from "./request.ts";

/** Runs `gpuify size`. */
export async function runSizeCommand(raw: RawOptions, { ports }: Session): Promise<ExitCode> {
  return await runSize(sizeRequest(raw), ports, async () => await paintOf("stderr", raw, ports));
}
