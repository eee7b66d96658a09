import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { patchManifests } from "../../../src/pipeline/patch.ts";
import type { DecisionFlags } from "../../../src/profile/flags.ts";
import { needsKubectl } from "../../needs.ts";
import { catalog } from "../decide.ts";
import { job } from "../manifests.ts";

const scope = { all: true, select: [], labels: [], namespace: null };

function run(texts: readonly string[], profile: string, flags: DecisionFlags) {
  const inputs = texts.map((text, index) => ({
    name: `${index}.yaml`,
    bytes: new TextEncoder().encode(text),
    named: true,
  }));
  const { files, diagnostics } = patchManifests(inputs, { profile, scope, strict: false, flags }, catalog);
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return { text: files[0]?.text ?? "", errors };
}

function patch(text: string, profile = "training", flags: DecisionFlags = { workers: 4 }): string {
  const once = run([text], profile, flags);
  expect(once.errors).toEqual([]);
  return once.text;
}

/** Objects in the order in which kubectl finds them, without a cluster. */
function byKubectl(text: string): readonly string[] {
  const input = text.replace(/^\uFEFF/, "");
  const run = spawnSync("kubectl", ["label", "--local", "-f", "-", "x=y", "-o", "name"], { input });
  expect(run.status, run.stderr.toString()).toBe(0);
  return run.stdout.toString().trim().split("\n");
}

const JOB = job({ metadata: "name: web" });
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
const CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
const indented = `- ${JOB.trimEnd().replaceAll("\n", "\n  ")}\n`;
const json = JSON.stringify({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "web" },
  spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "b" }] } } },
});

const STREAMS: readonly (readonly [string, string])[] = [
  ["alone", JOB],
  ["behind a comment", `# the job\n${JOB}`],
  ["behind a marker", `---\n${JOB}`],
  ["behind a comment and a marker", `# ours\n---\n${JOB}`],
  ["behind a marker with a comment", `--- # job\n${JOB}`],
  ["behind another object", `${CONFIG_MAP}---\n${JOB}`],
  ["between others", `${CONFIG_MAP}---\n${JOB}---\n${CONFIG_MAP}`],
  ["behind an end marker", `${CONFIG_MAP}...\n---\n${JOB}`],
  ["without a last line end", JOB.trimEnd()],
  ["with CRLF", crlf(`# c\n---\n${JOB}`)],
  ["with a byte order mark", `\uFEFF${JOB}`],
  ["with a byte order mark and a marker", `\uFEFF---\n${JOB}`],
  ["in a List", `apiVersion: v1\nkind: List\nitems:\n${indented}`],
  ["as JSON", json],
  ["as spread JSON", `${JSON.stringify(JSON.parse(json), null, 2)}\n`],
];

describe("the Service of workers stands before the Job in the stream", () => {
  it.each(STREAMS)("%s", needsKubectl(), (_, text) => {
    const once = patch(text);
    const names = byKubectl(once);
    expect(names.indexOf("service/web")).toBe(names.indexOf("job.batch/web") - 1);
    expect(names.filter((name) => !/web$/.test(name))).toEqual(
      text.match(/ConfigMap/g)?.map(() => "configmap/a") ?? [],
    );
    expect(patch(once)).toBe(once);
  });

  it.each(STREAMS)("%s, and goes with another profile", needsKubectl(), (_, text) => {
    const back = patch(patch(text), "bursty", {});
    expect(byKubectl(back)).not.toContain("service/web");
    expect(patch(back, "bursty", {})).toBe(back);
    for (const [comment] of text.matchAll(/^# .*$/gm)) expect(back).toContain(comment);
    expect(back.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
    if (text.includes("\r\n")) expect(back).not.toMatch(/[^\r]\n/);
  });

  it("what stood before the first marker stays on top, byte for byte", () => {
    const once = patch(`# Copyright\n# us\n---\n${JOB}`);
    expect(once.startsWith("# Copyright\n# us\n---\napiVersion: v1\nkind: Service\n")).toBe(true);
    expect(once).toContain("---\napiVersion: batch/v1\n");
  });

  it("a comment on the Job stays with the Job", () => {
    expect(patch(`# the job\n${JOB}`)).toContain("---\n# the job\napiVersion: batch/v1\n");
  });

  it("an old and a new version of one Job share it", () => {
    const once = patch(`${JOB}---\n${JOB}`);
    expect(once.match(/kind: Service/g)).toHaveLength(1);
    expect(patch(once)).toBe(once);
  });

  it("a Service of the name in another file is seen", () => {
    const service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n";
    expect(run([JOB, service], "training", { workers: 4 }).errors).toEqual(["workers-service-taken"]);
  });
});

it("the profile none takes out placement only: workers, Service and queue stay", () => {
  const trained = patch(JOB, "training", { workers: 4, queue: "q", platform: "gke", gpu: "l4" });
  const selected = /^ +nodeSelector:\n +cloud\.google\.com\/gke-accelerator: nvidia-l4\n/m;
  const whole = /^ +affinity:\n(?:.*\n)*?.*gke-gpu-partition-size\n.*DoesNotExist\n/m;
  for (const placed of [selected, whole]) expect(trained).toMatch(placed);
  expect(patch(trained, "none", {})).toBe(trained.replace(selected, "").replace(whole, ""));
});

describe("Services", () => {
  const broken = `${JOB}---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nmetadata: {name: b}\n`;

  it("are not read in runs that make none", () => {
    expect(patch(broken, "training", {})).toContain("metadata: {name: b}");
  });

  it("are read in runs that may make one", () => {
    expect(run([broken], "training", { workers: 4 }).errors).toEqual(["duplicate-key"]);
  });
});
