import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import { below, CONFIG_FILE, isFolder, readConfigText, regularFile } from "./config-text.ts";
import type { ConfigQuery, ConfigText, FoundConfig } from "./ports.ts";
import { repositoryTop } from "./repository-names.ts";

/**
 * Finds the config that counts for each input: the one that is named, else the nearest from the input's folder
 * upward, stopping at the top of a repository (a folder with `.git`) or of the file system. Standard input counts as
 * a file of its name, without one as lying in the working folder. Inputs without a config are in no group. Paths are
 * seen from the config's folder; with a named config those elsewhere from the working folder, as eslint's `--config`
 * does it, because one in `ci/` or `/etc` is about the repository that it is run in.
 * @throws Failure (usage) for a named config that is not there, and for any that cannot be read.
 */
export function findConfigs({ inputs, named }: ConfigQuery): readonly FoundConfig[] {
  const groups = new Map<string, { config: ConfigText; files: { name: string; path: string | null }[] }>();
  const nearest = new Map<string, string | null>();
  for (const { name, path } of inputs) {
    const file = path === null ? null : resolve(path);
    const found =
      named === null ? nearestFrom(file === null ? process.cwd() : dirname(file), nearest) : named;
    if (found === null) continue;
    const group = groups.get(found) ?? { config: readConfig(found, named), files: [] };
    groups.set(found, group);
    group.files.push({ name, path: file === null ? null : seenFrom(group.config.path, file, named) });
  }
  return [...groups.values()];
}

const NEARLY = ["gpuify.yml", ".gpuify.yaml", ".gpuify.yml"] as const;
/** Folders of inputs that are looked at for misnamed configs; a repository has thousands. */
const MAX_FOLDERS = 32;

/**
 * Files that look like configs by another name, in the folders where one would be looked for: the working folder's,
 * and those of the first inputs (null: standard input).
 */
export function findMisnamedConfigs(paths: readonly (string | null)[]): readonly string[] {
  const own = new Set([process.cwd()]);
  for (const path of paths) {
    if (own.size >= MAX_FOLDERS) break;
    if (path !== null) own.add(dirname(resolve(path)));
  }
  const all = new Set<string>();
  for (const folder of own) addUpward(folder, all);
  return [...all].flatMap((folder) =>
    NEARLY.map((name) => join(folder, name))
      .filter((path) => isThere(path))
      .map((path) => relative(process.cwd(), path)),
  );
}

function addUpward(folder: string, all: Set<string>): void {
  if (all.has(folder)) return;
  all.add(folder);
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(join(folder, ".git"))) addUpward(parent, all);
}

function nearestFrom(folder: string, known: Map<string, string | null>): string | null {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const here = join(folder, CONFIG_FILE);
  const parent = dirname(folder);
  const isTop = parent === folder || existsSync(join(folder, ".git"));
  const found = isThere(here) ? here : isTop ? null : nearestFrom(parent, known);
  known.set(folder, found);
  return found;
}

/** A link that leads nowhere is there too: the user means it, so it must not be passed over in silence. */
function isThere(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && !isFolder(path);
}

/** The path as the user would write it: a named config as named, a found one from the working folder. */
function readConfig(path: string, named: string | null): ConfigText {
  const absolute = resolve(path);
  const name = named ?? relative(process.cwd(), absolute);
  if (named !== null && !existsSync(absolute))
    throw new Failure(EXIT.usage, `the config "${name}" does not exist`, "check --config, or leave it out");
  if (isFolder(absolute))
    throw new Failure(
      EXIT.usage,
      `"${name}" is a folder, no config`,
      `did you mean ${join(name, CONFIG_FILE)}?`,
    );
  if (named !== null) return { name, path: absolute, text: readConfigText(absolute, name), lines: "shown" };
  const text = readConfigText(regularFile(absolute, name), name);
  return { name, path: absolute, text, lines: leadsOut(absolute) ? "hidden" : "shown" };
}

/** A link in a checkout may lead to any file of the machine, whose lines must not end up in a public log. */
function leadsOut(path: string): boolean {
  const top = repositoryTop(dirname(path)) ?? dirname(path);
  return below(realpathSync(top), realpathSync(path)) === null;
}

function seenFrom(config: string, file: string, named: string | null): string | null {
  const own = below(dirname(config), file);
  return own === null && named !== null ? below(process.cwd(), file) : own;
}
