import { objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import { shellWord } from "../shell-word.ts";
import type { AutoRefusal, Evidence } from "./types.ts";
import type { Weighed } from "./weigh.ts";

/** Says why no profile was chosen, and which flag and which annotation decide. */
export function refusalFor(
  workload: Workload,
  best: Weighed,
  second: Weighed,
  evidence: readonly Evidence[],
): AutoRefusal {
  const title = objectTitle(workload.object);
  const select = `--select ${shellWord(title)}`;
  const decide = `Pass -p continuous, -p bursty or -p training with ${select}, or set the annotation gpuify.dev/profile on it`;
  const reason = evidence.find((one) => one.for === best.for && one.points > 0);
  if (best.for === "none") {
    const because = reason === undefined ? "nothing in it tells what it does" : `it ${reason.text}`;
    return {
      message: `${title} is none that --profile auto decides: ${because}`,
      advice: `${decide}; the annotation gpuify.dev/skip leaves it out.`,
    };
  }
  const because = reason === undefined ? "" : ` (it ${reason.text})`;
  const other = second.for === "none" ? "no profile at all" : second.for;
  return {
    message: `${title} may be ${best.for}${because}, but ${other} is not far behind: ${percent(best)} to ${percent(second)}`,
    advice: `${decide}.`,
  };
}

function percent({ confidence }: Weighed): string {
  return `${Math.round(confidence * 100)} %`;
}
