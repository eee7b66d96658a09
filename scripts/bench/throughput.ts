import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { PatchRequest } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";

/**
 * Milliseconds of each run of the library over one input; the first is cold. A file that is `named` is held against YAML
 * whole, of a walked one only the documents that a decision needs. Throws when anything changed.
 */
export async function timeLibrary(
  bytes: Uint8Array,
  runs: number,
  found: "named" | "walked",
): Promise<readonly number[]> {
  const catalog = loadCatalog();
  const request: PatchRequest = {
    profile: "continuous",
    scope: { all: true, select: [], labels: [], namespace: null },
    strict: false,
    flags: {},
  };
  return Array.from({ length: runs }, () => {
    const begin = process.hrtime.bigint();
    const outcome = patchManifests(
      [{ name: "stream.yaml", bytes, named: found === "named" }],
      request,
      catalog,
    );
    const time = Number(process.hrtime.bigint() - begin) / 1e6;
    if (outcome.files[0]?.status !== "unchanged") throw new Error(`status ${outcome.files[0]?.status}`);
    return time;
  });
}
