import { Chalk } from "chalk";
import type { Paint } from "./paint.ts";

/** Paints with chalk at a level that was decided elsewhere. */
export function colorPaint(level: 1 | 2 | 3): Paint {
  const chalk = new Chalk({ level });
  return {
    error: chalk.red.bold,
    warning: chalk.yellow.bold,
    info: chalk.cyan,
    added: chalk.green,
    removed: chalk.red,
    strong: chalk.bold,
    faint: chalk.dim,
  };
}
