import type { FileOutcome } from "../../pipeline/outcome.ts";
import type { Formatted } from "./formatted.ts";
import { formatYaml } from "./yaml.ts";

/** Patched files as one text: all that were read, also those that did not change. Pure. */
type FormatManifests = (files: readonly FileOutcome[]) => Formatted;

interface ManifestFormatRow {
  /** What it looks like, for the help: in parentheses behind its name. */
  readonly looks: string;
  /** A run loads only the formats that it writes. */
  readonly load: () => Promise<FormatManifests>;
}

/** The formats of `gpuify patch`; the first is the one that nobody has to name. */
const FORMATS = {
  yaml: { looks: "as it is", load: async () => formatYaml },
  json: { looks: "as kubectl prints it", load: async () => (await import("./json.ts")).formatJson },
} as const satisfies Readonly<Record<string, ManifestFormatRow>>;

export type ManifestFormat = keyof typeof FORMATS;

/** Their names, in order. */
export const MANIFEST_FORMATS = Object.keys(FORMATS) as [ManifestFormat, ...ManifestFormat[]];

/** All of them, for the help. */
export const MANIFEST_FORMATS_HELP = Object.entries(FORMATS)
  .map(([name, { looks }]) => `${name} (${looks})`)
  .join(" or ");

/** The function that writes a format. */
export async function loadManifestFormat(format: ManifestFormat): Promise<FormatManifests> {
  return await FORMATS[format].load();
}
