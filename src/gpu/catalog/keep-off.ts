import { provenanceOf } from "../files/sourced.ts";
import { keepOffRow } from "../tables/keep-off.ts";
import type { KeepOff } from "../types.ts";

/** What keeps a CPU pod off the accelerator nodes of a platform, or null; a bare `generic` is NVIDIA's. */
export function keepOffOn(platform: string): KeepOff | null {
  const name = platform === "generic" ? "generic-nvidia" : platform;
  const row = keepOffRow(name);
  if (row === undefined) return null;
  const { strength, reason, expressions } = row;
  return {
    strength,
    expressions: expressions.map((one) => ({ value: one.value, reason, provenance: provenanceOf(one) })),
  };
}
