import type { UndoInvocation } from "../../commands/undo.ts";
import { deliveryOf } from "../patch/invocation.ts";
import type { RawOptions } from "../shared/command.ts";
import { inputsOf } from "../shared/inputs.ts";
import { isGiven, nonEmpty, textOf, usageError } from "../shared/values.ts";

/**
 * Turns the options of `undo` into what they mean. `paths` are the inputs, `-` among them when standard input is read,
 * also implicitly.
 * @throws Failure (usage) for a value that is none, or two that exclude each other.
 */
export function undoInvocation(raw: RawOptions, paths: readonly string[]): UndoInvocation {
  if (paths.length === 0)
    throw usageError(
      "there is no input: no path is given and standard input is no pipe",
      "gpuify undo [--report FILE] PATH, or `-` for standard input",
    );
  const report = textOf(raw, "--report");
  if (report === "-") throw usageError("--report cannot be read from standard input", "name the report file");
  return {
    inputs: inputsOf(raw, paths),
    delivery: deliveryOf(raw, paths),
    report: report === undefined ? null : nonEmpty("--report", report),
    strict: isGiven(raw, "--strict"),
    quiet: isGiven(raw, "--quiet"),
  };
}
