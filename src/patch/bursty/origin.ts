import type { Origin, Settings } from "../../profile/settings.ts";

/** The origin of what the profile does by itself. */
export function byProfile({ profile }: Settings): Origin {
  return { kind: "profile", name: profile };
}
