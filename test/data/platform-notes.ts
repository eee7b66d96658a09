import { join } from "node:path";

/** The research notes on platforms and GPU models: what the catalog and the scheduling of pods are held against. */
export const PLATFORM_NOTES = join(import.meta.dirname, "platforms.yaml");
