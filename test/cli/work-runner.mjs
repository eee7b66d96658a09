import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { COMPILED } from "../../scripts/test-sources.js";

/**
 * Runs the program on small and on four times as large manifests, and prints which of its blocks ran far more than four
 * times as often. V8 counts, as for coverage; it counts in blocks only of what is compiled after it was told to, so this
 * is a process of its own. Standard input is a list of `{ args, tiny, small, large }`, standard output one of
 * `{ codes, blocks, grown }`.
 */
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
const { main } = await import(join(COMPILED, "cli/main.mjs"));
const { nodePorts } = await import(join(COMPILED, "io/node-ports.mjs"));

const outcomes = [];
for (const { args, tiny, small, large } of JSON.parse(readFileSync(0, "utf8"))) {
  // Whatever is made ready once is no growth.
  await workOf(args, tiny);
  const once = await workOf(args, small);
  const fourTimes = await workOf(args, large);
  outcomes.push({
    codes: [once.code, fourTimes.code],
    blocks: once.work.size,
    grown: growsTooFast(once.work, fourTimes.work),
  });
}
process.stdout.write(JSON.stringify(outcomes));

/**
 * @param {readonly string[]} args
 * @param {string} input
 * @returns {Promise<{ code: number, work: ReadonlyMap<string, number> }>} how often each block ran, by file, function and place
 */
async function workOf(args, input) {
  const stdio = {
    stdinKind: () => "stream",
    readStdin: () => new TextEncoder().encode(input),
    write: () => undefined,
    isTerminal: () => false,
  };
  const code = await main([...args, "-"], nodePorts(stdio, { calledAs: "gpuify", env: {} }));
  const work = new Map();
  session.post("Profiler.takePreciseCoverage", (error, taken) => {
    if (error !== null) throw new Error(error.message);
    for (const { url, functions } of taken.result) count(work, url, functions);
  });
  return { code, work };
}

function count(work, url, functions) {
  const file = /\/(?:gpuify-sources|node_modules)\/(.*)/.exec(url)?.[1];
  if (file === undefined) return;
  for (const { ranges } of functions)
    for (const [index, { startOffset, count: times }] of ranges.entries())
      if (times > 0)
        work.set(`${file}:${ranges[0]?.startOffset}${index === 0 ? "" : `+${startOffset}`}`, times);
}

/** Blocks that run far more than four times as often for four times as much, and often enough to matter. */
function growsTooFast(once, fourTimes) {
  return [...fourTimes].flatMap(([block, times]) => {
    const before = once.get(block) ?? 0;
    return times > 3000 && times > 6 * (before + 1) ? [`${block}: ${before} → ${times}`] : [];
  });
}
