import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import type { PatchFlags } from "../../src/pipeline/outcome.ts";
import { PROFILES, type ProfileName } from "./check-file.ts";
import { checkWithClients } from "./clients.ts";
import { DISGUISES, type DisguiseName } from "./disguise.ts";
import { type CorpusFile, findCorpus, listCorpus, sample } from "./files.ts";
import { checkJoined } from "./joined.ts";
import { exampleFiles, runKinds } from "./kinds.ts";
import { formatKinds, kindsProblems } from "./kinds-report.ts";
import { formatLintRun, lintCorpus } from "./linting.ts";
import { patchFiles } from "./patched.ts";
import { formatPatched, patchedProblems } from "./patched-report.ts";
import { formatScore, LABEL_TABLES, scoreLabels } from "./program-labels.ts";
import { containersIn, formatPrograms } from "./programs.ts";
import {
  type CorpusRun,
  engineRate,
  formatBad,
  formatLetThrough,
  formatProblems,
  formatReport,
} from "./report.ts";
import { runCorpus } from "./run.ts";
import { walkFiles } from "./switching.ts";
import { formatSwitching, switchingProblems } from "./switching-report.ts";

/** Highest share of the files that kubectl reads which the engine may refuse, in percent. */
const ENGINE_LIMIT = 0.5;

const DISGUISE_NAMES = Object.keys(DISGUISES) as readonly DisguiseName[];

/** Runs the whole measurement and prints it; the result is the exit code. */
export async function main(argv: readonly string[], project: string): Promise<number> {
  const options = readOptions(argv);
  const corpus = findCorpus(project);
  if (corpus === null) {
    console.error("no corpus beside the project (../shared/corpus): nothing to run");
    return 2;
  }
  const rows = listCorpus(corpus).filter(({ file }) => file.includes(options.only));
  const catalog = loadCatalog();
  const dev = sample(ofSet(rows, "dev"), options.sample);
  if (options.programs) {
    const found = containersIn(
      corpus,
      dev.map(({ file }) => file),
      catalog,
    );
    console.log(`${formatPrograms(found)}\n`);
    for (const table of LABEL_TABLES) {
      const folder = table === "found" ? options.files : join(corpus, "..");
      if (folder !== undefined) console.log(formatScore(scoreLabels(project, table, folder, catalog)));
    }
    return 0;
  }
  if (options.switching) return switching(corpus, dev, options);
  if (options.patched) return await patched(corpus, dev, options);
  if (options.kinds) return await kinds(corpus, dev, options);
  if (options.lint) return linting(corpus, [...dev, ...ofSet(rows, "bad")], options);
  const { profiles, flags, disguise } = options;
  const run = runCorpus(corpus, dev, catalog, { profiles, flags, disguise, progress: printProgress });
  console.log(formatReport(run));
  const bad = runCorpus(corpus, ofSet(rows, "bad"), catalog, { profiles: ["continuous"] });
  console.log(`\n${formatBad(bad)}`);
  console.log("not refused, though a line names a workload:");
  for (const line of formatLetThrough(bad, (file) => readFileSync(join(corpus, file), "latin1")))
    console.log(line);
  console.log();
  const problems = [...formatProblems(run), ...formatProblems(bad), ...engineProblems(run)];
  const reports = [...(await checkWithClients(corpus, run, options.clients))];
  if (options.joined) reports.push(await checkJoined(corpus, mixed(dev), catalog));
  for (const report of reports) {
    console.log(`${report.client}: ${report.inputs} files read before, ${report.outputs} outputs compared`);
    problems.push(...report.problems);
  }
  if (options.json !== undefined) writeResults(options.json, [run, bad]);
  console.log(problems.length === 0 ? "\nevery promise holds" : `\n${problems.length} broken promises`);
  for (const problem of problems.slice(0, options.show)) console.log(`✘ ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

/** From profile to profile and back, instead of everything else. */
async function switching(
  corpus: string,
  files: readonly CorpusFile[],
  { flags, show }: Options,
): Promise<number> {
  const walks = walkFiles(corpus, files, { catalog: loadCatalog(), flags });
  console.log(formatSwitching(walks));
  const problems = switchingProblems(walks);
  for (const problem of problems.slice(0, show)) console.log(`✘ ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

/** What the linter finds, instead of everything else. */
async function linting(corpus: string, files: readonly CorpusFile[], { show }: Options): Promise<number> {
  const run = await lintCorpus(corpus, files);
  console.log(formatLintRun(run, show));
  for (const problem of run.problems.slice(0, 50)) console.log(`✘ ${problem}`);
  return run.problems.length === 0 ? 0 : 1;
}

/** What the linter finds in what `patch` writes, and whether `patch` said it, instead of everything else. */
async function patched(
  corpus: string,
  files: readonly CorpusFile[],
  { profiles, show }: Options,
): Promise<number> {
  const runs = patchFiles(corpus, files, loadWholeCatalog(), profiles);
  console.log(formatPatched(runs, show));
  const problems = patchedProblems(runs);
  console.log(problems.length === 0 ? "\nevery promise holds" : `\n${problems.length} broken promises`);
  for (const problem of problems) console.log(`✘ ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

/** Which pod sets with GPUs are patched, kind by kind, instead of everything else. */
async function kinds(corpus: string, files: readonly CorpusFile[], options: Options): Promise<number> {
  const names = files.map(({ file }) => file);
  const examples = exampleFiles(corpus).filter((file) => file.includes(options.only));
  const catalog = loadCatalog();
  const problems: string[] = [];
  for (const [title, some] of [
    ["dev", names],
    ["examples", examples],
  ] as const) {
    const run = runKinds(corpus, some, catalog, { flags: options.flags, progress: printProgress });
    console.log(`${title}\n\n${formatKinds(run)}\n`);
    problems.push(...kindsProblems(run));
    for (const report of await checkWithClients(corpus, run, options.clients)) {
      console.log(`${report.client}: ${report.inputs} files read before, ${report.outputs} outputs compared`);
      problems.push(...report.problems);
    }
    if (options.json !== undefined)
      writeFileSync(`${options.json}.${title}`, run.sets.map((one) => `${JSON.stringify(one)}\n`).join(""));
  }
  console.log(problems.length === 0 ? "\nevery promise holds" : `\n${problems.length} broken promises`);
  for (const problem of problems.slice(0, options.show)) console.log(`✘ ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

interface Options {
  readonly profiles: readonly ProfileName[];
  readonly flags: PatchFlags;
  readonly disguise: DisguiseName;
  readonly sample: number;
  readonly only: string;
  readonly clients: readonly ("label" | "patch" | "kustomize")[];
  readonly joined: boolean;
  readonly switching: boolean;
  readonly lint: boolean;
  readonly kinds: boolean;
  readonly patched: boolean;
  readonly programs: boolean;
  /** Where the files of the labels that were found elsewhere are: `<owner>/<name>/<path>`. */
  readonly files: string | undefined;
  readonly json: string | undefined;
  readonly show: number;
}

function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      profile: { type: "string", multiple: true },
      flags: { type: "string" },
      disguise: { type: "string" },
      sample: { type: "string" },
      only: { type: "string" },
      kubectl: { type: "boolean" },
      kustomize: { type: "boolean" },
      joined: { type: "boolean" },
      switching: { type: "boolean" },
      lint: { type: "boolean" },
      kinds: { type: "boolean" },
      patched: { type: "boolean" },
      programs: { type: "boolean" },
      files: { type: "string" },
      json: { type: "string" },
      show: { type: "string" },
    },
  });
  const wanted = values.profile ?? PROFILES;
  return {
    profiles: PROFILES.filter((profile) => wanted.includes(profile)),
    flags: JSON.parse(values.flags ?? "{}"),
    disguise: DISGUISE_NAMES.find((name) => name === values.disguise) ?? "none",
    sample: Number(values.sample ?? Number.MAX_SAFE_INTEGER),
    only: values.only ?? "",
    clients: [
      ...(values.kubectl === true ? (["label", "patch"] as const) : []),
      ...(values.kustomize === true ? (["kustomize"] as const) : []),
    ],
    joined: values.joined === true,
    switching: values.switching === true,
    lint: values.lint === true,
    kinds: values.kinds === true,
    patched: values.patched === true,
    programs: values.programs === true,
    files: values.files,
    json: values.json,
    show: Number(values.show ?? 40),
  };
}

function ofSet(files: readonly CorpusFile[], set: CorpusFile["set"]): readonly CorpusFile[] {
  return files.filter((file) => file.set === set);
}

/** JSON files are rare and lie together: every tenth place gets one, so that both orders of both are joined. */
function mixed(files: readonly CorpusFile[]): readonly CorpusFile[] {
  const json = files.filter(({ features }) => features.json === true);
  const others = files.filter(({ features }) => features.json !== true);
  return others.flatMap((file, index) => {
    const next = index % 10 === 0 ? json[index / 10] : undefined;
    return next === undefined ? [file] : [file, next];
  });
}

function engineProblems(run: CorpusRun): readonly string[] {
  return run.profiles
    .map((profile) => ({ profile, rate: engineRate(run, profile) }))
    .filter(({ rate }) => rate >= ENGINE_LIMIT && run.files.length > 1000)
    .map(({ profile, rate }) => `${profile}: the engine refuses ${rate.toFixed(2)} % of what kubectl reads`);
}

function writeResults(file: string, runs: readonly CorpusRun[]): void {
  const results = runs.flatMap((run) => run.results);
  writeFileSync(file, `${results.map((result) => JSON.stringify(result)).join("\n")}\n`);
}

function printProgress(done: number, total: number): void {
  if (!process.stderr.isTTY || (done % 50 !== 0 && done !== total)) return;
  process.stderr.write(`\r${done} of ${total} files${done === total ? "\n" : ""}`);
}
