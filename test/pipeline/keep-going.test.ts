import { describe, expect, it } from "vitest";
import { codesOf, errorsOf, type Run, run } from "./run.ts";

const GPU = "resources: {limits: {nvidia.com/gpu: 1}}";

function deployment(name: string, containers = `{name: main, image: acme/llm, ${GPU}}`): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [${containers}]
`;
}

/** Which of the two containers is meant only the user knows. */
const unclear = (name: string) => deployment(name, "{name: a, image: a}, {name: b, image: b}");

const autoscaler = (name: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
  minReplicas: 1
  maxReplicas: 4
`;

const stream = (...objects: readonly string[]): string => objects.join("---\n");

const BROKEN = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\ndata: {a: b}\n";

function keepGoing(files: Readonly<Record<string, string>>, options: Run = {}) {
  const outcome = run(files, { profile: "continuous", scope: { all: true }, ...options, keepGoing: true });
  const statuses = Object.fromEntries(outcome.files.map(({ name, status }) => [name, status]));
  const workloads = Object.fromEntries(outcome.workloads.map(({ object, status }) => [object, status]));
  return { outcome, statuses, workloads };
}

const L4: Run = { flags: { gpu: "l4", platform: "gke" } };

describe("a run that keeps going", () => {
  it("leaves a file whole in which one workload is refused, and patches the others", () => {
    const files = { "a.yaml": stream(deployment("half"), unclear("odd")), "b.yaml": deployment("good") };
    const { outcome, statuses, workloads } = keepGoing(files, L4);
    expect(statuses).toEqual({ "a.yaml": "refused", "b.yaml": "changed" });
    expect(workloads).toEqual({
      "Deployment/half": "refused",
      "Deployment/odd": "refused",
      "Deployment/good": "patched",
    });
    expect(outcome.refused).toBe(false);
    expect(outcome.files[0]).toMatchObject({ text: files["a.yaml"], edits: [], changes: [] });
    expect(outcome.files[1]?.text).toBe(
      run(files["b.yaml"], { profile: "continuous", ...L4 }).files[0]?.text,
    );
    expect(codesOf(outcome)).toContain("ambiguous-container");
  });

  it("changes nothing in how it is without it: one refusal leaves everything as it is", () => {
    const files = { "a.yaml": unclear("odd"), "b.yaml": deployment("good") };
    expect(run(files, { profile: "continuous", scope: { all: true }, ...L4 }).refused).toBe(true);
  });

  it("comes to the same as without it where nothing is refused", () => {
    const files = { "a.yaml": stream(deployment("x"), autoscaler("x")), "b.yaml": deployment("y") };
    const options: Run = { profile: "bursty", scope: { all: true } };
    expect(keepGoing(files, options).outcome).toEqual(run(files, options));
  });

  it("tells nothing of the work on a file that stays as it is, but all of its errors", () => {
    const { outcome } = keepGoing(
      { "a.yaml": stream(deployment("half"), unclear("odd"), unclear("odd2")) },
      L4,
    );
    expect(outcome.diagnostics.map(({ severity }) => severity)).toEqual(["error", "error"]);
    expect(outcome.commands).toEqual([]);
    expect(outcome.passedThrough).toBe(0);
  });

  it("goes on beside a file that cannot be read, whose other documents are still known", () => {
    const files = {
      "broken.yaml": stream(autoscaler("web"), BROKEN),
      "web.yaml": deployment("web"),
      "other.yaml": deployment("other"),
    };
    const { outcome, statuses, workloads } = keepGoing(files, { profile: "bursty" });
    expect(statuses["broken.yaml"]).toBe("refused");
    // Its autoscaler is in the broken file: another one beside it would fight with it.
    expect(outcome.files.find(({ name }) => name === "web.yaml")?.generated).toEqual([]);
    expect(outcome.files.find(({ name }) => name === "other.yaml")?.generated).toHaveLength(1);
    expect(workloads["Deployment/other"]).toBe("patched");
  });

  it("makes no object for a workload of a refused file", () => {
    const files = { "a.yaml": stream(deployment("web"), BROKEN), "b.yaml": deployment("other") };
    const { outcome } = keepGoing(files, { profile: "bursty" });
    expect(outcome.files.map(({ generated }) => generated.length)).toEqual([0, 1]);
  });

  it("does not take the only workload that could be read for the only one", () => {
    const files = { "broken.yaml": BROKEN, "db.yaml": deployment("db", "{name: main, image: acme/db}") };
    const { outcome } = keepGoing(files, { scope: {} });
    expect(outcome.refused).toBe(true);
    expect(outcome.scopeProblem?.message).toContain("Deployment/db is the only workload that could be read");
    expect(keepGoing(files, { scope: { all: true } }).statuses["db.yaml"]).toBe("changed");
  });

  it("stops where the flags are wrong, whatever file is read", () => {
    const files = { "broken.yaml": BROKEN, "a.yaml": deployment("a") };
    const { outcome } = keepGoing(files, { flags: { gpu: "l4", platform: "nowhere" } });
    expect(errorsOf(outcome).length).toBeGreaterThan(1);
    expect(outcome.refused).toBe(true);
    expect(outcome.scopeProblem).not.toBeNull();
  });

  it("tells a workload whose annotation is wrong as refused", () => {
    const text = deployment("a").replace("{name: a}", '{name: a, annotations: {gpuify.dev/gpus: "x"}}');
    const { workloads, statuses } = keepGoing({ "a.yaml": text, "b.yaml": deployment("b") }, L4);
    expect(workloads).toEqual({ "Deployment/a": "refused", "Deployment/b": "patched" });
    expect(statuses).toEqual({ "a.yaml": "refused", "b.yaml": "changed" });
  });
});

/** A GPU profile takes the autoscaler away that bursty made, wherever it lies: then both files change, or none. */
describe("a workload with an object in another file", () => {
  const patched = run(deployment("web"), { profile: "bursty" });
  const [workload = "", made = ""] = (patched.files[0]?.text ?? "").split(/^---\n/m);
  const files = { "web.yaml": workload, "scaler.yaml": made };

  it("changes with it", () => {
    expect(made).toContain("HorizontalPodAutoscaler");
    expect(keepGoing(files).statuses).toEqual({ "web.yaml": "changed", "scaler.yaml": "changed" });
  });

  it("stays as it is where the other file is refused, and says why", () => {
    const broken = { ...files, "scaler.yaml": stream(made, BROKEN), "good.yaml": deployment("good") };
    const { outcome, statuses } = keepGoing(broken, L4);
    expect(statuses).toEqual({ "web.yaml": "refused", "scaler.yaml": "refused", "good.yaml": "changed" });
    const told = outcome.diagnostics.find(({ code }) => code === "needs-refused-file");
    expect(told).toMatchObject({ severity: "error", location: { file: "web.yaml" } });
    expect(told?.message).toContain("HorizontalPodAutoscaler/web in scaler.yaml");
    expect(outcome.commands).toEqual([]);
  });

  it("leaves the other file to its own workloads where it is refused itself", () => {
    const odd = {
      "web.yaml": stream(workload, unclear("odd")),
      "scaler.yaml": stream(made, deployment("own")),
    };
    const { outcome, statuses } = keepGoing(odd, L4);
    expect(statuses).toEqual({ "web.yaml": "refused", "scaler.yaml": "changed" });
    expect(outcome.files[1]?.text).toContain("HorizontalPodAutoscaler");
  });
});
