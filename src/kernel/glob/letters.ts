/**
 * The letters that a glob is cut into, in time linear to it: a backslash and what it stands before are one, and so are
 * brackets with all that is between them. A bracket that nothing closes is a letter.
 */
export function lettersOf(glob: string): readonly string[] {
  const letters: string[] = [];
  let mayClose = true;
  for (let at = 0; at < glob.length; at += letters.at(-1)?.length ?? 1) {
    const close = glob[at] === "[" && mayClose ? endOfBrackets(glob, at) : null;
    // What nothing closes from here on, nothing closes from further on.
    if (glob[at] === "[" && close === null) mayClose = false;
    letters.push(glob.slice(at, close ?? (glob[at] === "\\" ? at + 2 : at + 1)));
  }
  return letters;
}

function endOfBrackets(glob: string, start: number): number | null {
  for (let at = start + 1; at < glob.length; at += glob[at] === "\\" ? 2 : 1)
    if (glob[at] === "]") return at + 1;
  return null;
}

/** True for a letter that stands for several: `*`, `?` and `[a-z]`. */
export function isWildcard(letter: string): boolean {
  return letter === "*" || letter === "?" || (letter.length > 1 && letter.startsWith("["));
}

/** What a letter that is no wildcard stands for: itself, without its backslash. */
export function literalOf(letter: string): string {
  return letter.length > 1 && letter.startsWith("\\") ? letter.slice(1) : letter;
}
