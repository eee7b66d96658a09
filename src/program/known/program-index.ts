import { matchesGlob } from "../../kernel/glob/name-glob.ts";
import type { Command } from "../command/commands.ts";
import { hasWords, type ImageName, wordsOf } from "../command/image-name.ts";
import { type CommandPattern, commandPattern, type Position, runsAt } from "../command/patterns.ts";
import { programName } from "../command/program-name.ts";
import { OTHER_PROGRAM, type ProgramRole, type ProgramRow } from "./rows.ts";

/** Roles whose names mean the same next to any other word: an exporter's operator is part of the cluster too. */
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

/** A pattern of a command, and whose it is. */
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

/** A program that a command runs, and the word at which it begins. */
export interface FoundByCommand extends CommandEntry {
  readonly start: number;
}

/** A program that an image is known for. */
export type FoundByImage = ImageEntry;

interface PathEntry extends ImageEntry {
  readonly steps: readonly string[];
}

/** Programs by the first word of their patterns: a manifest has hundreds of words, and the tables have more. */
export interface ProgramIndex {
  readonly commands: ReadonlyMap<string, readonly CommandEntry[]>;
  readonly images: ReadonlyMap<string, readonly ImageEntry[]>;
  /** Patterns with a slash, by their steps. */
  readonly paths: readonly PathEntry[];
}

/** Under this key are the patterns that begin with a wildcard. */
const WILD = "*";

/** The index of some programs. */
export function indexOf(rows: readonly ProgramRow[]): ProgramIndex {
  const commands = new Map<string, CommandEntry[]>();
  const images = new Map<string, ImageEntry[]>();
  const paths: PathEntry[] = [];
  for (const row of rows) {
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

/** The programs that a command runs. */
export function byCommand({ commands }: ProgramIndex, command: Command): readonly FoundByCommand[] {
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

/** The programs that an image is known for. */
export function byImage({ images, paths }: ProgramIndex, image: ImageName): readonly FoundByImage[] {
  const words = wordsOf(image.name);
  const path = image.repository.split("/");
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
