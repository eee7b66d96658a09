import { wrap } from "../wrap.ts";

/** Width of a plain terminal. The same everywhere, so that a text does not depend on where it is read. */
const WIDTH = 80;

/** One text of lines, with a line end behind the last. */
export function lines(content: readonly string[]): string {
  return `${content.join("\n")}\n`;
}

/** An empty line, a heading and what belongs to it, indented and wrapped; nothing without content. */
export function section(title: string, content: readonly string[]): readonly string[] {
  return content.length === 0 ? [] : ["", title, ...content.map((line) => wrap(`  ${line}`))];
}

/** The same for rows of cells. */
export function tableSection(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ["", title, ...table(rows, "  ")];
}

/** The same for what is looked for by name, and stays on one line. */
export function unwrapped(title: string, content: readonly string[]): readonly string[] {
  return content.length === 0 ? [] : ["", title, ...content.map((line) => `  ${line}`)];
}

/**
 * The lines of each row, in columns as wide as their widest cell. The last column is wrapped where it stands; `indent`
 * is what the caller puts before each line.
 */
export function tableRows(
  rows: readonly (readonly string[])[],
  indent: string,
): readonly (readonly string[])[] {
  const last = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = Array.from({ length: last }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const start = widths.reduce((sum, width) => sum + width + 2, indent.length);
  return rows.map((row) => {
    const head = widths.map((width, column) => (row[column] ?? "").padEnd(width + 2)).join("");
    return inRows(row[last] ?? "", WIDTH - start).map((text, index) =>
      `${index === 0 ? indent + head : " ".repeat(start)}${text}`.trimEnd(),
    );
  });
}

/** The same as one text. */
export function table(rows: readonly (readonly string[])[], indent = ""): readonly string[] {
  return tableRows(rows, indent).flat();
}

/**
 * Groups of rows below one head: one table, so that the columns of all groups stand below each other. A group without
 * rows is left out.
 */
export function groupedTable(
  head: readonly string[],
  groups: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[],
): readonly string[] {
  const [heads = [], ...body] = tableRows([head, ...groups.flatMap(({ rows }) => rows)], "  ");
  let at = 0;
  const blocks = groups.flatMap(({ title, rows }) => {
    const own = body.slice(at, at + rows.length).flat();
    at += rows.length;
    return rows.length === 0 ? [] : ["", title, ...own];
  });
  return [...heads, ...blocks];
}

/** Words in rows of at most `width` letters; a longer word has a row of its own. At least one row. */
function inRows(text: string, width: number): readonly string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    if (row !== "" && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else row += row === "" ? word : ` ${word}`;
  }
  return [...rows, row];
}
