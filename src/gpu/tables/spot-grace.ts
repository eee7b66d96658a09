import type { PlatformRow } from "../rows.ts";
import { longestSpotNotice } from "./platforms.ts";

/** Seconds that a pod has between the notice and the end of a spot machine. */
interface SpotGrace {
  readonly usual: number;
  /** The most that the platform can be configured to give; as usual where it cannot. */
  readonly most: number;
}

/** The most seconds that a platform, by name, can be configured to give, where it gives so many by default. */
export function mostSpotGrace(platform: string, usual: number): number {
  return Math.max(longestSpotNotice(platform) ?? usual, usual);
}

/** What a platform gives; null where it has no spot capacity or no source says. */
export function spotGrace({ name, spot }: PlatformRow): SpotGrace | null {
  const usual = spot?.notice?.value;
  return usual === undefined ? null : { usual, most: mostSpotGrace(name, usual) };
}
