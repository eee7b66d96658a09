import { describe, expect, test } from "vitest";
import { EACH, KEY, type PodSetRow } from "../../src/k8s/kind-row.ts";
import { WORKLOAD_KINDS } from "../../src/k8s/kinds.ts";
import { objectsIn } from "../../src/k8s/object.ts";
import { type PodSet, podSetsOf, templatePathsOf } from "../../src/k8s/pod-set.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { makeSource } from "../../src/yaml/source.ts";

const ROW: PodSetRow = { role: "", computes: "yes", at: [], form: "template", pods: [], gang: "none" };

/** The pod sets of one row in an object of a made-up kind, of which nothing but the row is asked. */
function setsIn(spec: string, row: Partial<PodSetRow>): readonly PodSet[] {
  const text = `apiVersion: example.com/v1\nkind: Fleet\nmetadata: {name: a}\nspec: ${spec}\n`;
  const read = readDocument(text, { start: 0, end: text.length });
  if (!read.ok) throw new Error(read.reason);
  const document = { index: 0, span: { start: 0, end: text.length }, root: read.root, aliases: read.aliases };
  const [object] = objectsIn(makeSource("a.yaml", text), document, 0);
  const [kind] = WORKLOAD_KINDS;
  if (object === undefined || kind === undefined) throw new Error("no object");
  return podSetsOf({ object, kind }, { ...ROW, ...row });
}

const pod = (name: string): string => `template: {spec: {containers: [{name: ${name}}]}}`;

describe("the pod sets of a row", () => {
  test("one at a fixed place, with the role of the row", () => {
    const [set, ...others] = setsIn(`{head: {${pod("h")}}}`, {
      role: "head",
      at: ["spec", "head", "template"],
    });
    expect(others).toEqual([]);
    expect(set).toMatchObject({ role: "head", podSpecPath: ["spec", "head", "template", "spec"] });
    expect(set?.containers.map(({ name, path }) => [name, path])).toEqual([
      ["h", ["spec", "head", "template", "spec", "containers", 0]],
    ]);
  });

  test("one for each item of a list, named by a field of the item, else by its place", () => {
    const sets = setsIn(`{groups: [{name: a, ${pod("x")}}, {${pod("y")}}, {name: none}]}`, {
      role: { from: ["name"] },
      at: ["spec", "groups", EACH, "template"],
      pods: [
        { at: ["spec", "groups", EACH, "replicas"], unset: 2 },
        { at: ["spec", "slices"], unset: 1 },
      ],
    });
    expect(sets.map(({ role, templatePath }) => [role, templatePath])).toEqual([
      ["a", ["spec", "groups", 0, "template"]],
      ["1", ["spec", "groups", 1, "template"]],
    ]);
    expect(sets[1]?.counts).toEqual([
      { at: ["spec", "groups", 1, "replicas"], unset: 2 },
      { at: ["spec", "slices"], unset: 1 },
    ]);
  });

  test("one for each key of a map, named by the key", () => {
    const sets = setsIn(`{replicaSpecs: {Master: {${pod("m")}}, Worker: {${pod("w")}}}}`, {
      role: { from: [] },
      at: ["spec", "replicaSpecs", KEY, "template"],
      pods: [{ at: ["spec", "replicaSpecs", KEY, "replicas"], unset: 1 }],
    });
    expect(sets.map(({ role }) => role)).toEqual(["Master", "Worker"]);
    expect(sets[1]?.counts).toEqual([{ at: ["spec", "replicaSpecs", "Worker", "replicas"], unset: 1 }]);
  });

  test("none where there is no pod spec, no list, or something else than a list", () => {
    expect.hasAssertions();
    const row = { at: ["spec", "groups", EACH, "template"] };
    for (const spec of ["{}", "{groups: []}", "{groups: {a: 1}}", "{groups: [text]}"])
      expect(setsIn(spec, row)).toEqual([]);
  });

  test("a place that is always there is named even where nothing is", () => {
    const [set] = setsIn(`{${pod("a")}}`, { at: ["spec", "template"] });
    const root = set?.object.root;
    if (root === undefined) throw new Error("no pod set");
    expect(templatePathsOf(root, { podSets: [{ ...ROW, at: ["spec", "other"] }] })).toEqual([
      ["spec", "other"],
    ]);
    expect(templatePathsOf(root, { podSets: [{ ...ROW, at: ["spec", "list", EACH] }] })).toEqual([]);
  });
});
