import type { OptionSpec, RawOptions } from "./options.ts";

/**
 * Reads arguments that need no explaining: every option known and spelled out, every value there. Null for
 * anything else (help, mistakes, grouped switches), which commander then reads, so that it need not be loaded
 * for a run that works: loading it costs as much as patching a small manifest.
 */
export function quickRead(args: readonly string[], options: readonly OptionSpec[]): RawOptions | null {
  const byName = new Map<string, OptionSpec>();
  for (const option of options) {
    byName.set(option.long, option);
    if (option.short !== undefined) byName.set(option.short, option);
  }
  const paths: string[] = [];
  const values = new Map<string, string | string[] | true>();
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    if (argument === "--") {
      paths.push(...args.slice(at + 1));
      break;
    }
    if (argument === "-" || !argument.startsWith("-")) {
      paths.push(argument);
      continue;
    }
    const { name, inline } = splitInline(argument);
    const option = byName.get(name);
    if (option === undefined || (option.value === undefined && inline !== null)) return null;
    if (option.value === undefined) {
      values.set(option.long, true);
      continue;
    }
    const value = inline ?? args[++at];
    if (value === undefined) return null;
    store(values, option, value);
  }
  return { paths, values };
}

/** `--gpus=2` and `-p=x` look alike, but only long options take `=`: `-p=x` is a value that begins with `=`. */
function splitInline(argument: string): { readonly name: string; readonly inline: string | null } {
  const equals = argument.startsWith("--") ? argument.indexOf("=") : -1;
  return equals < 0
    ? { name: argument, inline: null }
    : { name: argument.slice(0, equals), inline: argument.slice(equals + 1) };
}

/** Keeps a value: all of them for an option that may be repeated, else the last. */
export function store(
  values: Map<string, string | string[] | true>,
  option: OptionSpec,
  value: string,
): void {
  const known = values.get(option.long);
  if (option.many !== true) values.set(option.long, value);
  else if (Array.isArray(known)) known.push(value);
  else values.set(option.long, [value]);
}
