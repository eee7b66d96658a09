import type { Provenance } from "../../src/gpu/types.ts";

/** Markdown as GitHub reads it. */

/** A heading, an introduction if there is one, and what stands below, with empty lines between. */
export function chapter(level: 2 | 3, title: string, ...parts: readonly string[]): string {
  return [`${"#".repeat(level)} ${title}`, ...parts.filter((part) => part !== "")].join("\n\n");
}

/** A table; cells are Markdown already. Nothing without rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), `|${"---|".repeat(heads.length)}`, ...rows.map(line)].join("\n");
}

/** Literal text: a name, a value, a pattern. Pipes are escaped, because a table would cut them. */
export function code(text: string): string {
  return text === "" ? '`""`' : `\`${text.replaceAll("|", "\\|")}\``;
}

/** Several of them. */
export function codes(texts: readonly string[]): string {
  return texts.map(code).join(", ");
}

/** Plain words, whatever they are made of. */
export function prose(text: string): string {
  return text.replace(/[\\*<|`[\]]/g, (letter) => `\\${letter}`);
}

/** The same of a text that marks literal parts by backticks, which stay. */
export function proseWithCode(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 0 ? prose(part) : part))
    .join("");
}

/** Where a row comes from: the ids lead to the table of sources. */
export function origin({ source, confidence, date }: Provenance): string {
  return `${source.map((id) => `[${id}](#${anchor(id)})`).join(", ")}; ${confidence}, ${date}`;
}

/** The place of a source on the page. */
export function anchor(id: string): string {
  return `source-${id.replaceAll(".", "-")}`;
}
