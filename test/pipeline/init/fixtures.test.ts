import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/file/read-config.ts";
import { makePolicy } from "../../../src/config/policy.ts";
import { loadCatalog } from "../../../src/gpu/catalog/catalog.ts";
import { untoleratedTaints } from "../../../src/k8s/scheduling/tolerations.ts";
import { formatConfig } from "../../../src/output/init/format-config.ts";
import { findSetup } from "../../../src/pipeline/init/find-setup.ts";
import { sortNodes } from "../../../src/pipeline/init/gpu-nodes.ts";
import { modelsOnPlatform } from "../../../src/pipeline/init/node-models.ts";
import { readNodes } from "../../../src/pipeline/init/read-nodes.ts";
import { isSpotNode } from "../../../src/pipeline/init/spot-marks.ts";
import { refusedUnder, withoutRefused } from "../../../src/pipeline/init/try-config.ts";
import type { ManifestInput } from "../../../src/pipeline/input/manifest-input.ts";
import { patchManifests } from "../../../src/pipeline/patch.ts";
import { needsCorpus } from "../../needs.ts";

/**
 * A case has manifests, the output of `kubectl get nodes -o json`, or both, and the config that is made of them.
 * `GPUIFY_UPDATE=1` writes the configs; CI refuses that switch.
 */
const FOLDER = join(import.meta.dirname, "..", "..", "..", "fixtures", "init");
const CASES = readdirSync(FOLDER).sort();
const UPDATE = process.env.GPUIFY_UPDATE === "1";

function inputsOf(name: string): readonly ManifestInput[] {
  const root = join(FOLDER, name, "manifests");
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .sort()
    .map((path) => ({ name: path, bytes: readFileSync(join(root, path)), named: false }));
}

function nodesOf(name: string): string | null {
  const file = join(FOLDER, name, "nodes.json");
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

const catalog = loadCatalog();

async function configOf(text: string) {
  const result = await readConfig("gpuify.yaml", text);
  expect(result.diagnostics).toEqual([]);
  if (!result.ok || result.configs[0] === undefined) throw new Error("the config is wrong");
  return result.configs[0].config;
}

test("there are cases, and CI does not write their answers", () => {
  expect(CASES.length).toBeGreaterThan(10);
  expect(UPDATE && process.env.CI !== undefined).toBe(false);
});

/** What the command does, without the files. */
async function configFor(inputs: readonly ManifestInput[], nodes: string | null): Promise<string> {
  const found = findSetup(inputs, nodes, catalog);
  const config = await configOf(formatConfig(found));
  const withOwn = loadCatalog({ own: config.platforms ?? {} });
  return formatConfig(withoutRefused(found, refusedUnder(config, inputs, withOwn)));
}

/** Errors of `gpuify patch .` with a config. */
async function errorsUnder(text: string, inputs: readonly ManifestInput[]): Promise<readonly string[]> {
  const config = await configOf(text);
  if ((config.rules ?? []).length === 0) return [];
  const withOwn = loadCatalog({ own: config.platforms ?? {} });
  const policy = makePolicy({ file: "gpuify.yaml", config, bases: [] });
  const scope = { all: false, select: [], labels: [], namespace: null };
  const outcome = patchManifests(inputs, { profile: null, scope, strict: false, flags: {} }, withOwn, {
    policyOf: ({ name }) => ({ policy, path: name }),
  });
  const problems = [...outcome.diagnostics, ...(outcome.scopeProblem === null ? [] : [outcome.scopeProblem])];
  return problems.flatMap(({ severity, message }) => (severity === "error" ? [message] : []));
}

describe.each(CASES)("%s", async (name) => {
  const inputs = inputsOf(name);
  const text = await configFor(inputs, nodesOf(name));

  test("gives the config that is kept", () => {
    const file = join(FOLDER, name, "expected.yaml");
    if (UPDATE) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  test("gives a config without a single diagnostic, and the same text again", async () => {
    await configOf(text);
    expect(await configFor(inputs, nodesOf(name))).toBe(text);
  });

  test("gives a config that patch runs with", async () => {
    expect(await errorsUnder(text, inputs)).toEqual([]);
  });

  test("tells no secret, no address and no machine id of a node", () => {
    expect(text).not.toMatch(/join-token|abcdef|10\.1\.2\.3|0123456789abcdef/);
  });
});

const CORPUS = join(FOLDER, "..", "..", "..", "shared", "corpus", "dev");

describe("repositories that nobody here wrote", needsCorpus(), () => {
  test.each([
    "GoogleCloudPlatform+ai-on-gke",
    "GoogleCloudPlatform+kubernetes-engine-samples",
    "argoproj+argo-cd",
    "aws-neuron+aws-neuron-eks-samples",
    "kubernetes+examples",
    "kubescape+regolibrary",
    "onedr0p+home-ops",
  ])("%s gets a config that is right, and that patch runs with", async (name) => {
    const root = join(CORPUS, name);
    const inputs = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(?:ya?ml|json)$/.test(path))
      .sort()
      .map((path) => ({ name: path, bytes: readFileSync(join(root, path)), named: false }));
    const text = await configFor(inputs, null);
    expect(await errorsUnder(text, inputs)).toEqual([]);
    expect(text).toMatch(/^(?:rules:|# rules:)$/m);
  });
});

const WITH_GPUS = CASES.filter((name) => {
  const text = nodesOf(name);
  return text !== null && sortNodes(readNodes(text), catalog).gpu.length > 0;
});

describe.each(WITH_GPUS)("the platform of %s", (name) => {
  /** A taint that somebody keeps his nodes free by: told in a comment, and tolerated by nobody. */
  const KEPT = new Set(["team", "acme.io/gpu-team", "acme.io/gpu-burn-in"]);
  /** Taints that come and go, and nobody tolerates. */
  const PASSING = /^karpenter\.sh\//;

  test("takes a pod to the very nodes that have the model, past their taints", async () => {
    const json = nodesOf(name) ?? "";
    const config = await configOf(formatConfig(findSetup([], json, catalog)));
    const withOwn = loadCatalog({ own: config.platforms ?? {} });
    const { gpu } = sortNodes(readNodes(json), catalog);
    let seen = 0;
    for (const one of gpu) {
      const platform = config.platform ?? "";
      const model =
        modelsOnPlatform(one, platform, withOwn)[0] ??
        Object.entries(config.platforms?.[platform]?.models ?? {}).find(([, { labels }]) =>
          Object.entries(labels).every(([key, value]) => one.node.labels.get(key) === value),
        )?.[0];
      if (model === undefined || one.gpus === null) continue;
      seen++;
      const answer = withOwn.placement({
        platform,
        vendor: one.vendor,
        model,
        count: one.gpus,
        uniform: false,
        spot: isSpotNode(one),
      });
      if (!answer.ok) throw new Error(`${one.node.name}: ${answer.problem.message}`);
      const { nodeSelector, affinity, tolerations, resource } = answer.placement;
      expect(resource).toBe(one.resource);
      for (const { value } of nodeSelector) expect(one.node.labels.get(value.key)).toBe(value.value);
      const selecting = affinity.filter(({ value }) => !withOwn.isWholeGpuExpression(value));
      for (const { value } of selecting) expect(value.values).toContain(one.node.labels.get(value.key));
      const views = tolerations.map(({ value }) => ({ value: null, effect: null, ...value }));
      const left = untoleratedTaints(views, one.node.taints).filter(
        // The API server tolerates the taint that is named like the resource (ExtendedResourceToleration, GKE).
        ({ key }) => key !== one.resource && !KEPT.has(key) && !PASSING.test(key),
      );
      expect(left).toEqual([]);
    }
    expect(seen).toBeGreaterThan(0);
  });

  test("gives a workload that has no GPU one that a node offers", async () => {
    const json = nodesOf(name) ?? "";
    const config = await configOf(formatConfig(findSetup([], json, catalog)));
    const withOwn = loadCatalog({ own: config.platforms ?? {} });
    const policy = makePolicy({ file: "gpuify.yaml", config, bases: [] });
    const scope = { all: false, select: [], labels: [], namespace: null };
    const bytes = new TextEncoder().encode(PLAIN);
    const outcome = patchManifests(
      [{ name: "plain.yaml", bytes, named: true }],
      { profile: "continuous", scope, strict: false, flags: {} },
      withOwn,
      { policyOf: () => ({ policy, path: "plain.yaml" }) },
    );
    const given = /limits:\n\s+([^\s:]+): 1/.exec(outcome.files[0]?.text ?? "")?.[1] ?? "nothing";
    const offered = sortNodes(readNodes(json), catalog).gpu.flatMap(({ node }) => [
      ...node.allocatable.keys(),
    ]);
    expect(offered).toContain(given);
  });
});

const PLAIN = `apiVersion: v1
kind: Pod
metadata: {name: plain}
spec:
  containers:
    - name: main
      image: acme/x:1
`;
