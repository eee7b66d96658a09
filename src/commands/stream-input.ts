import type { InputFile } from "../io/ports.ts";

/**
 * True for what another program writes: standard input, also as `/dev/stdin`, and pipes of a shell's `<(…)`, which are
 * `/dev/fd/63` to bash and `/proc/self/fd/12` to zsh.
 */
export function isStream({ path }: Pick<InputFile, "path">): boolean {
  return path === null || /^\/(?:dev|proc)\//.test(path);
}
