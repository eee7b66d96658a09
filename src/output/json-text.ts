/** Characters that JSON may hold as they are, and that move the cursor of a terminal, end its lines or turn its writing. */
const HIDDEN = /[\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g;

/** A value as JSON that people may look at in a terminal or a log: such characters are written as escapes. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(
    HIDDEN,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}
