import type { ConfigChoice } from "../../commands/invocation.ts";
import type { InputQuery } from "../../io/ports.ts";
import type { RawOptions } from "./command.ts";
import { excludeGlobs, isGiven, nonEmpty, textOf, usageError } from "./values.ts";

/**
 * What is read, for every command that takes manifests. `paths` are the inputs, `-` among them for standard input.
 * @throws Failure (usage) for a name of standard input where that is not read.
 */
export function inputsOf(raw: RawOptions, paths: readonly string[]): InputQuery {
  const stdinName = textOf(raw, "--stdin-filename") ?? null;
  if (stdinName !== null && !paths.includes("-"))
    throw usageError("--stdin-filename names standard input, which is not read", "add `-`, or leave it out");
  return {
    paths,
    exclude: excludeGlobs(raw),
    gitIgnored: isGiven(raw, "--no-ignore") ? "read" : "skip",
    stdinName,
    unreadable: isGiven(raw, "--strict") ? "fail" : "note",
    commands: raw.commands,
  };
}

/** @throws Failure (usage) for `--force-exclude` without a config that could exclude anything. */
export function namedExcludedOf(raw: RawOptions): "read" | "skip" {
  if (!isGiven(raw, "--force-exclude")) return "read";
  if (isGiven(raw, "--no-config"))
    throw usageError(
      "--force-exclude is about `exclude` of a config, and --no-config wants none",
      "give one of them",
    );
  return "skip";
}

/** @throws Failure (usage) for `--config` beside `--no-config`. */
export function configOf(raw: RawOptions): ConfigChoice {
  const file = textOf(raw, "--config");
  const none = isGiven(raw, "--no-config");
  if (file !== undefined && none)
    throw usageError("--config names a config and --no-config wants none", "give one of them");
  if (none) return { kind: "none" };
  return file === undefined ? { kind: "nearest" } : { kind: "named", file: nonEmpty("--config", file) };
}
