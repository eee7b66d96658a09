import type { ShowRequest } from "../commands/show/request.ts";
import type { RawOptions } from "./options.ts";
import { nonEmpty, oneOf, textOf } from "./values.ts";

/**
 * What `gpuify show` was asked for; the names are checked where the catalog is.
 * @throws Failure (usage) for an empty name or a format that does not exist.
 */
export function showRequest(raw: RawOptions): ShowRequest {
  const [topic = null, name = null] = raw.paths;
  return {
    topic,
    name,
    format: oneOf(raw, "--output", ["text", "json"]) ?? "text",
    vendor: nameOf(raw, "--vendor"),
    platform: nameOf(raw, "--platform"),
  };
}

function nameOf(raw: RawOptions, long: string): string | null {
  const value = textOf(raw, long);
  return value === undefined ? null : nonEmpty(long, value);
}
