import { lines, section, table } from "./layout.ts";
import type { ProfileText } from "./profile-texts.ts";

/** What each profile is for, and below it what it gives. */
export function profileList(profiles: readonly ProfileText[]): string {
  return lines(
    table(
      profiles.flatMap((profile) => [
        [profile.name, profile.looksLike],
        ["", `→ ${profile.gets}`],
      ]),
    ),
  );
}

/** One profile in full. */
export function profileDetail(profile: ProfileText): string {
  return lines([
    `${profile.name}: ${profile.looksLike}`,
    `gets ${profile.gets}`,
    ...section("changes", profile.changes),
    ...section("leaves alone", profile.leaves),
    ...section("flags", [profile.flags.join(" ")]),
  ]);
}
