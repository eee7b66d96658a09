import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/types.ts";
import { formatSummary } from "../../src/output/summary.ts";
import { codesOf, type Run, run } from "./run.ts";

/** Opens a port, and nothing else tells what it does. */
function unsure(name: string, annotations = ""): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {tier: back}, annotations: {${annotations}}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: acme/thing, ports: [{containerPort: 80}]}]}
`;
}

const trainer = `apiVersion: batch/v1
kind: Job
metadata: {name: finetune, labels: {tier: back}}
spec:
  template:
    spec: {restartPolicy: Never, containers: [{name: main, image: acme/x, command: [torchrun, train.py]}]}
`;

const stream = (...objects: readonly string[]): string => objects.join("---\n");

function auto(text: string, options: Run = {}) {
  const outcome = run(text, { profile: "auto", ...options });
  const severity = outcome.diagnostics.find(({ code }) => code === "auto-uncertain")?.severity;
  const statuses = outcome.workloads.map(({ object, status }) => `${object} ${status}`);
  return { outcome, severity, statuses };
}

const select = (kind: string, name: string) => ({ scope: { select: [{ kind, name }] } });
const rule: Config = { rules: [{ match: { kind: "*" }, profile: "auto" }] };

describe("what auto is not sure of", () => {
  it("is a note among others, which get their profile", () => {
    const { outcome, severity, statuses } = auto(stream(unsure("a"), trainer, unsure("b")));
    expect(severity).toBe("info");
    expect(outcome.refused).toBe(false);
    expect(statuses).toEqual(["Deployment/a undecided", "Job/finetune patched", "Deployment/b undecided"]);
    expect(outcome.files[0]?.text.startsWith(unsure("a"))).toBe(true);
  });

  it.each([
    ["--all", { scope: { all: true } }],
    ["labels", { scope: { labels: [{ key: "tier", operator: "=", values: ["back"] }] } }],
    ["a glob", select("*", "*")],
    ["a rule of the config", { profile: null, config: rule }],
  ] satisfies [string, Run][])("is a note where %s means it", (_, options) => {
    const { outcome, severity } = auto(stream(unsure("a"), trainer), options);
    expect({ severity, refused: outcome.refused }).toEqual({ severity: "info", refused: false });
  });

  it("is a note where a rule means the only workload: hooks hand over file by file", () => {
    expect(auto(unsure("a"), { profile: null, config: rule }).severity).toBe("info");
  });

  it.each([
    ["the flag means the only workload", unsure("a"), {}],
    ["--select names it", stream(unsure("a"), trainer), select("Deployment", "a")],
    [
      "--select names it, and a rule says auto",
      stream(unsure("a"), trainer),
      { ...select("Deployment", "a"), profile: null, config: rule },
    ],
    [
      "its own annotation says auto",
      stream(unsure("a", "gpuify.dev/profile: auto"), trainer),
      { profile: "training" },
    ],
  ] satisfies [string, string, Run][])("is an error where %s", (_, text, options) => {
    const { outcome, severity, statuses } = auto(text, options);
    expect({ severity, refused: outcome.refused }).toEqual({ severity: "error", refused: true });
    expect(statuses).toContain("Deployment/a refused");
  });

  it("leaves its file alone in a run that keeps going", () => {
    const files = {
      "a.yaml": stream(unsure("a", "gpuify.dev/profile: auto"), unsure("b")),
      "b.yaml": trainer,
    };
    const { files: after, workloads } = run(files, { profile: "auto", keepGoing: true });
    expect(after.map(({ status }) => status)).toEqual(["refused", "changed"]);
    expect(workloads.map(({ status }) => status)).toEqual(["refused", "refused", "patched"]);
  });

  it("is counted, once, in the summary", () => {
    const { outcome } = auto(stream(unsure("a"), trainer, unsure("b")));
    expect(outcome.passedThrough).toBe(0);
    const facts = { preview: false, unreadable: 0, left: null };
    expect(formatSummary(outcome, facts)).toBe(
      "1 workload patched, +1 GPU, 2 workloads left alone: auto is not sure\n",
    );
    expect(formatSummary(auto(stream(unsure("a"), unsure("b"))).outcome, facts)).toBe(
      "2 workloads left alone: auto is not sure\n",
    );
  });

  it("is not a database, which is left alone and passes through", () => {
    const database = unsure("db").replace("acme/thing", "postgres:16");
    const { outcome, statuses } = auto(stream(database, trainer));
    expect(codesOf(outcome)).toContain("auto-left-alone");
    expect(statuses).toEqual(["Job/finetune patched"]);
    expect(outcome.passedThrough).toBe(1);
  });
});
