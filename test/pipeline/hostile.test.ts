import { expect, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { growthOf, PROPORTION } from "../work.ts";

/** What somebody may send to a server that runs gpuify: refused with a place, soon, and never a crash. */
const catalog = loadCatalog();

function patch(text: string): PatchOutcome {
  const scope = { all: true, select: [], labels: [], namespace: null };
  const input = { name: "in.yaml", bytes: new TextEncoder().encode(text), named: true };
  return patchManifests([input], { profile: "continuous", scope, strict: false, flags: {} }, catalog);
}

function refusals(text: string): readonly string[] {
  return patch(text)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, category, location }) => `${location?.line}:${location?.column} ${category} ${code}`);
}

const POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";
const CONTAINERS = "  containers:\n  - name: a\n    image: x\n";

test("a workload that contains itself", () => {
  expect(refusals(`${POD}spec: &s\n  <<: *s\n${CONTAINERS}`)).toEqual(["5:7 read alias-loop"]);
  expect(refusals("&r\napiVersion: v1\nkind: List\nitems:\n- *r\n")).toEqual(["5:3 read alias-loop"]);
});

test("Lists of Lists of Lists", () => {
  const lists = Array.from(
    { length: 22 },
    (_, i) => `a${i}: &l${i + 1} {apiVersion: v1, kind: List, items: [*l${i}, *l${i}]}\n`,
  );
  const bomb = `apiVersion: v1\nkind: List\nl: &l0 {kind: Pod}\n${lists.join("")}items: [*l22]\n`;
  expect(refusals(bomb)).toEqual([expect.stringContaining("read excessive-aliases")]);
});

// Backtracking cannot be counted: with a square lines as long as these would run into the timeout.
test.each([
  ["of dashes", (count: number) => `${"- ".repeat(count)}{{ a`],
  ["of braces", (count: number) => `'${"{{ ".repeat(count)}'`],
])("a long line %s that might be a template", async (_, line) => {
  const refusing = (count: number) => () => expect(refusals(`${POD}x: ${line(count)}\n[\n`)).toHaveLength(1);
  refusing(500_000)();
  expect(await growthOf(1000, refusing)).toBeLessThan(PROPORTION);
});

test("an anchor that two objects of a List share is refused with both lines", () => {
  const shared = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: p}
  spec: &s
    containers:
    - {name: a, image: x}
- apiVersion: v1
  kind: Pod
  metadata: {name: q}
  spec: *s
`;
  const { diagnostics, files } = patch(shared);
  const [refusal] = diagnostics.filter(({ severity }) => severity === "error");
  expect(refusal).toMatchObject({
    code: "alias-in-the-way",
    category: "edit",
    location: { line: 7, column: 9 },
  });
  expect(refusal?.related).toMatchObject([{ location: { line: 13, column: 9 } }]);
  expect(files[0]?.text).toBe(shared);
});

test("keys that mean something to JavaScript", () => {
  const text = `${POD}spec:\n  nodeSelector: {__proto__: a, constructor: b}\n  containers:\n  - name: __proto__\n    image: x\n    resources: {limits: {__proto__: 1}}\n`;
  expect(patch(text).files[0]?.text).toContain("limits: {__proto__: 1, nvidia.com/gpu: 1}");
});

test("a List that cannot take a generated object is refused, not a crash", () => {
  const text = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec:
    template:
      spec:
        ? containers
        : - {name: a, image: x, resources: {requests: {cpu: 1}}}
`;
  const scope = { all: true, select: [], labels: [], namespace: null };
  const input = { name: "in.yaml", bytes: new TextEncoder().encode(text), named: true };
  const request = { profile: "bursty", scope, strict: false, flags: { platform: "gke" } };
  const { diagnostics } = patchManifests([input], request, catalog);
  expect(diagnostics).toMatchObject([{ code: "unsupported-layout", location: { line: 10, column: 11 } }]);
  expect(diagnostics[0]?.message).toContain("Deployment/web: spec.template.spec");
});
