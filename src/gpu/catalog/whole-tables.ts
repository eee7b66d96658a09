import { GENERIC_PLATFORMS } from "../data/platforms-generic.ts";
import { TABLES, type Tables } from "./tables.ts";

/** The large tables, for who asks them only now and then: the linter does for pods that have to do with GPUs. */
export function largeTables(): Tables {
  return TABLES;
}

/** All platforms of some tables: the generic ones, and theirs. */
export function allPlatforms({ platforms }: Tables): Tables["platforms"] {
  return [...GENERIC_PLATFORMS, ...platforms];
}
