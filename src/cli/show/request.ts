import type { ShowRequest } from "../../commands/show/request.ts";
import type { RawOptions } from "../shared/command.ts";
import { configOf } from "../shared/inputs.ts";
import { nameOf, oneOf } from "../shared/values.ts";

/**
 * What `gpuify show` was asked for; the names are checked where the catalog is.
 * @throws Failure (usage) for an empty name or a format that does not exist.
 */
export function showRequest(raw: RawOptions): ShowRequest {
  const [topic = null, name = null] = raw.paths;
  return {
    topic,
    name,
    format: oneOf(raw, "--output", topic === "profiles" ? WITH_YAML : FORMATS) ?? "text",
    vendor: nameOf(raw, "--vendor"),
    platform: nameOf(raw, "--platform"),
    config: configOf(raw),
  };
}

const FORMATS = ["text", "json"] as const;
/** Only profiles are something that people write in YAML themselves. */
const WITH_YAML = ["text", "yaml", "json"] as const;
