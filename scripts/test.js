import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { countTests, lastLine, skippedLines, withheld } from "./test-summary.js";

/**
 * All checks of the project: types, lint and format, build, tests. Type-check, lint and build count as one test
 * each. The last lines on standard output tell what was skipped and why; the very last is exactly `N passed, N failed`,
 * with `, N skipped` where some were. With ../shared beside the project only tests of programs that are not installed may be
 * skipped: another counts as failed.
 */
const SHARED = resolve(import.meta.dirname, "../../shared");
let passed = 0;
let failed = 0;
let skipped = 0;
/** @type {readonly string[]} */
let reasons = [];
let withheldTests = 0;

check("type-check", ["npm", "run", "-s", "typecheck"]);
check("lint", ["npm", "run", "-s", "lint"]);
if (check("build", ["npm", "run", "-s", "build"])) runTests();
for (const reason of reasons) process.stdout.write(`${reason}\n`);
if (withheldTests > 0 && existsSync(SHARED)) {
  process.stdout.write("tests were skipped although ../shared is beside the project: FAILED\n");
  failed++;
}
process.stdout.write(`${lastLine({ passed, failed, skipped })}\n`);
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
    const report = JSON.parse(readFileSync(file, "utf8"));
    const counts = countTests(report);
    passed += counts.passed;
    failed += counts.failed;
    skipped += counts.skipped;
    reasons = skippedLines(report);
    withheldTests = withheld(report);
    if (status !== 0 && failed === 0) failed++;
  } catch (error) {
    process.stdout.write(`the tests gave no result: ${error.message}\n`);
    failed++;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
