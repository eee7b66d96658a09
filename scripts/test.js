import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * All checks of the project: types, lint and format, build, tests. Type-check, lint and build count as one test
 * each. The last line on standard output is exactly `N passed, N failed`, with `, N skipped` where some were.
 */
let passed = 0;
let failed = 0;
let skipped = 0;

check("type-check", ["npm", "run", "-s", "typecheck"]);
check("lint", ["npm", "run", "-s", "lint"]);
if (check("build", ["npm", "run", "-s", "build"])) runTests();
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * @param {string} name
 * @param {readonly string[]} command
 */
function check(name, [program = "", ...args]) {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status === 0) passed++;
  else failed++;
  process.stdout.write(`${name}: ${status === 0 ? "passed" : "FAILED"}\n`);
  return status === 0;
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "gpuify-test-"));
  const file = join(folder, "result.json");
  try {
    const args = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile=${file}`];
    const { status } = spawnSync("npx", ["--no-install", ...args], { stdio: "inherit" });
    const result = JSON.parse(readFileSync(file, "utf8"));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    skipped += result.numPendingTests;
    // A file that cannot be loaded, or an error outside of any test, fails the run without failing a test.
    const broken = result.testResults.filter(
      (suite) =>
        suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed"),
    );
    failed += broken.length;
    if (status !== 0 && failed === 0) failed++;
    if (result.numTotalTests === 0) failed++;
  } catch (error) {
    process.stdout.write(`the tests gave no result: ${error.message}\n`);
    failed++;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
