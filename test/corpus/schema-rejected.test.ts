import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCorpus, listCorpus } from "../../scripts/corpus/files.ts";
import { type ApiSchema, loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import { checkObject } from "../../src/k8s/schema/check-object.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import { locate } from "../../src/yaml/source.ts";
import { needsCorpus } from "../needs.ts";

const LIST = resolve(import.meta.dirname, "schema-rejected.txt");
const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/**
 * What strict decoding and the required fields of Kubernetes 1.36 reject in real manifests, with the reason of each: a
 * change of the table or of the walker shows here, to be read. GPUIFY_UPDATE=1 writes the list anew.
 */
describe("what the schema of Kubernetes 1.36 rejects in real manifests", needsCorpus(), () => {
  let schema: ApiSchema;
  beforeAll(async () => {
    schema = await loadApiSchema("1.36");
  });

  it("is what was read and found right", () => {
    const lines = listCorpus(corpus)
      .filter(({ set }) => set === "dev")
      .flatMap(({ file }) => rejected(file, readFileSync(join(corpus ?? "", file))));
    const text = `${lines.join("\n")}\n`;
    if (process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined) writeFileSync(LIST, text);
    expect(
      text === readFileSync(LIST, "utf8"),
      "GPUIFY_UPDATE=1 writes test/corpus/schema-rejected.txt: read the diff",
    ).toBe(true);
    expect(lines.length).toBeGreaterThan(300);
  });

  function rejected(name: string, bytes: Uint8Array): readonly string[] {
    return objectsToLint([{ name, bytes, named: true }]).flatMap((object) =>
      checkObject(schema, object).map(({ code, span, message }) => {
        const { line, column } = locate(object.source, span);
        return `${name}:${line}:${column}: ${object.kind}: ${code}: ${message.replaceAll("\n", " ")}`;
      }),
    );
  }
});
