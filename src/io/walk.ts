import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import { compilePathGlob } from "../kernel/glob/glob.ts";
import { extendedGlob, globFormProblem } from "../kernel/glob/problem.ts";
import { type SplitGlob, splitGlob } from "../kernel/glob/split-glob.ts";
import { clause } from "../kernel/words.ts";
import { type IgnoreFile, isIgnored, rulesAbove, rulesOf } from "./git-ignore.ts";

/** A file that a walk found. */
export interface FoundFile {
  /** The path as a person would write it from where the walk began. */
  readonly name: string;
  readonly path: string;
  /** The path with all symbolic links resolved: tells one file from another. */
  readonly real: string;
  /** Below the walked folder. */
  readonly relative: string;
}

/** What a walk leaves out, besides `node_modules`, `.git` and files without a manifest's extension. */
interface WalkRules {
  readonly exclude: readonly string[];
  readonly gitIgnored: "skip" | "read";
}

interface Walk {
  /** The walked folder with all symbolic links resolved. */
  readonly root: string;
  readonly found: FoundFile[];
  readonly unreadable: { name: string; reason: string }[];
  /** Real folders on the way, so that a symbolic link cannot lead round in a circle. */
  readonly seen: Set<string>;
  readonly isExcluded: (relative: string, name: string, base: string) => boolean;
  readonly gitIgnored: "skip" | "read";
  readonly isWanted: (relative: string) => boolean;
}

interface Folder {
  readonly path: string;
  readonly name: string;
  readonly real: string;
  readonly relative: string;
  readonly rules: readonly IgnoreFile[];
}

const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);
const MANIFEST = /\.(?:ya?ml|json)$/;

/** What a walk gave: files in lexical order, folder by folder as kubectl reads them, and what did not open. */
export interface WalkResult {
  readonly found: readonly FoundFile[];
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
}

/** Finds the manifests below a folder: `.yaml`, `.yml` and `.json`. @throws Failure when it cannot be opened. */
export function walkFolder(path: string, rules: WalkRules): WalkResult {
  return walk(path, rules, () => true);
}

/**
 * A path that names several files, or null for one without wildcards.
 * @throws Failure (usage) for what is no glob, such as a bracket that nothing closes.
 */
export function readPathGlob(path: string): SplitGlob | null {
  const split = splitGlob(path);
  const problem = split === null && extendedGlob(path) === null ? null : globFormProblem(path);
  if (problem === null) return split;
  throw new Failure(
    EXIT.usage,
    `there is no file or folder "${path}", and as a glob it cannot be read: ${problem.message}`,
    clause(problem.advice ?? ""),
  );
}

/** Finds the manifests that a glob matches, below the folder that it begins with. @throws Failure like `walkFolder`. */
export function walkGlob({ folder, below }: SplitGlob, rules: WalkRules): WalkResult {
  return walk(folder, rules, compilePathGlob(below));
}

function walk(path: string, rules: WalkRules, isWanted: (relative: string) => boolean): WalkResult {
  const real = realFolder(path);
  const state: Walk = {
    root: real,
    found: [],
    unreadable: [],
    seen: new Set(),
    isExcluded: excluder(rules.exclude),
    gitIgnored: rules.gitIgnored,
    isWanted,
  };
  const above = rules.gitIgnored === "skip" ? rulesAbove(real) : [];
  visit(state, { path, name: displayName(path), real, relative: "", rules: above });
  return state;
}

function realFolder(path: string): string {
  try {
    readdirSync(path, { withFileTypes: true });
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Failure(EXIT.input, `the folder "${path}" does not exist`);
    throw new Failure(EXIT.input, `the folder "${path}" cannot be opened: ${(error as Error).message}`);
  }
}

/** `.` adds nothing to the names below it, and a trailing slash is not written twice. */
function displayName(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "." || (trimmed === "" && !path.startsWith("/"))) return "";
  return `${trimmed}/`;
}

function visit(state: Walk, folder: Folder): void {
  if (state.seen.has(folder.real)) return;
  state.seen.add(folder.real);
  const entries = openFolder(state, folder);
  const hasOwnRules = state.gitIgnored === "skip" && entries.some((entry) => entry.name === ".gitignore");
  const own = hasOwnRules ? rulesOf(folder.real) : null;
  const rules = own === null ? folder.rules : [...folder.rules, own];
  for (const entry of entries) visitEntry(state, { ...folder, rules }, entry);
}

function openFolder(state: Walk, folder: Folder): readonly Dirent[] {
  try {
    const entries = readdirSync(folder.path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    state.unreadable.push({ name: folder.name, reason: reasonOf(error) });
    return [];
  }
}

function visitEntry(state: Walk, folder: Folder, entry: Dirent): void {
  const path = join(folder.path, entry.name);
  const relative = folder.relative + entry.name;
  const isManifest = MANIFEST.test(entry.name);
  const type = typeOf(state, folder, entry, path, isManifest);
  if (type === null || (type === "file" ? !isManifest : SKIPPED_FOLDERS.has(entry.name))) return;
  if (state.isExcluded(relative, folder.name + entry.name, entry.name)) return;
  const logical = join(folder.real, entry.name);
  if (folder.rules.length > 0 && isIgnored(folder.rules, logical, type)) return;
  const real = entry.isSymbolicLink() ? realpathSync(path) : logical;
  if (entry.isSymbolicLink() && leadsOut(state, real)) {
    state.unreadable.push({ name: folder.name + entry.name, reason: "a symbolic link out of the folder" });
    return;
  }
  if (type === "folder") {
    const name = `${folder.name}${entry.name}/`;
    visit(state, { path, name, real, relative: `${relative}/`, rules: folder.rules });
  } else if (state.isWanted(relative)) {
    state.found.push({ name: folder.name + entry.name, path, real, relative });
  }
}

/** A link in a checkout must not make `--write` change files that nobody named. */
function leadsOut({ root }: Walk, real: string): boolean {
  return real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Symbolic links inside the folder are followed; sockets, pipes and devices are nothing that a walk reads. */
function typeOf(
  state: Walk,
  folder: Folder,
  entry: Dirent,
  path: string,
  isManifest: boolean,
): "file" | "folder" | null {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return null;
  try {
    const target = statSync(path);
    return target.isFile() ? "file" : target.isDirectory() ? "folder" : null;
  } catch (error) {
    if (isManifest) state.unreadable.push({ name: folder.name + entry.name, reason: reasonOf(error) });
    return null;
  }
}

/**
 * A glob with a slash is compared with the path below the walked folder and with the path as shown; one without
 * is compared with the last segment, as in `.gitignore`. A folder that matches is not entered.
 */
function excluder(globs: readonly string[]): Walk["isExcluded"] {
  if (globs.length === 0) return () => false;
  const trimmed = globs.map((glob) => glob.replace(/^\.\//, "").replace(/\/(?:\*\*)?$/, ""));
  const whole = trimmed.filter((glob) => glob.includes("/"));
  const last = trimmed.filter((glob) => !glob.includes("/"));
  const isWhole = whole.map((glob) => compilePathGlob(glob));
  const isLast = last.map((glob) => compilePathGlob(glob));
  return (relative, name, base) =>
    isLast.some((matches) => matches(base)) || isWhole.some((matches) => matches(relative) || matches(name));
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EACCES") return "permission denied";
  if (code === "ENOENT") return "a symbolic link to nothing";
  if (code === "ELOOP") return "a symbolic link to itself";
  return message;
}
