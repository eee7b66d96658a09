/** A word of a command that a person pastes into a shell: a name out of a manifest may hold anything. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
