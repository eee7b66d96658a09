import { lazy } from "../../kernel/lazy.ts";
import type { Command } from "../command/commands.ts";
import type { ImageName } from "../command/image-name.ts";
import { data as deviceChecks } from "../data/device-checks.yaml";
import { data as modelServers } from "../data/model-servers.yaml";
import { data as trainers } from "../data/trainers.yaml";
import { byCommand, byImage, type FoundByCommand, type FoundByImage, indexOf } from "./program-index.ts";
import { type ProgramRow, rowsIn } from "./rows.ts";

/** Programs that compute on GPUs: those that serve, train or look at devices. */
const rows = lazy(() => rowsIn(modelServers, trainers, deviceChecks));

const index = lazy(() => indexOf(rows()));

/** Every program that computes on GPUs. */
export function computingPrograms(): readonly ProgramRow[] {
  return rows();
}

/** The programs that a command runs, and at which of its words. */
export function computingByCommand(command: Command): readonly FoundByCommand[] {
  return byCommand(index(), command);
}

/** The programs that an image is known for. */
export function computingByImage(image: ImageName): readonly FoundByImage[] {
  return byImage(index(), image);
}
