/** What standard input is called where a path is wanted. */
const STDIN = "stdin";

/** True for standard input that `--stdin-filename` gave no name. */
export function isStdin(file: string): boolean {
  return file === "-";
}

/**
 * A file's name as the servers that show findings beside code compare it with the repository's: with `/`, and without
 * `./` before it. On Linux a backslash may be part of a name; such a name is not worth breaking every Windows path for.
 */
export function slashed(file: string): string {
  return isStdin(file) ? STDIN : file.replaceAll("\\", "/").replace(/^(?:\.\/+)+/, "");
}

/** Text without halves of characters, which no encoding can write. */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
}
