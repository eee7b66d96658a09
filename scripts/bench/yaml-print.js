// The obvious Node program: yaml's documents, parsed and printed. Reads stdin, or the files below a folder.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

const folder = process.argv[2];
const names = folder === undefined ? [] : readdirSync(folder, { recursive: true, encoding: "utf8" });
const files = names.filter((name) => /\.(?:ya?ml|json)$/.test(name)).map((name) => join(folder ?? "", name));
for (const file of folder === undefined ? [0] : files) {
  const documents = parseAllDocuments(readFileSync(file, "utf8"), { logLevel: "silent" });
  const readable = [...documents].filter((document) => document.errors.length === 0);
  const text = readable.map(String).join("---\n");
  if (folder === undefined) process.stdout.write(text);
}
