import type { WrittenCache } from "./data.ts";
import type { CacheGeometry, CacheGroup } from "./types.ts";

/** The cache that a row describes; null where it does not. */
export function cacheOf(written: WrittenCache | undefined): CacheGeometry | null {
  if (written === undefined) return null;
  if (written === "none") return { kind: "none" };
  if ("latent" in written)
    return {
      kind: "layers",
      groups: [{ layers: written.layers, heads: 1, width: written.latent, window: null }],
      complete: true,
    };
  const { window } = written;
  const groups: CacheGroup[] = [group(written, null)];
  if (window !== undefined) groups.push(group(window, window.tokens));
  return { kind: "layers", groups, complete: written.of_layers === undefined };
}

function group(
  { layers, heads, head_dim }: { readonly layers: number; readonly heads: number; readonly head_dim: number },
  window: number | null,
): CacheGroup {
  return { layers, heads, width: 2 * head_dim, window };
}

/** Key-value heads of a row's model; null where not known, and where the cache is not kept by heads. */
export function kvHeadsOf(written: WrittenCache | undefined): number | null {
  return typeof written === "object" && "heads" in written ? written.heads : null;
}
