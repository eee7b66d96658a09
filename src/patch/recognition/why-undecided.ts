import { objectTitle } from "../../k8s/object.ts";
import type { PodSet } from "../../k8s/workload.ts";
import { shellWord } from "../../kernel/shell-word.ts";
import type { AutoVerdict, Evidence } from "./data/evidence.ts";
import type { Weighed } from "./weigh.ts";

/** Says why no profile was chosen, and which flag and which annotation decide. */
export function whyUndecided(
  podSet: PodSet,
  best: Weighed,
  second: Weighed,
  evidence: readonly Evidence[],
): NonNullable<AutoVerdict["undecided"]> {
  const title = objectTitle(podSet.object);
  const decide = `Pass -p continuous, -p bursty or -p training with --select ${shellWord(title)}, or set the annotation gpuify.dev/profile on it`;
  const speaking = evidence.filter((one) => one.for === best.for && one.points > 0);
  if (best.for === "none")
    return {
      reason: `${nothingFits(speaking)}${next(second)}`,
      advice: `${decide}; the annotation gpuify.dev/skip leaves it out.`,
    };
  const because = speaking[0] === undefined ? "" : `, because it ${speaking[0].text}`;
  const other = second.for === "none" ? "none of the profiles" : second.for;
  return {
    reason: `may be ${best.for} (${percent(best)})${because}, but that is not sure enough: ${other} has ${percent(second)}`,
    advice: `${decide}.`,
  };
}

/** The strongest evidence that knows what it looks like, else the strongest of all. */
function nothingFits(speaking: readonly Evidence[]): string {
  const kind = speaking.find((one) => one.looksLike !== undefined);
  if (kind?.looksLike !== undefined) return `looks like ${kind.looksLike}`;
  const [strongest] = speaking;
  if (strongest === undefined) return "fits no profile: nothing in it tells what it does";
  return `fits no profile: it ${strongest.text}`;
}

/** Worth naming only where it was close. */
function next(second: Weighed): string {
  return second.confidence < 0.2 ? "" : `; ${second.for} has ${percent(second)}`;
}

function percent({ confidence }: Weighed): string {
  return `${Math.round(confidence * 100)} %`;
}
