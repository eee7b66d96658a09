import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog.ts";
import { PLATFORM_INDEX } from "../../src/gpu/data/platform-index.ts";
import { catalogDocument } from "../../src/gpu/document.ts";
import { isVerified } from "../../src/gpu/provenance.ts";
import type { Provenance } from "../../src/gpu/types.ts";

const catalog = await loadCatalog({ models: true });
const document = catalogDocument();
const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../schemas/catalog.schema.json"), "utf8"),
) as object;
const validate = new Ajv({
  allErrors: true,
  strictRequired: false,
  formats: { regex: isPattern },
}).compile(schema);

describe("the catalog's data", () => {
  it("is what its schema says", () => {
    const valid = validate(JSON.parse(JSON.stringify(document)));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it.each([
    [
      "a selector from common knowledge",
      ["models", 0, "platforms", "gke", "labels", 0, "confidence"],
      "general",
    ],
    ["a row without a source", ["resources", 0, "source"], []],
    ["a date that is none", ["labels", 0, "date"], "22.08.2026"],
    [
      "a label value that Kubernetes rejects",
      ["models", 0, "platforms", "gke", "labels", 0, "values", 0],
      "a b",
    ],
    ["a label key that Kubernetes rejects", ["platforms", 3, "spot", "label", "value", "key"], "-x/y"],
    ["a value beside Exists", ["platforms", 0, "tolerations", "nvidia", 0, "value", "value"], "present"],
  ])("is refused by the schema with %s", (_, path, value) => {
    const copy = JSON.parse(JSON.stringify(document)) as unknown;
    put(copy, path, value);
    expect(validate(copy)).toBe(false);
  });

  it("has every source that a row names, and no other", () => {
    const used = new Set(provenancesIn(document).flatMap((row) => row.source));
    expect([...used].sort()).toEqual(Object.keys(document.sources).sort());
  });

  it("makes no selector or annotation from a row that nobody verified", () => {
    const ofPlatforms = document.platforms.map((platform) => [
      platform.vendorLabel,
      platform.spot,
      platform.evictionAnnotations,
      platform.runtimeClass,
      platform.launcher,
      platform.modelRequired,
    ]);
    const written = provenancesIn([document.models, ofPlatforms, document.keepOff]);
    expect(written.length).toBeGreaterThan(300);
    expect(written.filter((row) => !isVerified(row))).toEqual([]);
  });

  it("tolerates on the strength of a sample only where no taint is documented", () => {
    const weak = document.platforms.flatMap((platform) =>
      Object.values(platform.tolerations)
        .flat()
        .filter((row) => !isVerified(row))
        .map((row) => `${platform.name} ${row.value.key}`),
    );
    expect(weak).toEqual(["coreweave is_gpu"]);
  });

  it("has every name once", () => {
    const lists = {
      models: document.models.map((row) => row.name),
      platforms: document.platforms.map((row) => row.name),
      resources: document.resources.map(nameOf),
      labels: document.labels.map(nameOf),
      taints: document.taints.map((row) => row.key),
      runtimeClasses: document.runtimeClasses.map((row) => row.name),
      keepOff: document.keepOff.map((row) => `${row.platform} ${row.vendor ?? ""}`),
      omitted: document.omitted.map((row) => `${row.model} on ${row.platform}`),
    };
    for (const [list, names] of Object.entries(lists)) expect(new Set(names).size, list).toBe(names.length);
  });

  it("lists the same platforms and vendors before and after the tables are loaded", () => {
    expect(
      document.platforms.map((row) => ({ name: row.name, vendors: Object.keys(row.resources) })),
    ).toEqual(PLATFORM_INDEX.map((row) => ({ name: row.name, vendors: row.vendors })));
  });

  it("recognises everything that it writes, so that it can take it away again", () => {
    for (const platform of document.platforms) {
      for (const resource of Object.values(platform.resources))
        expect(catalog.resource(resource)?.kind, resource).toBe("whole");
      for (const { value } of Object.values(platform.tolerations).flat())
        expect(catalog.gpuTaint(value.key, value.value ?? null), value.key).not.toBeNull();
      for (const { value } of Object.values(platform.vendorLabel))
        expect(catalog.isGpuLabelValue(value.key, value.value), value.key).toBe(true);
      for (const { value } of platform.evictionAnnotations)
        expect(catalog.isEvictionAnnotation(value.key)).toBe(true);
      if (platform.spot !== null) expect(catalog.label(platform.spot.label.value.key)?.kind).toBe("capacity");
    }
    for (const model of document.models)
      for (const { labels, machines, machineLabel } of Object.values(model.platforms)) {
        for (const label of labels)
          for (const value of label.values)
            expect(catalog.isGpuLabelValue(label.key, value), value).toBe(true);
        for (const machine of machines)
          expect(
            catalog.isGpuLabelValue(machineLabel?.key ?? "node.kubernetes.io/instance-type", machine.name),
            machine.name,
          ).toBe(true);
      }
  });

  it("keeps like pods to a value that the model has", () => {
    for (const model of document.models)
      for (const label of Object.values(model.platforms).flatMap((placement) => placement.labels)) {
        expect(label.values, model.name).toContain(label.uniform);
        for (const value of Object.keys(label.counts ?? {})) expect(label.values).toContain(value);
      }
  });

  it("names models and platforms that exist, and leaves out what it says it leaves out", () => {
    const platforms = document.platforms.map((row) => row.name);
    for (const model of document.models)
      for (const platform of Object.keys(model.platforms)) expect(platforms).toContain(platform);
    for (const { model, platform } of document.omitted) {
      const row = document.models.find((candidate) => candidate.name === model);
      expect(platforms).toContain(platform);
      expect(Object.keys(row?.platforms ?? {}), `${model} on ${platform}`).not.toContain(platform);
      if (model === "*") expect(document.models.some((one) => !(platform in one.platforms))).toBe(true);
      else expect(row, model).toBeDefined();
    }
    for (const row of document.keepOff) expect(platforms).toContain(row.platform);
  });

  it("tells why nothing is selected wherever nothing is", () => {
    for (const platform of document.platforms) {
      const hasUnlabelled = Object.keys(platform.resources).some(
        (vendor) => !(vendor in platform.vendorLabel) && !(vendor in platform.modelRequired),
      );
      if (hasUnlabelled) expect(platform.noLabelReason, platform.name).not.toBe("");
    }
  });
});

function nameOf(row: { readonly name: string } | { readonly pattern: string }): string {
  return "name" in row ? row.name : row.pattern;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Every object with a source below a value. */
function provenancesIn(value: unknown): readonly Provenance[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(provenancesIn);
  return isProvenance(value) ? [value, ...below] : below;
}

function isProvenance(value: object): value is Provenance {
  return "source" in value && "date" in value && "confidence" in value;
}

function put(root: unknown, path: readonly (string | number)[], value: unknown): void {
  let current = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) current = current[step] as Record<string | number, unknown>;
  current[path.at(-1) ?? ""] = value;
}
