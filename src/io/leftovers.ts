import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { type TemporaryOwner, temporaryOwner, thisOwner } from "./temporary-name.ts";

/** Nobody writes a file for so long: in another container of the same name, where processes have other numbers, too. */
const OLD_MS = 10 * 60 * 1000;

/**
 * Removes the temporary files of killed runs from folders: of this machine, whose process is gone, and old. Returns the
 * paths of the others, of which nobody can tell whether a run still writes them. A folder that cannot be read has none.
 */
export function removeLeftovers(folders: Iterable<string>): readonly string[] {
  const own = thisOwner();
  return [...new Set(folders)].flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const owner = temporaryOwner(name);
      if (owner === null) return [];
      const path = join(folder, name);
      return isLeft(path, owner, own) && isRemoved(path) ? [] : [path];
    }),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isLeft(path: string, owner: TemporaryOwner | "unknown", own: TemporaryOwner): boolean {
  if (owner === "unknown" || owner.host !== own.host) return false;
  // In containers numbers of processes come again; what this one writes is not old.
  if (owner.pid !== own.pid && !isGone(owner.pid)) return false;
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && Date.now() - stat.mtimeMs > OLD_MS;
}

/** True where no process has that number. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function isRemoved(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
