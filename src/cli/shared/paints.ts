import type { OutputStream, Ports } from "../../io/ports.ts";
import { paintFor } from "../../output/load-paint.ts";
import type { Paint } from "../../output/paint.ts";
import { colorLevel } from "./color.ts";
import type { RawOptions } from "./command.ts";
import { isGiven } from "./values.ts";

/** The colors of an output stream, as `--no-color`, the environment and the terminal want them. */
export async function paintOf(stream: OutputStream, raw: RawOptions, ports: Ports): Promise<Paint> {
  const wanted = isGiven(raw, "--no-color") ? "never" : "auto";
  return await paintFor(colorLevel(wanted, ports.env, () => ports.isTerminal(stream)));
}
