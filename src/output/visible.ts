import { oneLine } from "../kernel/one-line.ts";

/**
 * Text of a manifest as a terminal may get it: control characters, which could move the cursor or clear what was
 * said, and those that end lines or turn the direction of writing, become U+FFFD. Tabs and line feeds stay.
 */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g, "\uFFFD");
}

/** A sentence that quotes names, on one line: in the log of a CI job a line that begins with `::` is a command. */
export function joinLines(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, " ");
}

/** The same on one line: a name with a line feed must not look like a message of ours. */
export function visibleLine(text: string): string {
  return oneLine(text);
}
