import { CORE } from "./core.ts";
import { OTHERS } from "./others.ts";
import { RESOURCE } from "./resource.ts";

/** The whole table: 38 KB, a part of the program that is loaded when a schema is asked for. */
export const TABLE = CORE + RESOURCE + OTHERS;
