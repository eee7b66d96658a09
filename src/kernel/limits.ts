/** Largest input that is read, in bytes: two orders above the largest manifest in public repositories. */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/** A number of bytes as people say it; whole mebibytes. */
export function mebibytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`;
}
