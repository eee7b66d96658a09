import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../../scripts/corpus/edit-check.ts";
import { decode, findCorpus, listCorpus } from "../../../scripts/corpus/files.ts";
import { findOpenApi, readOpenApi } from "../../../scripts/schema/openapi.ts";
import type { KubeObject } from "../../../src/k8s/object.ts";
import { isPlaceholder } from "../../../src/k8s/placeholder.ts";
import {
  type ApiSchema,
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
  loadApiSchema,
} from "../../../src/k8s/schema/api-schema.ts";
import { checkObject } from "../../../src/k8s/schema/check-object.ts";
import { toJson } from "../../../src/yaml/to-json.ts";
import { needsCorpus, needsShared } from "../../needs.ts";
import { mutate } from "./mutate.ts";
import { objectOf, objectsInText } from "./objects.ts";
import { type Difference, escaped, type JsonObject, makeOracle, type Oracle } from "./oracle.ts";
import { synthesize } from "./synthesize.ts";

const project = resolve(import.meta.dirname, "../../..");
const corpus = findCorpus(project);
const openApi = findOpenApi(project);
const MUTATIONS = 4000;

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function textIn(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], value);
}

/** ajv over the definitions as published is asked about everything that the table judges. */
describe("the schema against ajv", { ...needsCorpus(), ...needsShared("kubernetes-openapi") }, () => {
  const oracles = new Map<KubernetesVersion, Oracle>();
  const schemas = new Map<KubernetesVersion, ApiSchema>();
  const counted = new Map<Difference, number>();
  const count = (difference: Difference) => counted.set(difference, (counted.get(difference) ?? 0) + 1);

  const apis = openApi === null ? [] : readOpenApi(openApi);

  beforeAll(async () => {
    for (const api of apis) {
      const version = KUBERNETES_VERSIONS.find((one) => one === `1.${api.minor}`);
      if (version === undefined) continue;
      oracles.set(version, makeOracle(api));
      schemas.set(version, await loadApiSchema(version));
    }
  });

  function synthetic(random: () => number, rounds: number) {
    return apis.flatMap((api) => {
      const version = KUBERNETES_VERSIONS.find((one) => one === `1.${api.minor}`) ?? "1.36";
      return Array.from({ length: rounds }, () => synthesize(api, random))
        .flat()
        .map((value) => ({ version, value }));
    });
  }

  /** Both judgements of one object; the oracle's is null where the version has no such kind. */
  function judgeBoth(version: KubernetesVersion, object: KubeObject, value: JsonObject) {
    const schema = schemas.get(version);
    const judged = oracles.get(version)?.judge(value, count) ?? null;
    // What a placeholder will be is not judged.
    const isKnown = (line: string): boolean => {
      const path = (line.split(" /")[1] ?? "").split("/").map(unescaped);
      return !path.some(isPlaceholder) && !isPlaceholder(String(textIn(value, path)));
    };
    const theirs = judged?.filter(isKnown) ?? null;
    const findings = schema === undefined ? [] : checkObject(schema, object);
    // The definitions do not say that a number of pods cannot be negative: fixtures hold what a server says.
    const ours = findings
      .filter(({ code }) => code !== "schema-negative-number")
      .map(({ code, path }) => `${code} ${path.map((step) => `/${escaped(step)}`).join("")}`);
    return { theirs, ours: [...new Set(ours)].sort() };
  }

  it("says the same of every object of the corpus, in the newest version", () => {
    let judged = 0;
    let rejected = 0;
    for (const { title, object, value } of corpusObjects(() => true)) {
      const { ours, theirs } = judgeBoth("1.36", object, value);
      if (theirs === null) {
        expect(
          ours.filter((line) => line !== "schema-not-served /apiVersion"),
          title,
        ).toEqual([]);
        continue;
      }
      judged++;
      if (theirs.length > 0) rejected++;
      expect(ours, title).toEqual(theirs);
    }
    expect(judged).toBeGreaterThan(3000);
    expect(rejected).toBeGreaterThan(100);
    console.log(`${judged} objects of the corpus, ${rejected} rejected by both`);
  });

  it("says the same of the most diverse files in every version", () => {
    expect.hasAssertions();
    const objects = corpusObjects((file) => file.small);
    for (const version of KUBERNETES_VERSIONS)
      for (const { title, object, value } of objects) {
        const { ours, theirs } = judgeBoth(version, object, value);
        if (theirs !== null) expect(ours, `${version} ${title}`).toEqual(theirs);
      }
  });

  it("takes every kind with every field of every version, as the oracle does", () => {
    const random = seededRandom(1);
    let judged = 0;
    for (const { version, value } of synthetic(random, 6)) {
      const object = objectOf(value);
      if (object === null) throw new Error(`no object: ${JSON.stringify(value)}`);
      const { ours, theirs } = judgeBoth(version, object, value);
      expect([ours, theirs], `${version} ${value.kind}`).toEqual([[], []]);
      judged++;
    }
    expect(judged).toBeGreaterThan(800);
  });

  it("says the same of thousands of damaged objects", () => {
    const random = seededRandom(20261123);
    const real = corpusObjects((file) => file.small).map(({ value }) => ({ version: null, value }));
    const invented = synthetic(random, 2);
    let [valid, invalid] = [0, 0];
    while (valid + invalid < MUTATIONS) {
      const pool = random() < 0.5 ? real : invented;
      const picked = pool[Math.floor(random() * pool.length)];
      const version =
        picked?.version ?? KUBERNETES_VERSIONS[Math.floor(random() * KUBERNETES_VERSIONS.length)] ?? "1.36";
      let damaged = mutate(picked?.value ?? {}, random);
      while (random() < 0.3) damaged = mutate(damaged, random);
      const object = objectOf(damaged);
      if (object === null) continue;
      const { ours, theirs } = judgeBoth(version, object, damaged);
      if (theirs === null) continue;
      if (theirs.length > 0) invalid++;
      else valid++;
      if (String(ours) !== String(theirs))
        expect(ours, `${version} ${JSON.stringify(damaged)}`).toEqual(theirs);
    }
    expect(Math.min(valid, invalid)).toBeGreaterThan(MUTATIONS / 10);
    console.log(`${MUTATIONS} damaged objects: ${valid} valid, ${invalid} invalid to both`);
  });

  it("met every way in which the server takes what OpenAPI refuses", () => {
    expect(Object.fromEntries(counted)).toEqual({
      "null-is-absent": expect.any(Number),
      "quantity-as-number": expect.any(Number),
      "int-or-string-as-number": expect.any(Number),
      "raw-is-anything": expect.any(Number),
      "required-but-accepted-absent": expect.any(Number),
      "required-in-status": expect.any(Number),
    });
  });
});

/** Files without any of these need not be read. */
const KINDS =
  /^(?:Pod|PodTemplate|ReplicationController|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|HorizontalPodAutoscaler|PodDisruptionBudget|Service|Node|ResourceQuota|LimitRange|PriorityClass|RuntimeClass|DeviceClass|ResourceClaim|ResourceClaimTemplate|PersistentVolumeClaim|\w*List)$/;

interface CorpusObject {
  readonly title: string;
  readonly object: KubeObject;
  readonly value: JsonObject;
}

function corpusObjects(wanted: (file: { readonly small: boolean }) => boolean): readonly CorpusObject[] {
  const files = listCorpus(corpus).filter(
    (file) => file.set === "dev" && wanted(file) && file.kinds.some((kind) => KINDS.test(kind)),
  );
  return files.flatMap(({ file }) => {
    const text = decode(readFileSync(join(corpus ?? "", file)));
    if (text === null) return [];
    return objectsInText(text).flatMap((object): readonly CorpusObject[] => {
      const json = toJson(object.root);
      return json.ok
        ? [{ title: `${file} ${object.kind}/${object.name}`, object, value: JSON.parse(json.text) }]
        : [];
    });
  });
}
