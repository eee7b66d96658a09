import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findDefinitions, readDefinitions } from "./read.ts";
import { publishedFiles } from "./table.ts";

/** Writes the data files of the published schemas and prints their sizes; 2 where the definitions are not found. */
export function main(args: readonly string[], project: string): number {
  const folder = args[0] ?? findDefinitions(project);
  if (folder === null) {
    console.error("no CustomResourceDefinitions beside the project: name the folder that holds them");
    return 2;
  }
  for (const { name, text } of publishedFiles(readDefinitions(folder))) {
    writeFileSync(join(project, "src/k8s/schema/data/published", name), text);
    console.log(`${name}: ${text.length} characters`);
  }
  return 0;
}
