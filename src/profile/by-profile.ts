import type { Origin, Settings } from "./settings.ts";

/** The origin of what the profile does by itself. */
export function byProfile({ base }: Settings): Origin {
  return { kind: "profile", name: base };
}
