import { lazy } from "../../kernel/lazy.ts";
import { matchesGlob } from "../../kernel/name-glob.ts";
import { type Command, isPreparation } from "../command/commands.ts";
import { hasWords, type ImageName, parseImage, wordsOf } from "../command/image-name.ts";
import { type CommandPattern, commandPattern, type Position, runsAt } from "../command/patterns.ts";
import { programName } from "../command/program-name.ts";
import { OTHER_PROGRAM, type ProgramRole, type ProgramRow, programRows } from "./rows.ts";

/** A known program that a container runs, and how that was told. */
export interface KnownProgram {
  readonly role: ProgramRole;
  readonly row: ProgramRow;
  readonly by: "image" | "command";
  /** The image, or the words of the command that were recognised. */
  readonly told: string;
}

/** Roles whose names mean the same beside any other word: an exporter's operator is part of the cluster too. */
const ROLES_WITHOUT_NEIGHBOURS: ReadonlySet<ProgramRole> = new Set([
  "platform",
  "monitoring",
  "load-test",
  "task",
  "device-check",
  "stand-in",
  "interactive",
]);

/** Programs that launchers start; the others are looked for only where a command begins. */
const LAUNCHED: ReadonlySet<ProgramRole> = new Set([
  "model-server",
  "pipeline",
  "trainer",
  "launcher",
  "device-check",
]);

/** Every program of the tables that an image name or a command is known for, one a row; a command says it first. */
export function programsOf(image: string | null, commands: readonly Command[]): readonly KnownProgram[] {
  const found = new Map<ProgramRow, KnownProgram>();
  for (const command of commands)
    if (!isPreparation(command))
      for (const { role, row, pattern } of rowsByCommand(command))
        if (!found.has(row)) found.set(row, { role, row, by: "command", told: pattern.text });
  const name = image === null ? null : parseImage(image);
  if (name !== null)
    for (const { role, row } of rowsByImage(name))
      if (!found.has(row))
        found.set(row, { role, row, by: "image", told: name.repository.replace(/^library\//, "") });
  return [...found.values()];
}

interface CommandEntry {
  readonly role: ProgramRole;
  readonly row: ProgramRow;
  readonly pattern: CommandPattern;
}

interface ImageEntry {
  readonly role: ProgramRole;
  readonly row: ProgramRow;
  readonly pattern: string;
}

interface PathEntry extends ImageEntry {
  readonly steps: readonly string[];
}

/** The tables by the first word of their patterns: a manifest has hundreds of words, and the tables have more. */
interface Index {
  readonly commands: ReadonlyMap<string, readonly CommandEntry[]>;
  readonly images: ReadonlyMap<string, readonly ImageEntry[]>;
  /** Patterns with a slash, by their steps. */
  readonly paths: readonly PathEntry[];
}

/** Under this key are the patterns that begin with a wildcard. */
const WILD = "*";

/** A constant: made of the rows alone. */
const index = lazy(makeIndex);

function makeIndex(): Index {
  const commands = new Map<string, CommandEntry[]>();
  const images = new Map<string, ImageEntry[]>();
  const paths: PathEntry[] = [];
  for (const row of programRows()) {
    const { role } = row;
    for (const text of row.commands) {
      const first = programName(text.split(" ", 1)[0] ?? "");
      add(commands, first.includes("*") ? WILD : first, { role, row, pattern: commandPattern(text) });
    }
    for (const pattern of row.images)
      if (pattern.includes("/")) paths.push({ role, row, pattern, steps: pattern.split("/") });
      else add(images, /^[^-:]*/.exec(pattern)?.[0] ?? "", { role, row, pattern });
  }
  return { commands, images, paths };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The rows whose programs a command runs, and at which of its words. */
export function rowsByCommand(command: Command): readonly (CommandEntry & { readonly start: number })[] {
  const { commands } = index();
  const wild = commands.get(WILD) ?? [];
  return command.flatMap((word, start) =>
    [...(commands.get(programName(word)) ?? []), ...wild]
      .filter(({ role, pattern }) => {
        const position: Position = LAUNCHED.has(role) ? "anywhere" : "program";
        return runsAt(command, start, pattern, position);
      })
      .map((entry) => ({ ...entry, start })),
  );
}

/** The rows whose programs an image is known for. */
export function rowsByImage(image: ImageName): readonly ImageEntry[] {
  const words = wordsOf(image.name);
  const path = image.repository.split("/");
  const { images, paths } = index();
  return [
    ...words.flatMap((word) => images.get(word) ?? []).filter((entry) => isNamed(image, words, entry)),
    ...paths.filter(({ steps }) => endsWithSteps(path, steps)),
  ].filter((entry) => !isAnother(words, entry));
}

function isNamed(image: ImageName, words: readonly string[], { pattern }: ImageEntry): boolean {
  const [name = "", tag] = pattern.split(":", 2);
  if (!hasWords(words, name)) return false;
  return tag === undefined || hasWords(wordsOf(image.tag ?? ""), tag);
}

function isAnother(words: readonly string[], { role, pattern }: ImageEntry): boolean {
  if (ROLES_WITHOUT_NEIGHBOURS.has(role)) return false;
  const own = new Set(wordsOf(pattern));
  return words.some((word) => OTHER_PROGRAM.has(word) && !own.has(word));
}

function endsWithSteps(path: readonly string[], steps: readonly string[]): boolean {
  const start = path.length - steps.length;
  return start >= 0 && steps.every((one, at) => matchesGlob(one, path[start + at] ?? ""));
}
