import type { FormatTarget } from "../../commands/invocation.ts";
import { nearest } from "../../kernel/suggest.ts";
import { usageError } from "./values.ts";

/** The formats of a command; the first is the one that nobody has to name. */
export interface Formats<Format extends string> {
  readonly command: string;
  readonly names: readonly [Format, ...Format[]];
}

/**
 * Reads the values of `--output`: `FORMAT` or `FORMAT=FILE`.
 * @throws Failure (usage) for an unknown format, two on standard output, or one file for two of them.
 */
export function formatTargets<Format extends string>(
  outputs: readonly string[],
  formats: Formats<Format>,
): readonly FormatTarget<Format>[] {
  if (outputs.length === 0) return [{ format: formats.names[0], file: null }];
  const targets = outputs.map((output) => formatTarget(output, formats));
  const onStdout = targets.filter((target) => target.file === null);
  if (onStdout.length > 1)
    throw usageError(
      "--output names two formats for standard output",
      `give one of them a file: -o ${onStdout[1]?.format}=FILE`,
    );
  const files = targets.flatMap((target) => target.file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw usageError(`--output names "${twice}" twice`, "give each format its own file");
  return targets;
}

function formatTarget<Format extends string>(
  output: string,
  { command, names }: Formats<Format>,
): FormatTarget<Format> {
  const equals = output.indexOf("=");
  const word = equals < 0 ? output : output.slice(0, equals);
  const file = equals < 0 ? null : output.slice(equals + 1);
  const format = names.find((known) => known === word);
  if (format === undefined) {
    const near = nearest(word, names);
    throw usageError(
      `--output "${word}" is no format of ${command}`,
      near === undefined
        ? `the formats are ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`
        : `did you mean -o ${near}?`,
    );
  }
  if (file === "") throw usageError(`--output "${output}" names no file`, `write -o ${word}=FILE`);
  return { format, file: file === "-" ? null : file };
}
