import { HYPOTHESES } from "../../src/patch/recognition/data/evidence.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { labelId } from "./labels.ts";
import type { Judged, Score } from "./measure.ts";

/** A score as lines of text. */
export function formatScore(title: string, score: Score): string {
  const { workloads, answered, right, precision, refused, missed } = score;
  const rows = score.classes.map(
    (one) =>
      `  ${one.profile.padEnd(12)}precision ${percent(one.precision)} of ${String(one.answered).padStart(3)} answers   recall ${percent(one.recall)} of ${String(one.labelled).padStart(3)}`,
  );
  const head = `  label \\ answer ${[...HYPOTHESES.slice(0, 3), "refused"].map((is) => is.padStart(11)).join("")}`;
  const cells = HYPOTHESES.map(
    (actual) =>
      `  ${actual.padEnd(14)} ${HYPOTHESES.map((said) => String(score.confusion[actual][said]).padStart(11)).join("")}`,
  );
  return [
    `${title}: ${workloads} workloads`,
    `  precision ${percent(precision)} (${right} of ${answered} answers), refused ${percent(refused)}, of these with a profile ${missed}`,
    ...rows,
    head,
    ...cells,
  ].join("\n");
}

/** A judged workload with its evidence. */
export function formatJudged({ label, verdict }: Judged): string {
  const said = verdict.profile ?? "refused";
  return [
    `${labelId(label)}`,
    `  label ${label.label} (${label.why}); auto: ${said}, ${percent(verdict.confidence)}, then ${verdict.runnerUp.for}`,
    ...verdict.evidence.map(
      (one) =>
        `    ${one.points.toFixed(1).padStart(5)} ${one.for.padEnd(11)}${one.text} [${formatPath(one.path)}]`,
    ),
  ].join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
