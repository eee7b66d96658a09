import { joinStream, type StreamPart } from "../../pipeline/join.ts";
import type { Formatted } from "./formatted.ts";

/** The patched manifests as they are written, one stream. */
export function formatYaml(files: readonly StreamPart[]): Formatted {
  return { ok: true, text: joinStream(files) };
}
