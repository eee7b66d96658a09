import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { labelId, readLabels } from "../../../scripts/auto/labels.ts";
import { type Judged, judgeAll, type Score, scoreOf } from "../../../scripts/auto/measure.ts";
import { formatJudged, formatScore } from "../../../scripts/auto/report.ts";
import { type Drawn, drawFresh, drawSample, type Part, repositoryOf } from "../../../scripts/auto/sample.ts";
import { allSubjects, subjectId } from "../../../scripts/auto/subjects.ts";
import { findCorpus, listCorpus } from "../../../scripts/corpus/files.ts";
import { needsCorpus } from "../../needs.ts";
import { catalog } from "../decide.ts";

const PROJECT = resolve(import.meta.dirname, "../../..");
const corpus = findCorpus(PROJECT);
const labels = readLabels(PROJECT);
const PARTS: readonly Part[] = ["tuning", "held-out", "fresh"];

describe("the labels", () => {
  it("are at least 150, each of another workload, each with a reason", () => {
    expect(labels.length).toBeGreaterThanOrEqual(150);
    expect(new Set(labels.map(labelId)).size).toBe(labels.length);
    for (const { why } of labels) expect(why).toMatch(/\S{3}/);
  });

  it("never have one repository on both sides", () => {
    expect.hasAssertions();
    const tuning = new Set(
      labels.filter(({ part }) => part === "tuning").map(({ file }) => repositoryOf(file)),
    );
    for (const { part, file } of labels)
      if (part !== "tuning") expect(tuning.has(repositoryOf(file)), file).toBe(false);
  });

  it("have every answer on every side", () => {
    expect.hasAssertions();
    for (const part of PARTS) {
      const given = new Set(labels.filter((one) => one.part === part).map(({ label }) => label));
      expect([...given].sort()).toEqual(["bursty", "continuous", "none", "training"]);
    }
  });
});

describe("`--profile auto` on real manifests", needsCorpus(), () => {
  let judged: readonly Judged[];
  const partOf = (part: Part): Score => scoreOf(judged.filter(({ label }) => label.part === part));

  beforeAll(() => {
    judged = judgeAll(corpus ?? "", labels, catalog);
  });

  it("is measured on workloads that were drawn by chance", () => {
    const subjects = allSubjects(corpus ?? "", listCorpus(corpus));
    const first = drawSample(subjects, catalog);
    const drawn: readonly Drawn[] = [...first, ...drawFresh(subjects, catalog, first)];
    const names = drawn.map(({ subject, part }) => `${part} ${subjectId(subject)}`).sort();
    expect(labels.map((label) => `${label.part} ${labelId(label)}`).sort()).toEqual(names);
  });

  it.each(PARTS)("is right in at least 95 of 100 answers, part %s", (part) => {
    const score = partOf(part);
    expect(score.answered).toBeGreaterThan(20);
    expect(score.precision, formatScore(part, score)).toBeGreaterThanOrEqual(0.95);
  });

  it("answers for three quarters of the workloads that have a profile, all parts together", () => {
    const score = scoreOf(judged);
    const labelled = labels.filter(({ label }) => label !== "none").length;
    expect(score.missed / labelled, formatScore("all", score)).toBeLessThan(0.25);
  });

  it("never takes the GPU from anything: what it calls bursty asks for none", () => {
    expect.hasAssertions();
    for (const one of judged)
      if (one.verdict.profile === "bursty")
        expect(formatJudged(one)).not.toContain("asks for an accelerator");
  });
});
