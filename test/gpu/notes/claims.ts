import type { Claim } from "./claim.ts";
import { CLOUD_CLAIMS } from "./claims-clouds.ts";
import { MODEL_CLAIMS } from "./claims-models.ts";
import { PLATFORM_CLAIMS } from "./claims-platforms.ts";
import { captures, type Leaf } from "./notes.ts";

export const CLAIMS: readonly Claim[] = [...PLATFORM_CLAIMS, ...CLOUD_CLAIMS, ...MODEL_CLAIMS];

/** Comparisons that are about a value, with whether the catalog has it there. */
export function compare({
  path,
  value,
}: Leaf): readonly { readonly fact: string; readonly holds: boolean }[] {
  return CLAIMS.flatMap(({ fact, holds }) => {
    const names = captures(fact, path);
    return names === null ? [] : [{ fact, holds: holds(value, names) }];
  });
}
