/** A text to be joined. */
export interface StreamPart {
  readonly text: string;
  /** Its first character is a bracket: kubectl would take a stream that begins with it for JSON. */
  readonly json: boolean;
  /** False for texts without any Kubernetes object: they are left out. */
  readonly hasObjects: boolean;
}

const MARK = "\uFEFF";

/**
 * Joins texts into one stream in which kubectl finds every object. One part alone stays as it is, byte for byte.
 *
 * kubectl looks at the first letters of a stream: with a bracket it reads JSON values one after the other and
 * stops at the first `---`; so a marker goes before a leading JSON text. A byte order mark is only allowed at
 * the very beginning, and a directive (`%YAML`) only behind a `...`.
 */
export function joinStream(parts: readonly StreamPart[]): string {
  if (parts.length === 1) return parts[0]?.text ?? "";
  const kept = parts.filter((part) => part.hasObjects);
  if (kept.length <= 1) return kept[0]?.text ?? "";
  let stream = "";
  for (const part of kept) {
    if (stream === "") {
      stream = part.json ? `---\n${withoutMark(part.text)}` : part.text;
      continue;
    }
    const text = withoutMark(part.text);
    const lineEnd = stream.endsWith("\r\n") || /\r\n[^\n]*$/.test(stream.slice(-4096)) ? "\r\n" : "\n";
    if (!stream.endsWith("\n")) stream += lineEnd;
    stream += separator(stream, text, lineEnd) + text;
  }
  return stream;
}

function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text;
}

/** What has to stand between two texts, the first of which ends with a line end. */
function separator(before: string, text: string, lineEnd: string): string {
  if (beginsWithDirective(text))
    return /(?:^|\n)\.\.\.[ \t]*\r?\n$/.test(before.slice(-64)) ? "" : `...${lineEnd}`;
  return /^---(?:[ \t\r\n]|$)/.test(text) ? "" : `---${lineEnd}`;
}

/** Directives come before the first marker, with only comments and blank lines around them. */
function beginsWithDirective(text: string): boolean {
  return /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*%/.test(text);
}
