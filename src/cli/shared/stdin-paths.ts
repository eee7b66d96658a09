import type { Ports } from "../../io/ports.ts";
import type { RawOptions } from "./command.ts";
import { listOf } from "./values.ts";

/** The paths that are given. Without one standard input is read, where it is a pipe or a file. */
export function pathsOrStdin(raw: RawOptions, { stdinKind }: Pick<Ports, "stdinKind">): readonly string[] {
  const given = [...raw.paths, ...listOf(raw, "--filename")];
  return given.length > 0 || stdinKind() === "nothing" ? given : ["-"];
}
