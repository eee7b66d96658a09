import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { findCorpus, listCorpus } from "../../scripts/corpus/files.ts";
import { applyEdits } from "../../src/edit/text-edit.ts";
import type { Finding } from "../../src/lint/finding.ts";
import type { Safety } from "../../src/lint/rule.ts";
import { fixEdits, fixManifests } from "../../src/pipeline/lint-fix.ts";
import { needsCorpus } from "../needs.ts";
import { lint, toolsFor } from "./kit.ts";

const FOLDER = resolve(import.meta.dirname, "..", "..", "fixtures", "lint");
const BOTH: readonly Safety[] = ["safe", "unsafe"];

interface Sample {
  readonly name: string;
  readonly text: string;
  readonly platform: string | null;
  readonly minor: number;
}

const samples = readdirSync(FOLDER).flatMap((id) =>
  readdirSync(join(FOLDER, id))
    .filter((name) => /^invalid-.*\.(?:yaml|json)$/.test(name))
    .map((name): Sample => {
      const path = join(FOLDER, id, name);
      const args = argsOf(path);
      return {
        name: `${id}/${name}`,
        text: readFileSync(path, "utf8"),
        platform: /--platform (\S+)/.exec(args)?.[1] ?? null,
        minor: Number(/--kubernetes-version 1\.(\d+)/.exec(args)?.[1] ?? 36),
      };
    }),
);

function argsOf(path: string): string {
  try {
    return readFileSync(path.replace(/\.\w+$/, ".args"), "utf8");
  } catch {
    return "";
  }
}

function fix({ name, text, platform, minor }: Sample, safeties: readonly Safety[]) {
  const inputs = [{ name, bytes: new TextEncoder().encode(text), named: true }];
  return fixManifests(inputs, toolsFor({ platform, minor }), safeties);
}

/** Names of what an error is about, without where it is. */
function errors(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule.id}: ${message}`);
}

const fixable = samples.flatMap((sample) => {
  const before = lint({ [sample.name]: sample.text }, sample);
  return before.findings.some(({ fix: own }) => own !== null) ? [[sample.name, sample, before] as const] : [];
});

describe.each(fixable)("%s", (_, sample, before) => {
  test("nothing fixable is left after a fix, nothing new is wrong, and the edits are exact", () => {
    const { files, remaining, refused } = fix(sample, BOTH);
    const [file] = files;
    expect(refused).toEqual([]);
    expect(remaining.findings.filter(({ fix: own }) => own !== null)).toEqual([]);
    const known = errors(before.findings);
    expect(errors(remaining.findings).filter((error) => !known.includes(error))).toEqual([]);
    expect(applyEdits(sample.text, file?.edits ?? [])).toBe(file?.text);
    expect(file?.fixed.length).toBeGreaterThan(0);
  });

  test("--fix alone leaves what changes behaviour", () => {
    const { files, remaining } = fix(sample, ["safe"]);
    expect(files[0]?.fixed.every(({ fix: own }) => own?.safety === "safe")).toBe(true);
    expect(remaining.findings.some(({ fix: own }) => own?.safety === "safe")).toBe(false);
  });

  test("the edits that reports carry mend their own finding", () => {
    expect.hasAssertions();
    const editsOf = fixEdits(before);
    for (const finding of before.findings.filter(({ fix: own }) => own !== null)) {
      const edits = editsOf(finding);
      expect(edits, finding.rule.id).not.toBeNull();
      const mended = lint({ [sample.name]: applyEdits(sample.text, edits ?? []) }, sample);
      const same = mended.findings.filter(({ fingerprint }) => fingerprint === finding.fingerprint);
      expect(same.map(({ message }) => message)).toEqual([]);
    }
  });
});

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

test("fixes of real manifests come to an end, are exact, and leave nothing to fix", needsCorpus(), () => {
  const inputs = listCorpus(corpus)
    .filter(({ set, podKinds }) => set === "dev" && podKinds.length > 0)
    .map(({ file }) => ({ name: file, bytes: readFileSync(join(corpus ?? "", file)), named: false }))
    .filter(({ bytes }) => /(?:nvidia|amd|google)\.com\/(?:gpu|tpu)/.test(bytes.toString("latin1")));
  const { files, remaining, refused } = fixManifests(inputs, toolsFor(), BOTH);
  const told = new Set(refused.map(({ finding }) => finding.fingerprint));
  const left = remaining.findings.filter(
    ({ fix: own, fingerprint }) => own !== null && !told.has(fingerprint),
  );
  expect(left.map(({ rule, location }) => `${location.file}:${location.line} ${rule.id}`)).toEqual([]);
  expect(files.filter(({ edits }) => edits.length > 0).length).toBeGreaterThan(50);
  for (const { file, edits, text } of files)
    if (file.source !== null) expect(applyEdits(file.source.text, edits)).toBe(text);
});

const TWINS = `apiVersion: v1
kind: Pod
metadata:
  name: twins
spec:
  tolerations: [{operator: Exists}]
  containers:
    - name: first
      image: example.com/train:v1
      resources: &own
        requests: {cpu: 1, memory: 8Gi, nvidia.com/gpu: 1}
    - name: second
      image: example.com/train:v1
      resources: *own
`;

test("what an alias stood in the way of is mended when the alias is gone", () => {
  const sample = { name: "twins.yaml", text: TWINS, platform: null, minor: 36 };
  const once = fix(sample, ["safe"]);
  expect(once.refused).toEqual([]);
  expect(errors(once.remaining.findings)).toEqual([]);
  const twice = fix({ ...sample, text: once.files[0]?.text ?? "" }, ["safe"]);
  expect(twice.files[0]?.edits).toEqual([]);
});

test("the edits of thousands of findings in one document are made in one go", () => {
  const pod = (index: number) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `p${index}` },
    spec: {
      containers: [
        { name: "c", image: "example.com/x:v1", resources: { requests: { "nvidia.com/gpu": 1 } } },
      ],
    },
  });
  const items = Array.from({ length: 1000 }, (_, index) => pod(index));
  const text = JSON.stringify({ apiVersion: "v1", kind: "List", items });
  const outcome = lint({ "list.json": text });
  const editsOf = fixEdits(outcome);
  const missing = outcome.findings.filter(({ rule }) => rule.id === "gpu-limit-missing");
  expect(missing).toHaveLength(1000);
  const last = missing.at(-1);
  const mended = last === undefined ? "" : applyEdits(text, editsOf(last) ?? []);
  expect(mended.slice(0, text.length - 100)).toBe(text.slice(0, -100));
  expect(mended.endsWith('"requests":{"nvidia.com/gpu":1},"limits":{"nvidia.com/gpu":1}}}]}}]}')).toBe(true);
});

/** The limit adds a line above what is found only when the resource has its right name. */
const LATER = `apiVersion: v1
kind: Pod
metadata:
  name: later
spec:
  tolerations: [{operator: Exists}]
  containers:
    - name: first
      image: example.com/train:v1
      resources:
        requests:
          nvidia.com/gpu: 1
        limits:
          memory: 8Gi
    - name: second
      image: example.com/train:v1
      resources:
        limits:
          memory: 8Gi
          nvidia.com/gpus: 2
`;

test("what a later round mends is told at its place in the original", () => {
  const { files } = fix({ name: "later.yaml", text: LATER, platform: null, minor: 36 }, ["safe"]);
  const later = files[0]?.fixed.find(({ rule }) => rule.id === "shm-missing");
  const line = LATER.split("\n").findIndex((one) => one.includes("name: second")) + 1;
  expect(later?.location.line).toBe(line);
});
