/**
 * A message as SARIF reads plain text: `[words](target)` is a link and `{0}` a placeholder (SARIF 2.1.0, 3.11.5 and
 * 3.11.6), and a message quotes what manifests say. Only what would be read so is escaped: not every viewer undoes it.
 */
export function plain(text: string): { readonly text: string } {
  return { text: text.replace(/\[(?=[^\]]*\]\()/g, "\\[").replace(/\{(\d+)\}/g, "{{$1}}") };
}
