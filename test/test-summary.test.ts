import { expect, test } from "vitest";
import { countTests, lastLine, skippedLines, withheld } from "../scripts/test-summary.js";

type Report = Parameters<typeof countTests>[0];
type Test = Report["testResults"][number]["assertionResults"][number];

const PASSED: Test = { status: "passed", meta: { skipped: "a reason that did not count" } };
const FAILED: Test = { status: "failed" };

function skipped(reason?: string): Test {
  return { status: "skipped", meta: reason === undefined ? {} : { skipped: reason } };
}

function report(...files: readonly (readonly Test[] | "broken")[]): Report {
  const testResults = files.map((tests) =>
    tests === "broken"
      ? { status: "failed", assertionResults: [] }
      : { status: tests.includes(FAILED) ? "failed" : "passed", assertionResults: tests },
  );
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    numTotalTests: all.length,
    numPassedTests: all.filter(({ status }) => status === "passed").length,
    numFailedTests: all.filter(({ status }) => status === "failed").length,
    testResults,
  };
}

test("the last line has two numbers where nothing was skipped, else three", () => {
  expect(lastLine(countTests(report([PASSED, PASSED])))).toBe("2 passed, 0 failed");
  expect(lastLine(countTests(report([PASSED, FAILED])))).toBe("1 passed, 1 failed");
  expect(lastLine(countTests(report([PASSED], [skipped("x"), skipped()])))).toBe(
    "1 passed, 0 failed, 2 skipped",
  );
});

test("a file that cannot be loaded is counted, and a run of nothing fails", () => {
  expect(countTests(report([PASSED], "broken"))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countTests(report())).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("skipped tests are told by their reason, the most frequent first", () => {
  const corpus = skipped("../shared/corpus is not beside the project");
  const kubectl = skipped("kubectl is not installed");
  expect(skippedLines(report([kubectl, PASSED, corpus], [corpus, skipped()]))).toEqual([
    "skipped 2: ../shared/corpus is not beside the project",
    "skipped 1: kubectl is not installed",
    "skipped 1: the test does not say why",
  ]);
  expect(skippedLines(report([PASSED]))).toEqual([]);
});

test("only a missing program is a reason to skip that others than a clone alone may have", () => {
  const reasons = ["kustomize is not installed", "../shared/corpus is not beside the project", undefined];
  expect(withheld(report([PASSED, ...reasons.map((reason) => skipped(reason))]))).toBe(2);
});
