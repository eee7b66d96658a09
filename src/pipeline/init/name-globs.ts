/** From how many names on a common beginning is one on purpose. */
const ENOUGH = 3;
/** A shorter beginning says nothing: `ml-` is a team, `web-` a kind of work. */
const SHORTEST = 3;

/**
 * Names, with three or more that begin with the same word as one glob (`train-*`), where nothing else begins with it.
 * Sorted; globs stand where their first name stood. Names with letters that mean something in a glob are left as they are.
 */
export function shortenNames(names: readonly string[], foreign: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const word = firstWord(name);
    if (word !== null) groups.set(word, [...(groups.get(word) ?? []), name]);
  }
  const globs = new Map<string, string>();
  for (const [word, members] of groups) {
    if (members.length < ENOUGH || word.length < SHORTEST) continue;
    if (foreign.some((name) => name === word || name.startsWith(`${word}-`))) continue;
    for (const name of members) globs.set(name, `${word}-*`);
  }
  return [...new Set(names.map((name) => globs.get(name) ?? name))];
}

function firstWord(name: string): string | null {
  return /^([a-z0-9]+)-[a-z0-9.-]*\*?$/.exec(name)?.[1] ?? null;
}
