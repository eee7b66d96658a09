import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { EXIT, Failure } from "../kernel/failure.ts";
import { MAX_INPUT_BYTES, mebibytes } from "../kernel/limits.ts";
import { nearest } from "../kernel/suggest.ts";
import { optimizeLater } from "./long-run.ts";
import type { InputFile, InputQuery, InputSet } from "./ports.ts";
import { readBytes } from "./read-bytes.ts";
import { type Stdio, tooLarge } from "./stdio.ts";
import type { FoundFile, WalkResult } from "./walk.ts";

/** Bytes of input from which on a run is a long one. */
const LONG_INPUT = 256 * 1024;

interface Collected {
  readonly files: Map<string, InputFile>;
  readonly folders: string[];
  readonly unreadable: { name: string; reason: string }[];
}

/**
 * Reads what the query names, each file once, in the order of the paths and inside a folder in lexical order.
 * @throws Failure (input) for a path that does not exist or cannot be read, and for a folder or glob without manifests.
 */
export async function readInputs(
  query: InputQuery,
  { readStdin }: Pick<Stdio, "readStdin">,
): Promise<InputSet> {
  const collected: Collected = { files: new Map(), folders: [], unreadable: [] };
  for (const path of query.paths) {
    if (path !== "-") await addPath(collected, path, query);
    else if (!collected.files.has("-")) addStdin(collected, query, readStdin());
  }
  const files = [...collected.files.values()];
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > LONG_INPUT) optimizeLater();
  return { ...collected, files };
}

function addStdin(collected: Collected, query: InputQuery, bytes: Uint8Array): void {
  const name = query.stdinName ?? "-";
  collected.files.set("-", { name, bytes, named: true, path: null, relative: name });
}

async function addPath(collected: Collected, path: string, query: InputQuery): Promise<void> {
  const stat = statOf(path);
  if (stat === null) {
    const { readPathGlob, walkGlob } = await import("./walk.ts");
    const glob = readPathGlob(path);
    if (glob === null) throw missing(path, query.commands);
    const result = walkGlob(glob, query);
    if (result.found.length === 0)
      throw new Failure(EXIT.input, `no .yaml, .yml or .json file matches "${path}"`, hintFor(query));
    collected.folders.push(glob.folder);
    addWalked(collected, result, query);
  } else if (stat.isDirectory()) {
    const { walkFolder } = await import("./walk.ts");
    const result = walkFolder(path, query);
    if (result.found.length === 0 && result.unreadable.length === 0)
      throw new Failure(EXIT.input, `"${path}" holds no .yaml, .yml or .json file`, hintFor(query));
    collected.folders.push(path);
    addWalked(collected, result, query);
  } else addNamed(collected, path, stat.isFile() ? "file" : "stream");
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new Failure(EXIT.input, `"${path}" cannot be read: ${message}`);
  }
}

function hintFor(query: InputQuery): string {
  const left = ["node_modules and .git"];
  if (query.gitIgnored === "skip") left.push("what git ignores (--no-ignore reads it)");
  if (query.exclude.length > 0) left.push("what --exclude names");
  return `name a folder or a file that has manifests; left out are ${left.join(", ")}`;
}

function addNamed(collected: Collected, path: string, type: "file" | "stream"): void {
  const bytes = readNamed(path);
  const key = type === "file" ? realpathSync(path) : path;
  const relative = path.slice(path.lastIndexOf("/") + 1);
  const known = collected.files.get(key);
  collected.files.set(
    key,
    known === undefined ? { name: path, bytes, named: true, path, relative } : { ...known, named: true },
  );
}

function readNamed(path: string): Uint8Array {
  const bytes = tryReadNamed(path);
  if (bytes === null) throw tooLarge(`"${path}"`);
  return bytes;
}

function tryReadNamed(path: string): Uint8Array | null {
  try {
    return readBytes(path, MAX_INPUT_BYTES);
  } catch (error) {
    throw new Failure(
      EXIT.input,
      `"${path}" cannot be read: ${(error as Error).message}`,
      "check the permissions of the file and of its folders",
    );
  }
}

function addWalked(collected: Collected, result: WalkResult, query: InputQuery): void {
  const unreadable = [...result.unreadable];
  for (const file of result.found) {
    if (collected.files.has(file.real)) continue;
    const bytes = tryRead(file, unreadable);
    if (bytes !== null)
      collected.files.set(file.real, {
        name: file.name,
        bytes,
        named: false,
        path: file.path,
        relative: file.relative,
      });
  }
  const [first] = unreadable;
  if (first !== undefined && query.unreadable === "fail")
    throw new Failure(
      EXIT.input,
      `"${first.name}" cannot be read: ${first.reason}`,
      "leave it out with --exclude, or run without --strict",
    );
  collected.unreadable.push(...unreadable);
}

function tryRead(file: FoundFile, unreadable: { name: string; reason: string }[]): Uint8Array | null {
  try {
    const bytes = readBytes(file.path, MAX_INPUT_BYTES);
    if (bytes === null)
      unreadable.push({ name: file.name, reason: `it has more than ${mebibytes(MAX_INPUT_BYTES)}` });
    return bytes;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    unreadable.push({ name: file.name, reason: code === "EACCES" ? "permission denied" : message });
    return null;
  }
}

function missing(path: string, commands: readonly string[]): Failure {
  const command = path.includes("/") || path.includes(".") ? undefined : nearest(path, commands);
  if (command !== undefined)
    return new Failure(
      EXIT.input,
      `there is no file or folder "${path}"`,
      `did you mean the command "${command}"?`,
    );
  if (isDangling(path))
    return new Failure(
      EXIT.input,
      `"${path}" is a link to a file that does not exist`,
      "correct the link, or name another file",
    );
  const sibling = nearestSibling(path);
  const advice =
    sibling === undefined ? "check the path; `-` reads standard input" : `did you mean "${sibling}"?`;
  return new Failure(EXIT.input, `there is no file or folder "${path}"`, advice);
}

function isDangling(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function nearestSibling(path: string): string | undefined {
  const slash = path.lastIndexOf("/") + 1;
  try {
    const name = nearest(path.slice(slash), readdirSync(slash === 0 ? "." : path.slice(0, slash)));
    return name === undefined ? undefined : path.slice(0, slash) + name;
  } catch {
    return undefined;
  }
}
