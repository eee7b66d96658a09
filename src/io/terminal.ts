import { fstatSync, statSync } from "node:fs";

/**
 * True when a descriptor is a terminal. Asking the file system first spares a piped run, and one whose messages go
 * to the null device, from loading the terminal's module.
 */
export async function isTerminal(descriptor: 0 | 1 | 2): Promise<boolean> {
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isCharacterDevice() || stat.rdev === statSync("/dev/null").rdev) return false;
  } catch {
    return false;
  }
  const { isatty } = await import("./tty.ts");
  return isatty(descriptor);
}
