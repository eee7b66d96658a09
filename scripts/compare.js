// Holds two builds of gpuify against each other, file by file: what both make of every manifest under a folder.
//
//   node scripts/compare.js BEFORE AFTER [FOLDER]
//
// BEFORE and AFTER are checkouts that have been built (npm run build); FOLDER is ../shared/corpus unless told. Compared are
// the patched bytes, the changes with their reasons, what is told, and the totals, for the profiles, some platforms and
// flags, and from one profile to the next. Prints, for each way, how many answers differ and the first file that does; exits
// with 1 where any does.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {{ profile: string, flags?: object, next?: string }} Way what is run, and which profile on what comes out
 * @typedef {typeof import("../src/index.ts")} Library
 * @typedef {{ library: Library, catalog: Awaited<ReturnType<Library["loadCatalog"]>> }} Build
 */

/** @type {readonly Way[]} */
const WAYS = [
  ...["continuous", "training", "bursty", "none"].map((profile) => ({ profile })),
  { profile: "continuous", flags: { platform: "oke" } },
  { profile: "continuous", flags: { platform: "eks-karpenter", gpu: "h100", gpus: 2 } },
  { profile: "continuous", flags: { platform: "openshift", rollout: "in-place" } },
  { profile: "training", flags: { platform: "aks", queue: "team", workers: 4 } },
  { profile: "bursty", flags: { platform: "gke", cpu: "3", replicas: 2 } },
  { profile: "bursty", next: "continuous" },
  { profile: "continuous", next: "bursty" },
  { profile: "training", flags: { queue: "team", workers: 4 }, next: "continuous" },
  { profile: "bursty", next: "none" },
];

/** Files of this size or more are skipped: smaller ones exercise the same code. */
const MOST_BYTES = 400_000;

const [before, after, folder = resolve(import.meta.dirname, "../../shared/corpus")] = process.argv.slice(2);
if (before === undefined || after === undefined) throw new Error("usage: compare.js BEFORE AFTER [FOLDER]");
const builds = [await open(before), await open(after)];
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(?:ya?ml|json)$/.test(path))
  .map((path) => join(folder, path))
  .filter((path) => statSync(path).isFile() && statSync(path).size < MOST_BYTES)
  .sort();
console.log(`${files.length} files, ${WAYS.length} ways`);
let all = 0;
for (const way of WAYS) {
  const differ = files.filter((file) => {
    const [one, other] = builds.map((build) => answerOf(build, way, file));
    return one !== other;
  });
  all += differ.length;
  const example = differ[0] === undefined ? "" : `, first ${relative(folder, differ[0])}`;
  console.log(`${String(differ.length).padStart(6)} differ  ${titleOf(way)}${example}`);
}
console.log(`${all} of ${files.length * WAYS.length} answers differ`);
process.exitCode = all === 0 ? 0 : 1;

/**
 * @param {string} checkout
 * @returns {Promise<Build>}
 */
async function open(checkout) {
  const library = await import(pathToFileURL(resolve(checkout, "dist/library/index.js")).href);
  return { library, catalog: await library.loadCatalog({ models: true }) };
}

/** @param {Way} way */
function titleOf({ profile, flags = {}, next }) {
  const said = Object.entries(flags).map(([name, value]) => ` ${name}=${value}`);
  return `${profile}${said.join("")}${next === undefined ? "" : `, then ${next}`}`;
}

/**
 * @param {Build} build
 * @param {Way} way
 * @param {string} file
 */
function answerOf(build, { profile, flags = {}, next }, file) {
  const first = patch(build, profile, flags, file, readFileSync(file));
  if (next === undefined || first.text === null) return first.told;
  return first.told + patch(build, next, {}, file, new TextEncoder().encode(first.text)).told;
}

/**
 * What a run says, as one text.
 * @param {Build} build
 * @param {string} profile
 * @param {object} flags
 * @param {string} file
 * @param {Uint8Array} bytes
 */
function patch({ library, catalog }, profile, flags, file, bytes) {
  const scope = { all: true, select: [], labels: [], namespace: null };
  try {
    const outcome = library.patchManifests(
      [{ name: file, bytes, named: true }],
      { profile, scope, strict: false, flags },
      catalog,
    );
    const [own] = outcome.files;
    const told = [
      own?.text,
      own?.changes.map(({ op, path, newValue, reason, origin }) => [op, path, newValue, reason, origin]),
      own?.generated,
      outcome.diagnostics.map(({ code, message, why, advice, location }) => [
        code,
        message,
        why,
        advice,
        location?.line,
      ]),
      outcome.workloads,
      outcome.commands,
    ];
    return { told: JSON.stringify(told), text: own?.text ?? null };
  } catch (error) {
    return { told: `thrown: ${error instanceof Error ? error.message : error}`, text: null };
  }
}
