import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

/**
 * Leaves what V8 compiled of the program beside it, for bin/gpuify.cjs. Half of a small run is compiling
 * otherwise. V8 checks version, flags and checksum, and the file's name carries the exact V8; another Node simply
 * compiles. The program runs with each profile first, so that the functions that a run needs are in it.
 */
const program = fileURLToPath(new URL("../dist/program/cli.cjs", import.meta.url));
const sample = fileURLToPath(new URL("../fixtures/cli/warm-up.yaml", import.meta.url));

if (process.argv[2] === "--child") await makeCache();
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

async function makeCache() {
  // The very text that bin/gpuify.cjs builds: the cache belongs to it.
  const source = `(function (exports, require) {${readFileSync(program, "latin1")}\n})`;
  const script = new Script(source, { filename: program });
  const require = createRequire(program);
  const exports = {};
  require.cache[program] = { id: program, filename: program, loaded: true, exports };
  script.runInThisContext()(exports, require);
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
    await exports.run();
    if (process.exitCode !== 0) throw new Error(`the program fails on ${sample} with -p ${profile}`);
  }
  writeFileSync(`${program}.${process.versions.v8}-${process.arch}.cache`, script.createCachedData());
}
