/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status: string, meta?: { skipped?: string } }} TestResult one test, as vitest's JSON report has it
 * @typedef {{ status: string, assertionResults: readonly TestResult[] }} FileResult
 * @typedef {{ numTotalTests: number, numPassedTests: number, numFailedTests: number, testResults: readonly FileResult[] }} Report
 */

/** Why a test is skipped that does not say it. */
const UNSAID = "the test does not say why";

/**
 * What a report of vitest comes to. A file that cannot be loaded, or an error outside of any test, fails the run without
 * failing a test, so it is counted too; and so is a report without any test.
 * @param {Report} report
 * @returns {Counts}
 */
export function countTests(report) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const empty = report.numTotalTests === 0 ? 1 : 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length + empty,
    skipped: skippedTests(report).length,
  };
}

/**
 * One line for each reason to skip tests, the most frequent first.
 * @param {Report} report
 * @returns {readonly string[]}
 */
export function skippedLines(report) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { meta } of skippedTests(report)) {
    const reason = meta?.skipped ?? UNSAID;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const rows = [...counts].sort(([, one], [, other]) => other - one);
  return rows.map(([reason, count]) => `skipped ${count}: ${reason}`);
}

/**
 * How many tests were skipped for another reason than that a program is not installed.
 * @param {Report} report
 */
export function withheld(report) {
  return skippedTests(report).filter(({ meta }) => !/ is not installed$/.test(meta?.skipped ?? UNSAID))
    .length;
}

/** @param {Report} report */
function skippedTests({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed");
}

/**
 * The last line of `npm test`.
 * @param {Counts} counts
 */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
