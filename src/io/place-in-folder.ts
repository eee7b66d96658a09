import { realpathSync } from "node:fs";
import { isAbsolute, join, resolve, sep } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import type { InputFile, InputSet, PlacedFile } from "./ports.ts";

/**
 * Gives every input its place below a folder, relative to the path that was named.
 * @throws Failure (usage) when two inputs want one place, one would leave the folder or overwrite an input, or
 * the folder lies inside a folder that is read (the next run would read its own output).
 */
export function placeInFolder(folder: string, inputs: InputSet): readonly PlacedFile[] {
  const target = realOf(folder);
  for (const source of inputs.folders) assertOutside(folder, target, source);
  const sources = new Map(
    inputs.files.flatMap((file) => (file.path === null ? [] : [[realOf(file.path), file]])),
  );
  const taken = new Map<string, InputFile>();
  return inputs.files.map((input) => {
    if (escapes(input.relative))
      throw usage(
        `"${input.relative}" would leave the folder "${folder}"`,
        "give --stdin-filename a plain relative path",
      );
    const path = join(folder, input.relative);
    const other = taken.get(path);
    if (other !== undefined)
      throw usage(
        `"${other.name}" and "${input.name}" would both become "${path}"`,
        "name the folder above both, or run gpuify once for each",
      );
    if (sources.has(join(target, input.relative)))
      throw usage(`"${path}" is an input; --output-dir does not overwrite inputs`, "use --write for that");
    taken.set(path, input);
    return { input, path };
  });
}

/**
 * Checks that none of the files is an input, whatever the links on the way.
 * @throws Failure (usage) that names the first which is one: its manifests would be lost.
 */
export function assertNoInput(files: readonly string[], inputs: readonly string[], advice: string): void {
  const sources = new Set(inputs.map(realOf));
  const clash = files.find((file) => sources.has(realOf(file)));
  if (clash !== undefined) throw usage(`"${clash}" is an input and would be overwritten`, advice);
}

function escapes(relative: string): boolean {
  return isAbsolute(relative) || relative === "-" || relative.split(/[\\/]/).includes("..");
}

function assertOutside(folder: string, target: string, source: string): void {
  const real = realOf(source);
  if (target !== real && !target.startsWith(real.endsWith(sep) ? real : real + sep)) return;
  throw usage(
    `--output-dir "${folder}" lies inside the input "${source}": the next run would read its own output`,
    target === real ? "use --write to change the files in place" : "choose a folder outside",
  );
}

/** The path with links resolved as far as it exists. */
function realOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = resolve(absolute, "..");
    return parent === absolute
      ? absolute
      : join(realOf(parent), absolute.slice(parent.length).replace(/^[\\/]/, ""));
  }
}

function usage(message: string, advice: string): Failure {
  return new Failure(EXIT.usage, message, advice);
}
