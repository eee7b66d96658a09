import { matchesGlob } from "../glob.ts";
import { type Command, isPreparation, runs } from "./commands.ts";
import { OTHER_PROGRAM, PROGRAMS } from "./data/programs.ts";
import type { ProgramRole, ProgramRow } from "./data/row.ts";
import { hasWords, type ImageName, parseImage, wordsOf } from "./image-name.ts";

/** A known program that a container runs, and how that was told. */
export interface KnownProgram {
  readonly role: ProgramRole;
  readonly row: ProgramRow;
  readonly by: "image" | "command";
  /** The image, or the words of the command that were recognised. */
  readonly told: string;
}

/** Words that only say that a program serves, so that they never make it another one. */
const ROLES_WITHOUT_NEIGHBOURS: ReadonlySet<ProgramRole> = new Set([
  "platform",
  "monitoring",
  "load-test",
  "task",
  "device-check",
  "stand-in",
  "interactive",
]);

/** Every program of the tables that an image name or a command is known for, one a row. */
export function programsOf(image: string | null, commands: readonly Command[]): readonly KnownProgram[] {
  const running = commands.filter((command) => !isPreparation(command));
  const name = image === null ? null : parseImage(image);
  return (Object.keys(PROGRAMS) as ProgramRole[]).flatMap((role) =>
    PROGRAMS[role].flatMap((row): KnownProgram[] => {
      const pattern = row.commands.find((one) => running.some((command) => runs(command, one)));
      if (pattern !== undefined) return [{ role, row, by: "command", told: pattern }];
      if (name === null || !row.images.some((one) => isImage(name, one, role))) return [];
      return [{ role, row, by: "image", told: `${name.repository.replace(/^library\//, "")}` }];
    }),
  );
}

function isImage(image: ImageName, pattern: string, role: ProgramRole): boolean {
  if (pattern.includes("/")) return endsWithPath(image.repository, pattern);
  const [name = "", tag] = pattern.split(":", 2);
  const words = wordsOf(image.name);
  if (!hasWords(words, name)) return false;
  if (tag !== undefined && !hasWords(wordsOf(image.tag ?? ""), tag)) return false;
  if (ROLES_WITHOUT_NEIGHBOURS.has(role)) return true;
  const own = new Set(name.split("-"));
  return !words.some((word) => OTHER_PROGRAM.has(word) && !own.has(word));
}

function endsWithPath(repository: string, pattern: string): boolean {
  const wanted = pattern.split("/");
  const parts = repository.split("/").slice(-wanted.length);
  return parts.length === wanted.length && wanted.every((one, index) => matchesGlob(one, parts[index] ?? ""));
}
