import { lazy } from "../../kernel/lazy.ts";
import { type Command, isPreparation } from "../command/commands.ts";
import { parseImage } from "../command/image-name.ts";
import { data as otherPrograms } from "../data/other-programs.yaml";
import { data as platform } from "../data/platform.yaml";
import { data as services } from "../data/services.yaml";
import { data as stores } from "../data/stores.yaml";
import { computingPrograms } from "./computing-programs.ts";
import { byCommand, byImage, indexOf } from "./program-index.ts";
import { type ProgramRole, type ProgramRow, rowsIn } from "./rows.ts";

/** Every program that is known. */
export const programRows: () => readonly ProgramRow[] = lazy(() => [
  ...computingPrograms(),
  ...rowsIn(services, stores, platform, otherPrograms),
]);

const index = lazy(() => indexOf(programRows()));

/** A known program that a container runs, and how it was recognized. */
export interface KnownProgram {
  readonly role: ProgramRole;
  readonly row: ProgramRow;
  readonly by: "image" | "command";
  /** The image, or the words of the command that were recognized. */
  readonly told: string;
}

/** Every program of the tables that an image name or a command is known for, one a row; a command says it first. */
export function programsOf(image: string | null, commands: readonly Command[]): readonly KnownProgram[] {
  const found = new Map<ProgramRow, KnownProgram>();
  for (const command of commands)
    if (!isPreparation(command))
      for (const { role, row, pattern } of byCommand(index(), command))
        if (!found.has(row)) found.set(row, { role, row, by: "command", told: pattern.text });
  const name = image === null ? null : parseImage(image);
  if (name !== null)
    for (const { role, row } of byImage(index(), name))
      if (!found.has(row))
        found.set(row, { role, row, by: "image", told: name.repository.replace(/^library\//, "") });
  return [...found.values()];
}
