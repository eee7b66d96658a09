/**
 * What XML 1.0 forbids even as a reference (control characters, halves of characters, and two that are none), and what
 * a terminal or a log would obey.
 */
const FORBIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]|[\uD800-\uDFFF]/gu;

const NAMES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text between tags; a carriage return would be read as a line feed, `]]>` as an end that nothing began. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, "\uFFFD")
    .replace(/[&<>]/g, (letter) => NAMES[letter] ?? letter)
    .replaceAll("\r", "&#13;");
}

/** Text between double quotes; white space as references, or readers would make spaces of it. */
export function xmlAttribute(text: string): string {
  return text
    .replace(FORBIDDEN, "\uFFFD")
    .replace(/[&<>"]/g, (letter) => NAMES[letter] ?? letter)
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}
