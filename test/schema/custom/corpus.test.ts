import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { decode, findCorpus, listCorpus } from "../../../scripts/corpus/files.ts";
import type { KubeObject } from "../../../src/k8s/object.ts";
import { definitionFor } from "../../../src/schema/custom/crd.ts";
import { Meter, mostSteps } from "../../../src/schema/custom/meter.ts";
import {
  type CustomSchema,
  type FoundSchema,
  readSchemaFile,
  type SchemaFile,
  schemaIn,
} from "../../../src/schema/custom/schema-file.ts";
import { compilePattern } from "../../../src/schema/pattern/compile-pattern.ts";
import { toJson } from "../../../src/yaml/to-json.ts";
import { formatPath } from "../../../src/yaml/tree.ts";
import { objectsInText } from "../../k8s/schema/objects.ts";
import { needsCorpus } from "../../needs.ts";
import { type CheckObject, checkerOf } from "./helpers.ts";
import { prunedPaths } from "./prune.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../../.."));
interface Repository {
  readonly files: SchemaFile[];
  readonly objects: { readonly file: string; readonly object: KubeObject }[];
}

/** A custom resource with what one definition of its repository says of it. */
interface Pair {
  readonly title: string;
  readonly object: KubeObject;
  readonly schema: CustomSchema;
  /** As it is written, where the version is served and prunes. */
  readonly raw: unknown;
}

/** Definitions and objects of each repository: what it defines, its own examples should follow. */
function repositories(): ReadonlyMap<string, Repository> {
  const all = new Map<string, Repository>();
  for (const { file, set, kinds } of listCorpus(corpus)) {
    if (set !== "dev") continue;
    const name = file.split("/")[1] ?? "";
    const text = decode(readFileSync(join(corpus ?? "", file)));
    if (text === null || !/^apiVersion: .*\./m.test(text)) continue;
    const repository = all.get(name) ?? { files: [], objects: [] };
    all.set(name, repository);
    if (kinds.includes("CustomResourceDefinition")) {
      const read = readSchemaFile(file, text);
      if (read.ok) repository.files.push(read.file);
    }
    if (kinds.some((kind) => kind !== "CustomResourceDefinition"))
      for (const object of objectsInText(text))
        if (object.apiVersion.includes(".")) repository.objects.push({ file, object });
  }
  return all;
}

function pairsOf({ files, objects }: Repository): readonly Pair[] {
  const schemas = new Map<string, FoundSchema>();
  return objects.flatMap(({ file, object }) =>
    files.flatMap((definedIn) => {
      if (definedIn.content.is !== "definitions") return [];
      const found = definitionFor(definedIn.content.definitions, object);
      if (found === null) return [];
      const id = `${definedIn.name} ${object.apiVersion} ${object.kind}`;
      const result = schemas.get(id) ?? schemaIn(definedIn, object);
      schemas.set(id, result);
      if (result.is !== "schema") return [];
      const { definition, version } = found;
      const isPruned = version?.served === true && definition.unknownFields === "pruned";
      const title = `${file} ${object.kind}/${object.name}`;
      return [{ title, object, schema: result.schema, raw: isPruned ? version.schema : undefined }];
    }),
  );
}

const checks = new Map<CustomSchema, CheckObject>();
const meter = new Meter();

/** A schema is of one kind; to make each ready once takes long enough. */
function checkOf(schema: CustomSchema, kind: string): CheckObject {
  const check = checks.get(schema) ?? checkerOf(schema, kind, meter);
  checks.set(schema, check);
  return check;
}

describe("the definitions of the corpus", needsCorpus(), () => {
  const found = [...repositories().values()];
  const pairs = found.flatMap(pairsOf);

  it("are all understood, and their patterns too", () => {
    let versions = 0;
    for (const file of found.flatMap((one) => one.files))
      for (const { group, kind, versions: all } of file.content.is === "definitions"
        ? file.content.definitions
        : [])
        for (const { name, schema } of all) {
          expect(schemaIn(file, { apiVersion: `${group}/${name}`, kind }), file.name).toMatchObject({
            is: "schema",
          });
          for (const pattern of patternsIn(schema)) expect(compilePattern(pattern), pattern).not.toBeNull();
          versions++;
        }
    expect(versions).toBeGreaterThan(200);
  });

  it("prune what the API server prunes, wherever a foreign field is put", () => {
    let [objects, pruned, kept] = [0, 0, 0];
    for (const { title, object, schema, raw } of pairs) {
      const json = toJson(object.root);
      if (raw === undefined || !json.ok) continue;
      const odd = withOddFields(JSON.parse(json.text));
      const [copy] = objectsInText(JSON.stringify(odd));
      if (copy === undefined) throw new Error(`${title} is no object any more`);
      const ours = checkOf(
        schema,
        copy.kind,
      )(copy.root)
        .filter(({ code }) => code === "schema-unknown-field")
        .map(({ path }) => formatPath(path));
      const theirs = prunedPaths(raw, odd).map((path) => formatPath(path));
      if (String([...ours].sort()) !== String([...theirs].sort()))
        expect([...ours].sort(), title).toEqual([...theirs].sort());
      objects++;
      pruned += theirs.length;
      kept += JSON.stringify(odd).split('"gpuifyOdd"').length - 1 - theirs.length;
    }
    console.log(
      `${objects} custom resources: ${pruned} foreign fields pruned, ${kept} kept, as by the API server`,
    );
    expect(objects).toBeGreaterThan(300);
    expect(Math.min(pruned, kept)).toBeGreaterThan(500);
  });

  it("are followed by nearly all objects of their own repositories", () => {
    const judged = new Map<KubeObject, string | null>();
    let most = 0;
    for (const { title, object, schema } of pairs) {
      // Releases define a kind again and again; one definition that takes an object is enough.
      if (judged.get(object) === null) continue;
      const findings = checkOf(schema, object.kind)(object.root);
      most = Math.max(most, meter.taken);
      const words = findings.map(({ code, path }) => `${code} ${formatPath(path)}`).join(", ");
      judged.set(object, findings.length === 0 ? null : `${title}: ${words}`);
    }
    const wrong = [...judged.values()].filter((one) => one !== null);
    console.log(`${judged.size} custom resources judged, ${wrong.length} not as their definition says`);
    expect(judged.size).toBeGreaterThan(400);
    console.log(`the object that takes longest takes ${most} steps of ${mostSteps(0)}`);
    expect(most).toBeGreaterThan(100);
    expect(most * 20).toBeLessThan(mostSteps(0));
    expect(wrong.length, wrong.join("\n")).toBeLessThan(judged.size * 0.08);
  });
});

function patternsIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { pattern, ...rest } = schema as Readonly<Record<string, unknown>>;
  return [...(typeof pattern === "string" ? [pattern] : []), ...Object.values(rest).flatMap(patternsIn)];
}

/** A value with a foreign field in every map. */
function withOddFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOddFields);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, withOddFields(one)]);
  return { ...Object.fromEntries(entries), gpuifyOdd: "x" };
}
