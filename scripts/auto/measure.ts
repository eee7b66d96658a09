import type { Catalog } from "../../src/gpu/types.ts";
import { leadPodSet } from "../../src/k8s/workload.ts";
import {
  type AutoProfile,
  type AutoVerdict,
  HYPOTHESES,
  type Hypothesis,
} from "../../src/patch/recognition/data/evidence.ts";
import { recognizeProfile } from "../../src/patch/recognition/recognize.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { type Label, labelId } from "./labels.ts";
import { subjectId, subjectsIn } from "./subjects.ts";

/** The three answers that `auto` can give. */
export const ANSWERS: readonly AutoProfile[] = ["continuous", "bursty", "training"];

/** A labelled workload with what `auto` says of it. */
export interface Judged {
  readonly label: Label;
  readonly verdict: AutoVerdict;
}

/** How good the answers over some labelled workloads are. */
export interface Score {
  readonly workloads: number;
  readonly answered: number;
  readonly right: number;
  /** Right answers among the answers; 1 where there is none. */
  readonly precision: number;
  /** Refusals among all workloads. */
  readonly refused: number;
  /** Labelled with a profile and refused. */
  readonly missed: number;
  readonly classes: readonly {
    readonly profile: AutoProfile;
    readonly answered: number;
    readonly precision: number;
    readonly labelled: number;
    readonly recall: number;
  }[];
  /** Rows are labels, columns are answers, `none` is a refusal. */
  readonly confusion: Readonly<Record<Hypothesis, Readonly<Record<Hypothesis, number>>>>;
}

/**
 * Asks for every labelled workload.
 * @throws Error when a label names a workload that the corpus does not hold.
 */
export function judgeAll(corpus: string, labels: readonly Label[], catalog: Catalog): readonly Judged[] {
  const files = [...new Set(labels.map(({ file }) => file))];
  return files.flatMap((file) => {
    const subjects = new Map(subjectsIn(corpus, file).map((subject) => [subjectId(subject), subject]));
    return labels
      .filter((label) => label.file === file)
      .map((label): Judged => {
        const subject = subjects.get(labelId(label));
        if (subject === undefined) throw new Error(`the corpus does not hold ${labelId(label)}`);
        const surroundings = surroundingsOf(subject.objects);
        return { label, verdict: recognizeProfile(leadPodSet(subject.workload), { surroundings, catalog }) };
      });
  });
}

/** Scores answers; a refusal is never wrong, only missed. */
export function scoreOf(judged: readonly Judged[]): Score {
  const count = (is: (one: Judged) => boolean): number => judged.filter(is).length;
  const answered = count(({ verdict }) => verdict.profile !== null);
  const right = count(({ label, verdict }) => verdict.profile === label.label);
  return {
    workloads: judged.length,
    answered,
    right,
    precision: share(right, answered),
    refused: share(judged.length - answered, judged.length),
    missed: count(({ label, verdict }) => label.label !== "none" && verdict.profile === null),
    classes: ANSWERS.map((profile) => {
      const said = count(({ verdict }) => verdict.profile === profile);
      const labelled = count(({ label }) => label.label === profile);
      const both = count(({ label, verdict }) => label.label === profile && verdict.profile === profile);
      return {
        profile,
        answered: said,
        precision: share(both, said),
        labelled,
        recall: share(both, labelled),
      };
    }),
    confusion: table((actual, said) =>
      count(({ label, verdict }) => label.label === actual && (verdict.profile ?? "none") === said),
    ),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function table(cell: (actual: Hypothesis, said: Hypothesis) => number): Score["confusion"] {
  const row = (actual: Hypothesis) =>
    Object.fromEntries(HYPOTHESES.map((said) => [said, cell(actual, said)])) as Record<Hypothesis, number>;
  return Object.fromEntries(HYPOTHESES.map((actual) => [actual, row(actual)])) as Score["confusion"];
}
