import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { modelRows } from "../../src/gpu/catalog/models.ts";
import { Bug } from "../../src/kernel/failure.ts";

const gpu = resolve(import.meta.dirname, "../../src/gpu");

/** The modules that come with a module without a dynamic import. */
function statically(entry: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(entry, "utf8");
  for (const [, path = ""] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)";/gm))
    statically(join(dirname(entry), path), seen);
  return seen;
}

describe("without the large tables", () => {
  it("only the small part is loaded", () => {
    const modules = [...statically(join(gpu, "catalog", "catalog.ts"))].map((path) =>
      path.slice(gpu.length + 1),
    );
    expect(modules).toContain("data/resources.ts");
    const large = ["catalog/tables.ts", "catalog/document.ts", "data/sources.ts"];
    for (const module of large) expect(modules).not.toContain(module);
    expect(
      modules.filter((path) => /models|machines\.ts|platforms-clouds|omitted|counts/.test(path)),
    ).toEqual([]);
  });

  it("a bare generic placement and all that bursty asks are answered", async () => {
    const catalog = await loadCatalog({ models: false });
    for (const vendor of ["nvidia", "amd", "habana"] as const)
      expect(
        catalog.placement({ platform: "generic", vendor, count: 2, uniform: true, spot: false }).ok,
      ).toBe(true);
    expect(
      catalog.placement({ platform: "generic", vendor: "intel", count: 2, uniform: true, spot: false }),
    ).toMatchObject({ ok: false, problem: { code: "resource-depends-on-driver" } });
    expect(catalog.keepOff("aks")?.expressions[0]?.value.key).toBe("kubernetes.azure.com/accelerator");
    expect(catalog.platform("gke").ok).toBe(true);
    expect(catalog.isGpuLabelValue("node.kubernetes.io/instance-type", "p5.48xlarge")).toBe(true);
    expect(catalog.placement({ platform: "generic", count: 1, uniform: false, spot: true })).toMatchObject({
      ok: false,
      problem: { code: "spot-not-on-platform" },
    });
    expect(catalog.placement({ platform: "generci", count: 1, uniform: false, spot: false })).toMatchObject({
      ok: false,
      problem: { code: "unknown-platform" },
    });
  });

  it("a question that needs them is a bug of the caller", async () => {
    const catalog = await loadCatalog({ models: false });
    const common = { count: 1, uniform: false, spot: false };
    expect(() => catalog.placement({ platform: "gke", ...common })).toThrow(Bug);
    expect(() => catalog.placement({ platform: "generic", model: "h100", ...common })).toThrow(Bug);
  });
});

test("rows of models are plain data, so that the build may write them out", () => {
  const rows = modelRows();
  expect(rows.length).toBeGreaterThan(50);
  expect(JSON.parse(JSON.stringify(rows))).toStrictEqual(rows);
});
