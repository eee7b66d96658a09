import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { compareWithLint, type DoneRun } from "../../scripts/corpus/patched.ts";
import { patchInvocation } from "../../src/cli/patch/invocation.ts";
import { readArguments } from "../../src/cli/read-arguments.ts";
import { sayLastWord } from "../../src/commands/last-word.ts";
import { prepare } from "../../src/commands/prepare.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { nodePorts } from "../../src/io/node-ports.ts";
import { processStdio } from "../../src/io/stdio.ts";
import { PLACEMENT_RULES } from "../../src/lint/groups/placement.ts";
import { chooseGpu } from "../../src/pipeline/gpu-auto/choose-gpu.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { recognizeSettings } from "../../src/pipeline/recognize.ts";

const FOLDER = resolve(import.meta.dirname, "..", "..", "fixtures", "patch");

/** Rules about what patch decides itself; others are about what only the user can say. */
const PLACEMENT = new Set<string>(PLACEMENT_RULES.rules.map(({ id }) => id));

const ports = nodePorts(processStdio, { calledAs: "gpuify", env: {} });

/** As the program does it, up to what it would write. */
async function patchCase(name: string): Promise<Parameters<typeof compareWithLint>> {
  const args = readFileSync(join(FOLDER, name, "args.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (existsSync(join(FOLDER, name, line)) ? join(FOLDER, name, line) : line));
  const request = readArguments(args, "gpuify");
  if (request.kind !== "command" || request.command.name !== "patch")
    throw new Error(`${name} is no call of patch`);
  const invocation = patchInvocation(request.raw, request.raw.paths);
  const inputs = await ports.readInputs(invocation.inputs);
  const prepared = await prepare(invocation, inputs, ports);
  const { own, deviceClasses, resources, policyOf } = prepared;
  const catalog = loadCatalog({ own, deviceClasses, resources });
  const sources = { policyOf, recognize: recognizeSettings, chooseGpu };
  const outcome = patchManifests(prepared.inputs.files, invocation.request, catalog, sources);
  const { review } = outcome;
  if (review === null) throw new Error(`${name} has no last word`);
  const { word, outcome: end } = await sayLastWord(outcome, review, prepared, ports);
  const { profile, flags } = invocation.request;
  const done: DoneRun = {
    file: name,
    profile: profile ?? "",
    platform: flags.platform ?? null,
    outcome: end,
    word,
    review,
  };
  return [done, loadWholeCatalog(own, deviceClasses, resources)];
}

/** The two halves of gpuify must agree: what one leaves and the other finds fault with, the first has said. */
describe("what patch leaves", () => {
  const cases = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "args.txt")));

  test.each(cases)("%s: each finding of the linter from warning on is told or counted", async (name) => {
    const [done, whole] = await patchCase(name);
    const [file] = done.outcome.files;
    const extension = existsSync(join(FOLDER, name, "expected.json")) ? "json" : "yaml";
    expect(file?.text).toBe(readFileSync(join(FOLDER, name, `expected.${extension}`), "utf8"));
    const { heard, problems, workloads } = compareWithLint(done, whole);
    expect(problems).toEqual([]);
    expect(workloads).toBeGreaterThan(0);
    const faults = heard.filter(
      ({ as, severity, rule }) => as === "run" && (severity === "error" || PLACEMENT.has(rule)),
    );
    expect(faults).toEqual([]);
  });

  test("is tried on many cases", () => {
    expect(cases.length).toBeGreaterThan(80);
  });
});
