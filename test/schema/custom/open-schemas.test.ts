import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { openSchemas } from "../../../src/schema/custom/open-schemas.ts";
import { readLocation } from "../../../src/schema/location.ts";
import { mapOf } from "./helpers.ts";

const FIXTURES = resolve(import.meta.dirname, "../../../fixtures/schema-location");

/** Schemas from these places below the fixtures; `asked` is what was read. */
function open(...texts: readonly string[]) {
  const asked: string[] = [];
  const locations = texts.map((text) => {
    const result = readLocation(text);
    if (!result.ok) throw new Error(result.problem.message);
    return result.location;
  });
  const readText = async (path: string): Promise<string | null> => {
    asked.push(path);
    return existsSync(join(FIXTURES, path)) ? readFileSync(join(FIXTURES, path), "utf8") : null;
  };
  return { asked, schemas: openSchemas({ locations, kubernetesVersion: "1.36", readText }) };
}

const CATALOG = "catalog/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";
const JOBSET = { apiVersion: "jobset.x-k8s.io/v1alpha2", kind: "JobSet" };
const TRAINING = { apiVersion: "acme.io/v1", kind: "Training" };
const POD_GROUP = { apiVersion: "scheduling.acme.io/v1", kind: "PodGroup" };

describe("openSchemas", () => {
  it("takes the first place that has the kind", async () => {
    const { schemas, asked } = open(CATALOG, "definitions.yaml", "tree");
    expect(await schemas.find(JOBSET)).toMatchObject({
      is: "check",
      file: "catalog/jobset.x-k8s.io/jobset_v1alpha2.json",
    });
    expect(await schemas.find(TRAINING)).toMatchObject({
      is: "check",
      file: "definitions.yaml",
    });
    expect(await schemas.find(POD_GROUP)).toMatchObject({
      is: "check",
      file: "tree/v1.36.0-standalone-strict/podgroup-scheduling-v1.json",
    });
    expect(await schemas.find({ apiVersion: "acme.io/v1", kind: "Nobody" })).toEqual({ is: "none" });
    expect(asked.filter((path) => path === "definitions.yaml")).toHaveLength(1);
  });

  it("checks objects by what it found", async () => {
    const found = await open("tree").schemas.find(POD_GROUP);
    if (found.is !== "check") throw new Error(found.is);
    const text =
      "apiVersion: scheduling.acme.io/v1\nkind: PodGroup\nmetadata: {name: a}\nspec: {minMember: two, queue: a}\n";
    const verdict = found.check(mapOf(text));
    const findings = verdict.is === "judged" ? verdict.findings : [];
    expect(findings.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`)).toEqual([
      "schema-wrong-type two",
      "schema-unknown-field queue",
    ]);
  });

  it("answers the same for the same kind, so that it is made ready once and told once", async () => {
    const { schemas, asked } = open("broken/word.json", CATALOG);
    const [first, second] = await Promise.all([schemas.find(JOBSET), schemas.find(JOBSET)]);
    expect(first).toBe(second);
    expect(first).toMatchObject({
      is: "problem",
      problem: { message: expect.stringContaining("broken/word.json") },
    });
    expect(asked).toEqual(["broken/word.json"]);
  });

  it("names the places that had nothing for anybody", async () => {
    const { schemas } = open("nowhere", CATALOG, "tree");
    expect(schemas.unanswered()).toEqual([]);
    await schemas.find(JOBSET);
    await schemas.find(TRAINING);
    expect(schemas.unanswered().map(({ location, tried }) => [location.text, tried])).toEqual([
      ["nowhere", "nowhere/v1.36.0-standalone-strict/jobset-jobset-v1alpha2.json"],
      ["tree", "tree/v1.36.0-standalone-strict/training-acme-v1.json"],
    ]);
  });

  it("asks for nothing before it is asked, and for no path that a manifest made up", async () => {
    const { schemas, asked } = open(CATALOG);
    expect(await schemas.find({ apiVersion: "../../v1", kind: "Pod" })).toEqual({ is: "none" });
    expect(asked).toEqual([]);
  });
});
