import type { Catalog } from "../gpu/types.ts";
import { Bug } from "../kernel/failure.ts";
import type { ManifestInput, PatchOutcome, PatchRequest } from "./outcome.ts";

/**
 * Patches manifests: bytes in, texts, changes and diagnostics out. Pure; throws only `Bug`.
 */
export function patchManifests(
  _inputs: readonly ManifestInput[],
  _request: PatchRequest,
  _catalog: Catalog,
): PatchOutcome {
  throw new Bug("not built yet");
}
