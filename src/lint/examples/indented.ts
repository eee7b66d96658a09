/** The lines of a block, each behind `depth` spaces and with a line end; nothing for an empty block. */
export function indented(block: string, depth: number): string {
  if (block === "") return "";
  const lines = block.trim().split("\n");
  return lines.map((line) => `${" ".repeat(depth)}${line}\n`).join("");
}
