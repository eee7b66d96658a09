import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { PatchOutcome } from "../../../src/pipeline/outcome.ts";
import { codesOf, errorsOf, type Run, run, textAfter } from "../../pipeline/run.ts";

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, "..", "..", "..", "fixtures", "patch", name), "utf8");
}

const JOB = fixture("live-job-strip/input.yaml");
const DEPLOYMENT = fixture("live-deployment-strip/input.yaml");
const LIST = fixture("live-list-strip/input.yaml");
const POD = fixture("live-pod-strip/input.json");

function messages(outcome: PatchOutcome): string {
  return outcome.diagnostics.map(({ message, why, advice }) => [message, why, advice].join(" ")).join("\n");
}

/** The text without the lines that the advice names. */
function withoutNamedLines(text: string, said: string): string {
  const [, named = ""] = /removes exactly lines? ([\d, and-]+)/.exec(said) ?? [];
  const gone = new Set(
    named.split(/, | and /).flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }),
  );
  expect(gone.size).toBeGreaterThan(4);
  return text
    .split("\n")
    .filter((_, index) => !gone.has(index + 1))
    .join("\n");
}

describe("without --strip-live", () => {
  test.each<[string, string, Run]>([
    ["a Job", JOB, { profile: "training", flags: { gpus: 8 } }],
    ["a Deployment", DEPLOYMENT, { profile: "continuous" }],
    [
      "an item of a List",
      LIST,
      { profile: "training", scope: { select: [{ kind: "CronJob", name: null }] } },
    ],
  ])("the lines that are named are exactly those that it removes: %s", (_, text, options) => {
    const kept = run(text, options);
    const byHand = withoutNamedLines(text, messages(kept));
    expect(textAfter(run(byHand, options))).toBe(textAfter(run(text, { ...options, liveFields: "strip" })));
  });

  test("what shares its line with others is named by its path", () => {
    const flow = `${JSON.stringify(parse(JOB))}\n`;
    const said = messages(run(flow, { profile: "training" }));
    expect(said).toContain("removes exactly metadata.annotations, metadata.creationTimestamp,");
    expect(said).not.toMatch(/exactly lines?/);
  });

  test("what begins on the line of a dash is named by its path", () => {
    const claims =
      "  volumeClaimTemplates:\n  - status: {phase: Pending}\n    metadata: {name: data}\n    spec: {}\n";
    const set =
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\n  resourceVersion: '1'\nspec:\n" +
      `${claims}  template:\n    spec:\n      containers:\n      - {name: a, image: b}\n`;
    expect(messages(run(set, { profile: "continuous" }))).toContain(
      "removes exactly metadata.resourceVersion and spec.volumeClaimTemplates[0].status.",
    );
  });

  test("a live Job or Pod is never to be replaced by force, another one may be", () => {
    for (const text of [JOB, POD])
      for (const liveFields of [{}, { liveFields: "strip" as const }]) {
        const outcome = run(text, { profile: "training", ...liveFields });
        expect(errorsOf(outcome)).toEqual([]);
        expect(messages(outcome)).toContain("cannot be changed");
        expect(messages(outcome)).not.toContain("replace --force");
      }
    const plain = textAfter(run(JOB, { profile: "none", liveFields: "strip" }));
    expect(messages(run(plain, { profile: "training" }))).toContain("replace --force");
  });

  test("a conflict that would leave the autoscaler behind is told of a Deployment", () => {
    const outcome = run(DEPLOYMENT, { profile: "bursty" });
    expect(codesOf(outcome)).toContain("live-resource-version");
    expect(messages(outcome)).toContain(
      "The HorizontalPodAutoscaler that gpuify adds would still be applied",
    );
    expect(messages(run(DEPLOYMENT, { profile: "continuous" }))).not.toContain("HorizontalPodAutoscaler");
    const without = DEPLOYMENT.replace(/ {2}resourceVersion: .*\n/, "");
    expect(codesOf(run(without, { profile: "bursty" }))).not.toContain("live-resource-version");
  });

  test("nothing is told where nothing changes", () => {
    const patched = textAfter(run(JOB, { profile: "training" }));
    const again = run(patched, { profile: "training" });
    expect(textAfter(again)).toBe(patched);
    expect(codesOf(again)).not.toContain("live-object-immutable");
  });
});

describe("--strip-live", () => {
  const none: Run = { profile: "none", scope: { all: true }, liveFields: "strip" };

  test("takes out the fields of the cluster and not one more", () => {
    const expected = parse(JOB);
    for (const name of [
      "annotations",
      "creationTimestamp",
      "generation",
      "labels",
      "managedFields",
      "resourceVersion",
      "uid",
    ])
      delete expected.metadata[name];
    delete expected.spec.selector;
    // Nothing but generated labels was in it.
    expected.spec.template.metadata = undefined;
    delete expected.status;
    const outcome = run(JOB, none);
    const stripped = textAfter(outcome);
    expect(parse(stripped)).toEqual(JSON.parse(JSON.stringify(expected)));
    const lines = new Set(JOB.split("\n"));
    expect(stripped.split("\n").filter((line) => !lines.has(line))).toEqual([]);
    const changes = outcome.files.flatMap((file) => file.changes);
    expect(changes.length).toBeGreaterThan(8);
    expect(changes.every(({ op, origin }) => op === "remove" && origin.kind === "flag")).toBe(true);
  });

  const layouts: readonly (readonly [string, string])[] = [
    ["block", JOB],
    ["CRLF", JOB.replaceAll("\n", "\r\n")],
    ["no last newline", JOB.trimEnd()],
    ["JSON on one line", JSON.stringify(parse(JOB))],
    ["JSON", JSON.stringify(parse(JOB), null, 2)],
    ["a Pod in JSON", POD],
    ["a stream", `${DEPLOYMENT}---\n${JOB}`],
    ["a List", `apiVersion: v1\nkind: List\nitems:\n${[JOB, DEPLOYMENT].map(asItem).join("")}`],
  ];

  test.each(layouts)("works in %s, and a second run changes nothing", (_, text) => {
    expect.hasAssertions();
    for (const profile of ["none", "continuous", "bursty", "training"]) {
      const options: Run = { ...none, profile };
      const once = run(text, options);
      expect(errorsOf(once)).toEqual([]);
      const stripped = textAfter(once);
      expect(stripped).not.toMatch(
        /\b(?:uid|resourceVersion|managedFields|creationTimestamp|status|nodeName)"?:/,
      );
      expect(stripped).not.toContain("kube-api-access");
      expect(textAfter(run(stripped, options))).toBe(stripped);
    }
  });

  test("leaves what a person may have written in a manifest that is not live", () => {
    const pod =
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  creationTimestamp: null\nspec:\n  nodeName: n1\n  containers:\n  - {name: a, image: b}\nstatus: {}\n";
    expect(textAfter(run(pod, none))).toBe(
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  nodeName: n1\n  containers:\n  - {name: a, image: b}\n",
    );
  });

  test("touches only the workloads that are patched", () => {
    const stream = `${DEPLOYMENT}---\n${JOB}`;
    const stripped = textAfter(run(stream, { ...none, scope: { select: [{ kind: "job", name: null }] } }));
    expect(stripped.startsWith(DEPLOYMENT)).toBe(true);
    expect(stripped).not.toContain("controller-uid");
  });

  test("refuses what an alias elsewhere needs", () => {
    const shared = JOB.replace(/^ {2}uid: (.*)$/m, "  uid: &uid $1").replace(
      "  - image: registry.example/embed:12",
      "  - image: registry.example/embed:12\n        env: [{name: RUN, value: *uid}]",
    );
    const [error, ...more] = errorsOf(run(shared, none));
    expect(error).toContain("metadata.uid cannot be edited");
    expect(more).toEqual([]);
  });
});

function asItem(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line, index) => `${index === 0 ? "- " : "  "}${line}\n`)
    .join("");
}

describe("what a controller made", () => {
  test("is refused, with and without --strip-live, and its controller is named", () => {
    expect.hasAssertions();
    for (const liveFields of [{}, { liveFields: "strip" as const }]) {
      const outcome = run(LIST, { profile: "training", scope: { all: true }, ...liveFields });
      expect(errorsOf(outcome)).toEqual([
        "Job/nightly-29683320 was created by CronJob/nightly: patch CronJob/nightly instead",
      ]);
      expect(messages(outcome)).toContain("Select it: --select cronjob/nightly.");
    }
  });

  test.each([
    ["batch/v1", "CronJob", "Patch its manifest; `kubectl get cronjob nightly -n nlp -o yaml` prints it."],
    [
      "example.com/v1",
      "Trial",
      "Change it by hand; `kubectl get trial.example.com nightly -n nlp -o yaml` prints it.",
    ],
    ["v1", "Node", "It is a static Pod: change its manifest on that node."],
  ])("says where the template is: %s %s", (apiVersion, kind, advice) => {
    const owners = `  ownerReferences:\n  - {apiVersion: ${apiVersion}, kind: ${kind}, name: nightly, uid: u, controller: true}\n`;
    const owned = JOB.replace("  name: embed-corpus\n", `  name: embed-corpus\n${owners}`);
    expect(messages(run(owned, { profile: "training" }))).toContain(advice);
  });

  test("is patched before it is created: `kubectl create job --from=cronjob/x --dry-run=client -o yaml`", () => {
    const text =
      "apiVersion: batch/v1\nkind: Job\nmetadata:\n  annotations:\n    cronjob.kubernetes.io/instantiate: manual\n  creationTimestamp: null\n  name: once\n  ownerReferences:\n  - {apiVersion: batch/v1, controller: true, kind: CronJob, name: x, uid: u}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - {name: a, image: b}\nstatus: {}\n";
    const outcome = run(text, { profile: "training", liveFields: "strip" });
    expect(errorsOf(outcome)).toEqual([]);
    expect(textAfter(outcome)).toContain("nvidia.com/gpu: 1");
    expect(textAfter(outcome)).toContain("ownerReferences");
    expect(textAfter(outcome)).not.toMatch(/creationTimestamp|status/);
  });
});
