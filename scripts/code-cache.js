import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

/**
 * Leaves what V8 compiled of the program beside it, for bin/gpuify.cjs. Half of a small run is compiling
 * otherwise. V8 checks version, flags and checksum, and the files' names carry the exact V8; another Node simply
 * compiles. The program runs with each profile first, so that the functions that a run needs are in it.
 */
const program = fileURLToPath(new URL("../dist/program/cli.cjs", import.meta.url));
const sample = fileURLToPath(new URL("../fixtures/cli/warm-up.yaml", import.meta.url));
/** One that makes the linter ask what it knows of models and programs. */
const withGpus = fileURLToPath(new URL("../fixtures/readme/broken.yaml", import.meta.url));
/** A server of a model that is known, on GPUs that are. */
const server = fileURLToPath(new URL("../fixtures/patch/continuous-gpu-auto/expected.yaml", import.meta.url));

/** The parts of the program that a run has loaded, as bin/gpuify.cjs loads them. */
const scripts = new Map();
const loaded = new Map();
const require = createRequire(import.meta.url);

if (process.argv[2] === "--child") await makeCaches();
else {
  // In a process of its own: the runs write to standard output.
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--child"], {
    input: readFileSync(sample),
    stdio: ["pipe", "ignore", "pipe"],
    env: { ...process.env, GPUIFY_DEBUG: "1", NODE_OPTIONS: "" },
  });
  if (child.status !== 0) process.stderr.write(child.stderr);
  process.exitCode = child.status ?? 1;
}

async function makeCaches() {
  const { run } = load(program);
  for (const profile of ["continuous", "training", "bursty"]) {
    process.argv = [
      process.execPath,
      "gpuify",
      "patch",
      "-q",
      "-p",
      profile,
      profile === "continuous" ? "-" : sample,
    ];
    await run();
    if (process.exitCode !== 0) throw new Error(`the program fails on ${sample} with -p ${profile}`);
  }
  process.argv = [process.execPath, "gpuify", "patch", "-q", "-p", "continuous", server];
  await run();
  if (process.exitCode !== 0) throw new Error(`the program fails on ${server}`);
  for (const manifest of [sample, withGpus, server]) {
    process.argv = [process.execPath, "gpuify", "lint", "--fail-on", "none", manifest];
    await run();
    if (process.exitCode !== 0) throw new Error(`the linter fails on ${manifest}`);
  }
  for (const [filename, script] of scripts)
    writeFileSync(`${filename}.${process.versions.v8}-${process.arch}.cache`, script.createCachedData());
}

/** @param {string} filename */
function load(filename) {
  const known = loaded.get(filename);
  if (known !== undefined) return known;
  const exports = {};
  loaded.set(filename, exports);
  const script = new Script(readFileSync(filename, "latin1"), { filename });
  scripts.set(filename, script);
  script.runInThisContext()(exports, (/** @type {string} */ name) =>
    name.startsWith(".") ? load(resolve(dirname(filename), name)) : require(name),
  );
  return exports;
}
