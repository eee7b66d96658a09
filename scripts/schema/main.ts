import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findOpenApi, readOpenApi } from "./openapi.ts";
import { dataFiles } from "./table.ts";

/** Writes the data files of the schema and prints their sizes; 2 where the definitions are not found. */
export function main(args: readonly string[], project: string): number {
  const folder = args[0] ?? findOpenApi(project);
  if (folder === null) {
    console.error("no OpenAPI definitions beside the project: name the folder that holds v1.NN.json");
    return 2;
  }
  for (const { name, text } of dataFiles(readOpenApi(folder))) {
    writeFileSync(join(project, "src/k8s/schema/data", name), text);
    console.log(`${name}: ${text.length} characters`);
  }
  return 0;
}
