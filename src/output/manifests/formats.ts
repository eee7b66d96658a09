import type { FileOutcome } from "../../pipeline/outcome.ts";
import type { Formatted } from "./formatted.ts";
import { formatYaml } from "./yaml.ts";

/** The formats of `gpuify patch`; the first is the one that nobody has to name. */
export const MANIFEST_FORMATS = ["yaml", "json"] as const;

export type ManifestFormat = (typeof MANIFEST_FORMATS)[number];

/** Patched files as one text. Pure. */
type FormatManifests = (files: readonly FileOutcome[]) => Formatted;

/** A run loads only the formats that it writes. */
const LOAD: Readonly<Record<ManifestFormat, () => Promise<FormatManifests>>> = {
  yaml: async () => formatYaml,
  json: async () => (await import("./json.ts")).formatJson,
};

/** The function that writes a format. */
export async function loadManifestFormat(format: ManifestFormat): Promise<FormatManifests> {
  return await LOAD[format]();
}
