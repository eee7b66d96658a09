/** Text that quotes names on one line: control characters, and whatever ends a line somewhere, become U+FFFD. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g, "\uFFFD");
}
