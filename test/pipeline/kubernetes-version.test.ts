import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type KubeObject, objectTitle } from "../../src/k8s/object.ts";
import { ON_BY_DEFAULT_SINCE } from "../../src/k8s/on-by-default.ts";
import { KUBERNETES_VERSIONS, loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import { nearestVersion } from "../../src/k8s/schema/versions.ts";
import { NEWEST_KNOWN_MINOR, OLDEST_KNOWN_MINOR } from "../../src/k8s/version.ts";
import { checkOutput } from "../../src/pipeline/check-output.ts";
import { allObjects } from "../../src/pipeline/decide-all.ts";
import { loadFiles } from "../../src/pipeline/input/load.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { run, textAfter } from "./run.ts";

/** A manifest that gets something which depends on the version, and how that is seen. */
interface Case {
  readonly profile: string;
  readonly flags?: DecisionFlags;
  readonly text: string;
  readonly isGiven: (outcome: PatchOutcome) => boolean;
}

const has =
  (part: string) =>
  (outcome: PatchOutcome): boolean =>
    textAfter(outcome).includes(part);

function job(spec: string): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
${spec}  template:
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: acme/train:1
`;
}

function server({ pod = "", container = "", more = "" } = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
${pod}      containers:
        - name: main
          image: acme/web:1
${container}${more}`;
}

const GPU = "          resources: {limits: {nvidia.com/gpu: 1}}\n";

const CASES: Readonly<Record<keyof typeof ON_BY_DEFAULT_SINCE, Case>> = {
  autoscalingV2: {
    profile: "bursty",
    text: server({ container: GPU }),
    isGiven: has("apiVersion: autoscaling/v2"),
  },
  podFailurePolicy: { profile: "training", text: job(""), isGiven: has("podFailurePolicy:") },
  containerMetrics: {
    profile: "bursty",
    text: server({
      container: GPU,
      more: "        - name: istio-proxy\n          image: istio/proxyv2:1.27\n",
    }),
    isGiven: has("type: ContainerResource"),
  },
  jobNameLabel: {
    profile: "training",
    flags: { workers: 4 },
    text: job(""),
    isGiven: has("['batch.kubernetes.io/job-name']"),
  },
  completionIndexLabel: {
    profile: "training",
    flags: { workers: 4 },
    text: job(""),
    isGiven: has("metadata.labels['batch.kubernetes.io/job-completion-index']"),
  },
  retriesByIndex: {
    profile: "training",
    text: job("  completionMode: Indexed\n  completions: 8\n  parallelism: 2\n"),
    isGiven: has("backoffLimitPerIndex:"),
  },
  podLevelMetrics: {
    profile: "bursty",
    text: server({ pod: "      resources: {requests: {cpu: 2}}\n", container: GPU }),
    isGiven: (outcome) =>
      has("apiVersion: autoscaling/v2")(outcome) &&
      !outcome.diagnostics.some(({ code }) => code === "pod-level-metric"),
  },
};

const MINORS = Array.from({ length: NEWEST_KNOWN_MINOR - 20 + 1 }, (_, index) => 20 + index);

describe.each(Object.entries(CASES))("%s", (name, { profile, flags, text, isGiven }) => {
  const since = ON_BY_DEFAULT_SINCE[name as keyof typeof ON_BY_DEFAULT_SINCE];

  test.each(MINORS)("is given to Kubernetes 1.%i where it is on by default there", (kubernetesMinor) => {
    const outcome = run(text, { profile, flags: { ...flags, kubernetesMinor } });
    expect(isGiven(outcome)).toBe(kubernetesMinor >= since);
  });

  test("is given without a version only where every version that is known has it on by default", () => {
    const outcome = run(text, { profile, ...(flags !== undefined && { flags }) });
    expect(isGiven(outcome)).toBe(since <= OLDEST_KNOWN_MINOR);
  });

  test("is given by the version that a config names", () => {
    const config = { kubernetesVersion: `1.${since}` };
    expect(isGiven(run(text, { profile, config, ...(flags !== undefined && { flags }) }))).toBe(true);
  });
});

test("the versions that are known are those of the schemas", () => {
  expect(KUBERNETES_VERSIONS[0]).toBe(`1.${OLDEST_KNOWN_MINOR}`);
  expect(KUBERNETES_VERSIONS.at(-1)).toBe(`1.${NEWEST_KNOWN_MINOR}`);
  expect(nearestVersion(null)).toBe(`1.${NEWEST_KNOWN_MINOR}`);
});

const FOLDER = join(import.meta.dirname, "..", "..", "fixtures", "patch");

/** Cases of the patcher that name no version. */
const UNNAMED = readdirSync(FOLDER).filter((name) => {
  const texts = ["args.txt", "gpuify.yaml"]
    .map((file) => join(FOLDER, name, file))
    .filter((file) => existsSync(file));
  return !texts.some((file) => /kubernetes-?version/i.test(readFileSync(file, "utf8")));
});

function objectsOf(folder: string, names: readonly string[]): readonly KubeObject[] {
  const inputs = names
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => ({ name: file, bytes: readFileSync(file), named: false }));
  return allObjects(loadFiles(inputs, { strict: false }));
}

describe("what patch writes where nobody names a version", () => {
  test("there are cases", () => expect(UNNAMED.length).toBeGreaterThan(50));

  test.each(KUBERNETES_VERSIONS)("is served by Kubernetes %s as the input was", async (version) => {
    const schemas = new Map([[version, await loadApiSchema(version)]]);
    const minor = Number(version.slice(2));
    let seen = 0;
    for (const name of UNNAMED) {
      const folder = join(FOLDER, name);
      const before = objectsOf(folder, ["input.yaml", "input.json"]);
      for (const after of objectsOf(folder, ["expected.yaml", "expected.json"])) {
        const same = before.find((one) => objectTitle(one) === objectTitle(after)) ?? null;
        expect(() => checkOutput([{ before: same, after, minor }], schemas), `${name}`).not.toThrow();
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(60);
  });
});
