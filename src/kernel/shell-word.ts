/**
 * A word of a command that a person pastes into a shell: a name out of a manifest may hold anything. An `=` in front is
 * quoted, because zsh takes what follows for a command (zsh manual: "=" expansion); elsewhere it is an option's value.
 */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-][\w./:@%+,=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
