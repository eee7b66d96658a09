import { resourceRows } from "../data/resources.ts";

/**
 * What stands before the slash of accelerator resources, such as `nvidia.com`: for searches through text that nobody has
 * read yet. Domains that only companions have are left out, because nothing computes on a network card.
 */
export function acceleratorDomains(): readonly string[] {
  const names = resourceRows().flatMap((row) => {
    if (row.kind === "companion") return [];
    return "name" in row ? [row.name] : [row.pattern.replace(/\\(.)/g, "$1")];
  });
  return [...new Set(names.map((name) => name.slice(0, name.indexOf("/"))))];
}
