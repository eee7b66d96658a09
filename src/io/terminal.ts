import { fstatSync, statSync } from "node:fs";

/**
 * True when a descriptor is a terminal. Asking the file system first spares a piped run, and one whose messages go
 * to the null device, from loading the terminal's module.
 */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isCharacterDevice() || stat.rdev === statSync("/dev/null").rdev) return false;
  } catch {
    return false;
  }
  // Node's module for terminals brings the network's along.
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}
