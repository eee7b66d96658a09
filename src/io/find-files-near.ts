import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** How deep and how many folders are looked at: overlays lie near their base, and a home folder must not be searched. */
const MAX_LEVELS = 3;
const MAX_FOLDERS = 300;

/** Paths of the files with these names in and near below a folder, in lexical order. Folders that cannot be opened have none. */
export function findFilesNear(folder: string, names: readonly string[]): readonly string[] {
  const found: string[] = [];
  let level: readonly string[] = [folder];
  let visited = 0;
  for (let depth = 0; depth <= MAX_LEVELS && level.length > 0; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (++visited > MAX_FOLDERS) return found;
      for (const entry of entriesOf(path)) {
        if (entry.isFile() && names.includes(entry.name)) found.push(join(path, entry.name));
        else if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
          next.push(join(path, entry.name));
      }
    }
    level = next;
  }
  return found;
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path === "" ? "." : path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  } catch {
    return [];
  }
}
