import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { findCorpus } from "../corpus/files.ts";
import { readLabels } from "./labels.ts";
import { judgeAll, scoreOf } from "./measure.ts";
import { formatJudged, formatScore } from "./report.ts";

/**
 * Measures `--profile auto` on the labelled workloads and prints the scores of each part.
 * @returns the exit code: 2 where the corpus is absent
 */
export async function main(args: readonly string[], project: string): Promise<number> {
  const corpus = findCorpus(project);
  if (corpus === null) {
    console.log("the corpus is not beside the project: there is nothing to measure on");
    return 2;
  }
  const only = flagValue(args, "--part");
  const labels = readLabels(project).filter(({ part }) => only === null || part === only);
  const judged = judgeAll(corpus, labels, loadCatalog());
  for (const part of [...new Set(labels.map((label) => label.part))].sort()) {
    const ofPart = judged.filter(({ label }) => label.part === part);
    console.log(`${formatScore(part, scoreOf(ofPart))}\n`);
    if (part === "tuning" && args.includes("--thresholds")) console.log(thresholds(ofPart));
  }
  const show = flagValue(args, "--show");
  for (const one of judged) {
    const isWrong = one.verdict.profile !== null && one.verdict.profile !== one.label.label;
    const isMissed = one.verdict.profile === null && one.label.label !== "none";
    if (show === "all" || (show === "wrong" && isWrong) || (show === "missed" && isMissed))
      console.log(formatJudged(one));
  }
  return 0;
}

/** Precision and refusals for every threshold, as if it were the one: for choosing it on the tuning half. */
function thresholds(judged: Parameters<typeof scoreOf>[0]): string {
  const best = judged.map((one) => ({ ...one, answer: one.verdict.leaning }));
  return [0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]
    .map((threshold) => {
      const score = scoreOf(
        best.map(({ label, verdict, answer }) => ({
          label,
          verdict: {
            ...verdict,
            profile: answer !== "none" && verdict.confidence >= threshold ? answer : null,
          },
        })),
      );
      return `  threshold ${threshold.toFixed(2)}: precision ${score.precision.toFixed(3)}, answered ${score.answered}, missed ${score.missed}`;
    })
    .join("\n");
}

function flagValue(args: readonly string[], flag: string): string | null {
  const index = args.indexOf(flag);
  return index < 0 ? null : (args[index + 1] ?? null);
}
