import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { undoByRecord } from "../../../src/pipeline/undo/by-record.ts";
import { catalog } from "../run.ts";
import { errorsOf, FIXTURES, patched } from "./run.ts";

const fileOf = (text: string, name = "a.yaml") => ({
  name,
  bytes: new TextEncoder().encode(text),
  named: true,
});

const undo = (text: string) => undoByRecord([fileOf(text)], { strict: false }, catalog);

/** The objects of a stream, those of Lists one by one, in an order that does not depend on where they were written. */
function values(text: string): readonly string[] {
  const objects = parseAllDocuments(text).flatMap((document): readonly unknown[] => {
    const value = document.toJS() as { kind?: string; items?: unknown[] } | null;
    return value === null ? [] : value.kind === "List" ? (value.items ?? []) : [value];
  });
  return objects.map((object) => JSON.stringify(sorted(object)));
}

/** Keys in order, and tolerations and claims, whose order means nothing. */
function sorted(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item));
    return ["tolerations", "claims", "resourceClaims"].includes(key)
      ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item, key)]),
  );
}

/** Not those that need a config or went to CPUs before, and none with what is not recorded:
 * what a cluster had written, and GPUs that are no field of a pod. */
const BURSTY = FIXTURES.filter(
  ({ name, words }) =>
    words.includes("bursty") &&
    !name.startsWith("training-") &&
    name !== "kinds-kubevirt-vm" &&
    name !== "bursty-own-device-class" &&
    name !== "bursty-own-resources" &&
    name !== "bursty-keep-off-new-form" &&
    !words.includes("--strip-live"),
);

describe("records", () => {
  test("there are fixtures", () => expect(BURSTY.length).toBeGreaterThan(8));

  test.each(BURSTY)(
    "$name: the manifest means what it meant before bursty",
    async ({ text, words, input }) => {
      const { after } = await patched(text, words, input);
      const { outcome, proof, traces } = undo(after);
      expect(errorsOf(outcome)).toEqual([]);
      expect(outcome.diagnostics.filter(({ severity }) => severity === "warning")).toEqual([]);
      expect([proof, traces]).toEqual(["record", []]);
      expect(values(outcome.files[0]?.text ?? "")).toEqual(values(text));
      expect(outcome.commands.length).toBe(
        after.includes("managed-by: gpuify") || after.includes('"gpuify"') ? 1 : 0,
      );
    },
  );

  const WORKERS = FIXTURES.filter(({ name }) => /^training-workers-(?:job|cronjob|list|json)$/.test(name));

  test.each(WORKERS)(
    "$name: workers, variables, label and Service go, and the rest of the run is named and stays",
    async ({ text, words, input }) => {
      const { after } = await patched(text, words, input);
      const { outcome, traces } = undo(after);
      expect(errorsOf(outcome)).toEqual([]);
      const back = outcome.files[0]?.text ?? "";
      for (const word of ["gpuify", "MASTER_ADDR", "NNODES", "subdomain", "Indexed"])
        expect(back).not.toContain(word);
      expect(outcome.commands.map(({ command }) => command.split(" ").slice(0, 2))).toEqual([
        ["kubectl", "delete"],
      ]);
      expect(traces.map(({ what }) => what).join("\n")).toContain('limits["nvidia.com/gpu"]');
      expect(undo(back).proof).toBe("none");
    },
  );

  test("a Job that was a group of workers, then bursty: its GPUs and memory come back, the group is told", async () => {
    const fixture = FIXTURES.find(({ name }) => name === "training-workers-to-bursty");
    const { after } = await patched(fixture?.text ?? "", fixture?.words ?? [], fixture?.input ?? "");
    expect(after).not.toContain("dshm");
    const { outcome } = undo(after);
    const back = outcome.files[0]?.text ?? "";
    expect(back).toContain("nvidia.com/gpu: 8");
    expect(back).toContain("mountPath: /dev/shm");
    expect(back).not.toContain("gpuify.dev");
    expect(outcome.diagnostics.map(({ code }) => code)).toContain("undo-not-made-again");
    expect(undo(back).outcome.files[0]?.status).toBe("unchanged");
  });

  const GPU = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: main
        image: x
        resources: {limits: {nvidia.com/gpu: 2}}
`;
  const bursty = async () => (await patched(GPU, ["-p", "bursty", "--replicas", "4"], "a.yaml")).after;

  test("a number that somebody changed since stays, and what it was is told", async () => {
    const edited = (await bursty()).replace(/^ {2}replicas: 4$/m, "  replicas: 8");
    const { outcome } = undo(edited);
    expect(outcome.files[0]?.text).toContain("replicas: 8");
    expect(outcome.files[0]?.text).toContain("nvidia.com/gpu: 2");
    const told = outcome.diagnostics.find(({ code }) => code === "undo-changed-since");
    expect(told?.message).toBe(
      "spec.replicas of Deployment/web is kept: it was changed after gpuify set it to 4; before that it was 2",
    );
  });

  test("a number that gpuify removed and somebody wrote since stays as well", async () => {
    const { after } = await patched(GPU, ["-p", "bursty", "--release-replicas"], "a.yaml");
    const edited = after.replace(/^spec:$/m, "spec:\n  replicas: 8");
    const { outcome } = undo(edited);
    expect(outcome.files[0]?.text).toContain("replicas: 8");
    expect(outcome.diagnostics.find(({ code }) => code === "undo-changed-since")?.message).toBe(
      "spec.replicas of Deployment/web is kept: it was changed after gpuify removed it; before that it was 2",
    );
  });

  test.each([
    [
      "a container that is gone",
      (text: string) => text.replace("name: main", "name: app"),
      "restore-container-gone",
    ],
    [
      "a record that cannot be read",
      (text: string) => text.replace('{"v":1', '{"v":2'),
      "restore-unreadable",
    ],
  ])("%s is an error, because the record would go", async (_, edit, code) => {
    const text = edit(await bursty());
    const { outcome } = undo(text);
    expect(errorsOf(outcome)).toEqual([code]);
    expect(outcome.files[0]?.text).toBe(text);
  });

  test("only workloads with a record are touched", async () => {
    const other = GPU.replace("name: web", "name: other");
    const { outcome } = undo(`${other}---\n${await bursty()}`);
    expect(outcome.files[0]?.text.startsWith(`${other}---\n`)).toBe(true);
    expect(outcome).toMatchObject({
      passedThrough: 1,
      workloads: [{ object: "Deployment/web", gpus: { after: 4 } }],
    });
  });
});

describe("without a record", () => {
  test("every place that looks like gpuify's is named, in the order of the text", async () => {
    const fixture = FIXTURES.find(({ name }) => name === "training-oke-preemptible");
    const { after } = await patched(fixture?.text ?? "", fixture?.words ?? [], fixture?.input ?? "");
    const { outcome, proof, traces } = undo(after);
    expect(proof).toBe("none");
    expect(outcome.files[0]?.status).toBe("unchanged");
    const lines = traces.map(({ location }) => location.line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(traces.map(({ what }) => what.replace(/^spec\.(?:template\.)?/, ""))).toEqual([
      'metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"]',
      'spec.containers[0].resources.limits["nvidia.com/gpu"]',
      "spec.containers[0].volumeMounts[0]",
      "spec.tolerations[0]",
      "spec.tolerations[1]",
      'spec.nodeSelector["oci.oraclecloud.com/oke-is-preemptible"]',
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]",
      "spec.volumes[0]",
      "backoffLimit",
      "podFailurePolicy",
    ]);
  });

  test("an object by its label", () => {
    const hpa =
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\n  labels: {app.kubernetes.io/managed-by: gpuify}\nspec: {}\n";
    expect(undo(hpa).traces).toMatchObject([
      { object: "HorizontalPodAutoscaler/web", location: { line: 5 } },
    ]);
  });
});
