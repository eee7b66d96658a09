/** How many colours a stream shows: 0 none, 1 sixteen, 2 and 3 more. */
type ColorLevel = 0 | 1 | 2 | 3;

/**
 * Colours of a stream. `--no-color` beats FORCE_COLOR beats NO_COLOR (any value but the empty one) beats
 * whether it is a terminal. chalk does not read NO_COLOR, so the level is decided here.
 */
export function colorLevel(
  wanted: "auto" | "never",
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: () => boolean,
): ColorLevel {
  if (wanted === "never") return 0;
  if (env.FORCE_COLOR !== undefined) return forcedLevel(env.FORCE_COLOR);
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return 0;
  if (env.TERM === "dumb") return 0;
  return isTerminal() ? 1 : 0;
}

function forcedLevel(value: string): ColorLevel {
  if (value === "0" || value === "false") return 0;
  return value === "2" ? 2 : value === "3" ? 3 : 1;
}
