/** Width of a plain terminal. */
const WIDTH = 80;

/** Breaks a long line at its spaces; what follows is indented by two more. A longer word stays whole. */
export function wrap(line: string): string {
  if (line.length <= WIDTH) return line;
  const indent = /^ */.exec(line)?.[0] ?? "";
  const rows: string[] = [];
  let row = indent;
  for (const word of line.trim().split(" ")) {
    const isFirst = row.trim() === "";
    if (!isFirst && row.length + 1 + word.length > WIDTH) {
      rows.push(row);
      row = `${indent}  ${word}`;
    } else row += isFirst ? word : ` ${word}`;
  }
  return [...rows, row].join("\n");
}
