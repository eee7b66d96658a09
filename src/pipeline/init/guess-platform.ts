import { PLATFORM_NAMES } from "../../gpu/files/files.ts";
import { COMPONENTS, type Marked } from "./platform-marks.ts";

/** One thing that speaks for a platform, or for several that share it. */
export interface PlatformEvidence {
  readonly platforms: Marked;
  /** One clause with its place: `Deployment/llm (llm.yaml) selects cloud.google.com/gke-accelerator`. */
  readonly text: string;
}

/** A platform with what speaks for it. */
export interface PlatformGuess {
  /** Name in the catalog; `generic` where only the vendors' components are known. */
  readonly platform: string;
  readonly evidence: readonly PlatformEvidence[];
}

/** Every platform that something speaks for, the likeliest first. */
export interface PlatformGuesses {
  readonly best: PlatformGuess | null;
  /** Those that explain what the best does not. */
  readonly others: readonly PlatformGuess[];
}

/**
 * The platform that explains most of the evidence, then the one that explains most of the rest, and so on. Of equals
 * the one that more speaks for alone is taken, then the first of the catalog. What components of a vendor write is on
 * every platform, so it counts only where nothing else is known.
 */
export function guessPlatforms(evidence: readonly PlatformEvidence[]): PlatformGuesses {
  const telling = evidence.filter(({ platforms }) => platforms.length > 0 && platforms !== COMPONENTS);
  const guesses: PlatformGuess[] = [];
  let rest = telling;
  for (;;) {
    const platform = likeliest(rest);
    if (platform === null) break;
    const supports = (one: PlatformEvidence): boolean => one.platforms.includes(platform);
    guesses.push({ platform, evidence: rest.filter(supports) });
    rest = rest.filter((one) => !supports(one));
  }
  const [best, ...others] = guesses;
  if (best !== undefined) return { best, others };
  const components = evidence.filter(({ platforms }) => platforms === COMPONENTS);
  return {
    best: components.length === 0 ? null : { platform: "generic", evidence: components },
    others: [],
  };
}

function likeliest(evidence: readonly PlatformEvidence[]): string | null {
  const ranked = PLATFORM_NAMES.map((name) => {
    const speaking = evidence.filter(({ platforms }) => platforms.includes(name));
    return {
      name,
      all: speaking.length,
      alone: speaking.filter(({ platforms }) => platforms.length === 1).length,
    };
  }).filter(({ all }) => all > 0);
  // The sort is stable: what is still equal stays in the catalog's order.
  return ranked.sort((a, b) => b.all - a.all || b.alone - a.alone)[0]?.name ?? null;
}
