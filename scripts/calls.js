// Counts how often functions of src/ are called while one manifest is patched: what a run asks, whatever the machine.
//
//   node scripts/calls.js FILE [ARGS] [--of NAME]…
//
// The sources are those of the working folder, so that two checkouts can be compared. ARGS are arguments of `gpuify patch`
// (-p continuous unless told). --of tells how often a function was asked, and how often it had to compute its answer.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { sourcePlugins } from "./source-plugins.js";

/**
 * @typedef {{ name: string, file: string, calls: number }} Called a function of src/, with its place
 * @typedef {{ asked: number, computed: number }} Asked
 * @typedef {{ functions: Called[], memoized: Record<string, Asked> }} Counted
 */

if (process.send === undefined) await main(process.argv.slice(2));
else await countHere(process.argv.slice(2));

/** @param {string[]} given */
async function main(given) {
  const names = given.flatMap((one, index) => (given[index - 1] === "--of" ? [one] : []));
  const args = given.filter((one, index) => one !== "--of" && given[index - 1] !== "--of");
  if (args.length === 0) throw new Error("usage: node scripts/calls.js FILE [ARGS] [--of NAME]…");
  const folder = mkdtempSync(join(tmpdir(), "gpuify-calls-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const { entry, remembering } = await bundled(folder);
  const { functions, memoized } = await countApart(entry, args);
  const total = functions.reduce((sum, { calls }) => sum + calls, 0);
  console.log(`${total} calls of ${functions.length} functions`);
  const most = [...functions].sort((a, b) => b.calls - a.calls).slice(0, 10);
  for (const { name, file, calls } of most) console.log(`${String(calls).padStart(6)} ${name}  ${file}`);
  for (const name of names) {
    const own = functions.filter((one) => one.name === name).reduce((sum, { calls }) => sum + calls, 0);
    const { asked, computed } = memoized[remembering.get(name) ?? name] ?? { asked: own, computed: own };
    console.log(`${name}: asked ${asked} times, computed ${computed} times`);
  }
}

/**
 * The program as one ES module with chunks, its functions under their names. `remembering` says by the name of a
 * memoized function which function computes its answers.
 * @param {string} folder
 */
async function bundled(folder) {
  const bundle = await rolldown({
    input: join(process.cwd(), "src/cli.ts"),
    platform: "node",
    logLevel: "silent",
    plugins: [...sourcePlugins(), { name: "counted", transform: countMemoized }],
  });
  const { output } = await bundle.write({ dir: folder, format: "esm", entryFileNames: "entry.js" });
  await bundle.close();
  const texts = output.map((one) => (one.type === "chunk" ? one.code : ""));
  const found = texts.flatMap((text) => [...text.matchAll(/^const ([\w$]+) = memoized\(([\w$]+)\)/gm)]);
  return {
    entry: join(folder, "entry.js"),
    remembering: new Map(found.map(([, name = "", computing = ""]) => [name, computing])),
  };
}

/**
 * Coverage cannot tell apart the functions that `memoized` returns, so it counts for itself.
 * @param {string} code
 * @param {string} id
 */
function countMemoized(code, id) {
  if (!id.endsWith("/kernel/memoized.ts")) return null;
  const counted = code
    .replace(
      "const known =",
      "const count = (globalThis.memoizedCalls ??= {})[compute.name] ??= { asked: 0, computed: 0 };\nconst known =",
    )
    .replace("const before =", "count.asked++;\nconst before =")
    .replace("const answer =", "count.computed++;\nconst answer =");
  return counted.split("count.").length === 3 ? counted : null;
}

/**
 * Counts in a process of its own, whose output is not wanted.
 * @param {string} entry
 * @param {string[]} args
 * @returns {Promise<Counted>}
 */
function countApart(entry, args) {
  const given = args.some((one) => /^(?:-p|--profile)/.test(one)) ? args : ["-p", "continuous", ...args];
  const child = fork(fileURLToPath(import.meta.url), [entry, ...given], {
    stdio: ["inherit", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (text) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on("message", (counted) => resolve(/** @type {Counted} */ (counted)));
    child.on("exit", () => reject(new Error(errors)));
  });
}

/**
 * Runs the program with V8 counting every call, and sends what it counted.
 * @param {string[]} given
 */
async function countHere([entry = "", ...args]) {
  process.argv = [process.argv[0] ?? "node", "gpuify", "patch", ...args];
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const url = pathToFileURL(entry);
  const { run } = await import(url.href);
  await run();
  const folder = new URL(".", url).href;
  session.post("Debugger.enable");
  session.post("Profiler.takePreciseCoverage", (_error, { result }) => {
    const functions = result
      .filter((script) => script.url.startsWith(folder))
      .flatMap((script) => calledIn(session, script));
    process.send?.({ functions, memoized: globalThis.memoizedCalls ?? {} }, () => process.exit());
  });
}

/**
 * The functions of src/ in one file of the bundle that were called; the file itself is none.
 * @param {Session} session
 * @param {import("node:inspector").Profiler.ScriptCoverage} script
 * @returns {Called[]}
 */
function calledIn(session, { scriptId, functions }) {
  let text = "";
  session.post("Debugger.getScriptSource", { scriptId }, (_error, { scriptSource }) => {
    text = scriptSource;
  });
  const starts = [...text.matchAll(/^\/\/ (\S+\.[cm]?[jt]s)$/gm)].map(({ 1: file = "", index }) => ({
    file,
    index,
  }));
  return functions.flatMap(({ functionName, ranges: [range] }) => {
    if (range === undefined || range.count === 0 || (functionName === "" && range.startOffset === 0))
      return [];
    const file = starts.findLast(({ index }) => index <= range.startOffset)?.file ?? "";
    if (!/(?:^|\/)src\//.test(file)) return [];
    return [{ name: functionName || "(anonymous)", file, calls: range.count }];
  });
}
