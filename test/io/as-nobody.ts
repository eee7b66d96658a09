import { chownSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The user without rights. */
export const NOBODY = 65534;

/** Root may read and write whatever the permissions say. */
export const IS_ROOT = process.getuid?.() === 0;

/** Gives a folder and its files to the user without rights where root runs the tests, so that permissions count. */
export function giveToNobody(folder: string): void {
  if (!IS_ROOT) return;
  for (const path of ["", ...readdirSync(folder)]) chownSync(join(folder, path), NOBODY, NOBODY);
}

/** Runs something as a user whom the permissions of the folder bind: root becomes somebody else for that time. */
export async function asNobody<T>(folder: string, run: () => T | Promise<T>): Promise<T> {
  giveToNobody(folder);
  if (!IS_ROOT) return run();
  process.seteuid?.(NOBODY);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
