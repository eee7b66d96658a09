import { fstatSync } from "node:fs";

/** How many colours a stream shows: 0 none, 1 sixteen, 2 and 3 more. */
export type ColorLevel = 0 | 1 | 2 | 3;

/**
 * Colours of a descriptor. `--no-color` beats FORCE_COLOR beats NO_COLOR (any value but the empty one) beats
 * whether it is a terminal. chalk does not read NO_COLOR, so the level is decided here.
 */
export async function colorLevel(
  descriptor: 1 | 2,
  wanted: "auto" | "never",
  env: Readonly<Record<string, string | undefined>>,
): Promise<ColorLevel> {
  if (wanted === "never") return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined)
    return forced === "0" || forced === "false" ? 0 : forced === "2" ? 2 : forced === "3" ? 3 : 1;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return 0;
  if (env.TERM === "dumb" || !isDevice(descriptor)) return 0;
  const { isatty } = await import("node:tty");
  return isatty(descriptor) ? 1 : 0;
}

/** Asking the file system first spares a piped run from loading the terminal's module. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}
