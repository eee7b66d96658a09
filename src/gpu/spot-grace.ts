import type { PlatformRow } from "./rows.ts";

/** A platform on which the time after a spot notice can be made longer than it is by default. */
interface ExtendedRow {
  readonly platforms: readonly string[];
  /** The most seconds that can be configured. */
  readonly seconds: number;
}

/**
 * GKE: 15 of 30 seconds are for ordinary pods; node pools (from 1.35.0-gke.1171000) and compute classes may give up to
 * 120 (https://docs.cloud.google.com/kubernetes-engine/docs/concepts/spot-vms, read 2026-11-23).
 */
const EXTENDED: readonly ExtendedRow[] = [{ platforms: ["gke", "gke-autopilot"], seconds: 120 }];

/** Seconds that a pod has between the notice and the end of a spot machine. */
interface SpotGrace {
  readonly usual: number;
  /** The most that the platform can be configured to give; as usual where it cannot. */
  readonly most: number;
}

/** The most seconds that a platform, by name, can be configured to give, where it gives so many by default. */
export function mostSpotGrace(platform: string, usual: number): number {
  const extended = EXTENDED.find(({ platforms }) => platforms.includes(platform));
  return Math.max(extended?.seconds ?? usual, usual);
}

/** What a platform gives; null where it has no spot capacity or no source says. */
export function spotGrace({ name, spot }: PlatformRow): SpotGrace | null {
  const usual = spot?.notice?.value;
  return usual === undefined ? null : { usual, most: mostSpotGrace(name, usual) };
}
