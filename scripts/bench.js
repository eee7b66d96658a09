// Measures gpuify against what people use today, as ratios within one run.
//
//   npm run bench -- [--quick]

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployment, deploymentStream, irrelevantStream, KUSTOMIZATION, manyRules } from "./bench/inputs.js";
import { lintOneFile, lintTree } from "./bench/lint.js";
import { measure, medianOf } from "./bench/measure.js";
import { importBundled } from "./corpus/bundle.js";

const project = join(import.meta.dirname, "..");
const program = join(project, "bin/gpuify.cjs");
const yamlPrint = join(import.meta.dirname, "bench/yaml-print.js");
const corpus = join(project, "../shared/corpus/dev");
const quick = process.argv.includes("--quick");

const build = spawnSync("npm", ["run", "-s", "build"], {
  cwd: project,
  stdio: "inherit",
  shell: process.platform === "win32",
});
if (build.status !== 0) process.exit(build.status ?? 1);

const folder = mkdtempSync(join(tmpdir(), "gpuify-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const hasKubectl = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!hasKubectl) console.log("kubectl is not installed: its rows are missing");

const bare = { name: "node -e 0", command: process.execPath, args: ["-e", "0"] };
/** @type {string[]} */
const aims = [];

const small = await section("(a) one small manifest, stdin to stdout", deployment(0), quick ? 5 : 21, 0);
aim("(a) start", small.get("gpuify"), small.get(bare.name), 1.5, "× node -e 0");

const count = 2000;
const stream = deploymentStream(count);
const title = `(b) ${count} Deployments, ${(stream.length / 1e6).toFixed(2)} MB`;
const large = await section(title, stream, quick ? 3 : 7, quick ? 1 : 2);
aim("(b) stream", large.get("gpuify"), large.get("kubectl set resources"), 0.7, "× kubectl set resources");
aim("(b) stream", large.get("gpuify"), large.get("kubectl kustomize"), 1 / 20, "× kubectl kustomize");

const plain = deployment(0);
const lint = await lintOneFile({ program, folder, bare, rounds: quick ? 5 : 21, plain });
print("(f) lint one file, rules and schema", lint, "gpuify lint");
for (const name of ["gpuify lint", "gpuify lint, GPUs"])
  aim(`(f) ${name}`, lint.get(name), lint.get(bare.name), 1.8, "× node -e 0");
await lintStream();

if (existsSync(corpus)) {
  await tree();
  await rules(200);
  const linted = await lintTree({ program, corpus, yamlPrint, rounds: quick ? 2 : 5, isQuick: quick });
  print("(g) lint the corpus tree, rules and schema", linted, "gpuify lint");
} else console.log("\n(c), (e), (g) skipped: no corpus beside the project (../shared/corpus)");
await throughput();

console.log("\naims");
for (const line of aims) console.log(`  ${line}`);

/**
 * Measures one input with everybody who can read it.
 * @param {string} heading
 * @param {string} text
 * @param {number} rounds
 * @param {number} slowRounds rounds of kustomize where it is slow; 0 for all
 */
async function section(heading, text, rounds, slowRounds) {
  const input = Buffer.from(text);
  const kustomize = mkdtempSync(join(folder, "kustomize-"));
  writeFileSync(join(kustomize, "manifest.yaml"), text);
  writeFileSync(join(kustomize, "kustomization.yaml"), KUSTOMIZATION);
  const limits = ["--local", "-f", "-", "--limits=nvidia.com/gpu=1", "-o", "yaml"];
  const contestants = [
    bare,
    {
      name: "gpuify",
      command: process.execPath,
      args: [program, "patch", "-p", "continuous", "--all", "-"],
      input,
    },
    { name: "yaml parse and print", command: process.execPath, args: [yamlPrint], input },
  ];
  if (hasKubectl)
    contestants.push(
      { name: "kubectl set resources", command: "kubectl", args: ["set", "resources", ...limits], input },
      {
        name: "kubectl kustomize",
        command: "kubectl",
        args: ["kustomize", kustomize],
        ...(slowRounds > 0 && { rounds: slowRounds }),
      },
    );
  return print(heading, await measure(contestants, rounds));
}

/** The stream of (b), linted, beside what others take to read and print it. */
async function lintStream() {
  const file = join(folder, "stream.yaml");
  writeFileSync(file, stream);
  const args = [program, "lint", "--no-config", "-o", "compact", file];
  const own = await measure([{ name: "gpuify lint", command: process.execPath, args }], quick ? 3 : 7);
  const others = [...large].filter(([name]) => name !== "gpuify" && name !== bare.name);
  print("(f) lint the stream of (b)", new Map([...own, ...others]), "gpuify lint");
}

/** The whole corpus, as a CI step would check it. */
async function tree() {
  const args = [program, "patch", "-p", "continuous", "--all", "--check", corpus];
  // Exit 1: files would change. Exit 3: some decision in 5,900 files needs the user.
  const gpuify = { name: "gpuify", command: process.execPath, args, codes: [0, 1, 3] };
  const yaml = {
    name: "yaml parse and print",
    command: process.execPath,
    args: [yamlPrint, corpus],
    rounds: 1,
  };
  const figures = await measure(quick ? [bare, gpuify] : [bare, gpuify, yaml], quick ? 2 : 5);
  print("(c) the corpus tree, --all --check", figures);
  const seconds = (figures.get("gpuify")?.median ?? Number.NaN) / 1000;
  aims.push(`${mark(seconds <= 1.5)} (c) tree: ${seconds.toFixed(2)} s (aim: at most 1.5 s)`);
}

/**
 * The corpus tree with a config above it and without: the same work, but for the rules.
 * @param {number} count
 */
async function rules(count) {
  const copy = mkdtempSync(join(folder, "rules-"));
  cpSync(corpus, copy, { recursive: true });
  writeFileSync(join(copy, "gpuify.yaml"), manyRules(count));
  const args = [program, "patch", "-p", "continuous", "--all", "--check", copy];
  const codes = [0, 1, 3];
  const without = { name: "no config", command: process.execPath, args: [...args, "--no-config"], codes };
  const gpuify = { name: "gpuify", command: process.execPath, args, codes };
  const figures = await measure([without, gpuify], quick ? 3 : 15);
  print(`(e) the corpus tree with a config of ${count} rules`, figures);
  // A few per cent drown in what else the machine does, which only ever adds: the least of each is compared.
  const [own = Number.NaN, other = Number.NaN] = ["gpuify", "no config"].map(
    (name) => figures.get(name)?.least,
  );
  const ratio = own / other;
  aims.push(
    `${mark(ratio <= 1.1)} (e) ${count} rules: ${ratio.toFixed(3)} × no config (aim: at most 1.10; the least of all runs)`,
  );
}

/** Documents that no decision needs: in a walked folder they are not parsed, in a named file held against YAML once. */
async function throughput() {
  const { timeLibrary } = await importBundled(join(import.meta.dirname, "bench/throughput.ts"));
  const bytes = Buffer.from(irrelevantStream(20e6));
  const rate = (/** @type {number} */ time) => bytes.length / 1e3 / time;
  console.log(`\n(d) documents without a relevant kind, ${(bytes.length / 1e6).toFixed(0)} MB in process`);
  for (const found of ["walked", "named"]) {
    const times = await timeLibrary(bytes, quick ? 3 : 9, found);
    const median = rate(medianOf([...times].sort((a, b) => a - b)));
    console.log(`  ${found}: first run ${rate(times[0]).toFixed(0)} MB/s, median ${median.toFixed(0)} MB/s`);
    if (found === "walked")
      aims.push(`${mark(median >= 100)} (d) passing through: ${median.toFixed(0)} MB/s (aim: 100 MB/s)`);
  }
}

/**
 * @param {string} heading
 * @param {Map<string, import("./bench/measure.js").Figures>} figures
 * @param {string} ours
 */
function print(heading, figures, ours = "gpuify") {
  const own = figures.get(ours)?.median ?? Number.NaN;
  console.log(`\n${heading}`);
  console.log(
    `  ${"".padEnd(22)}${["median", "least", "most", "runs", "peak", "gpuify ÷ it"].map((head) => head.padStart(12)).join("")}`,
  );
  for (const [name, { median, least, most, runs, peakMiB }] of figures) {
    const peak = peakMiB === null ? "–" : `${peakMiB.toFixed(0)} MiB`;
    const cells = [ms(median), ms(least), ms(most), String(runs), peak, (own / median).toFixed(3)];
    console.log(`  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(12)).join("")}`);
  }
  return figures;
}

/**
 * @param {string} name
 * @param {import("./bench/measure.js").Figures | undefined} own
 * @param {import("./bench/measure.js").Figures | undefined} other
 * @param {number} limit
 * @param {string} unit
 */
function aim(name, own, other, limit, unit) {
  if (own === undefined || other === undefined) return;
  const ratio = own.median / other.median;
  aims.push(
    `${mark(ratio <= limit)} ${name}: ${ratio.toFixed(3)} ${unit} (aim: at most ${limit.toFixed(2)})`,
  );
}

/** @param {boolean} reached */
function mark(reached) {
  return reached ? "✔" : "✘";
}

/** @param {number} time */
function ms(time) {
  return `${time.toFixed(1)} ms`;
}
