import { describe, expect, it } from "vitest";
import type { CatalogDocument } from "../../../src/gpu/catalog/document.ts";
import type {
  MachineRow,
  ModelPlacement,
  ModelRow,
  NodeTaintRow,
  PlatformRow,
} from "../../../src/gpu/rows.ts";
import type { Toleration } from "../../../src/gpu/types.ts";
import { sourceLines } from "../../../src/output/show/citations.ts";
import { migOffer } from "../../../src/output/show/mig.ts";
import { modelList } from "../../../src/output/show/models.ts";
import { placementLines } from "../../../src/output/show/placement.ts";
import { taintsMetBy, toleranceOf } from "../../../src/output/show/tolerance.ts";
import { catalog } from "./ask.ts";

/** Rows that the catalog does not have today, so that what is said does not hang on what it has. */

const read = { source: ["gfd"], date: "2026-01-01", confidence: "official" } as const;

function platform(more: Partial<PlatformRow> = {}): PlatformRow {
  const [generic] = catalog.platforms;
  if (generic === undefined) throw new Error("there is no platform");
  return { ...generic, taints: [], tolerations: {}, countRule: "up-to-machine", ...more };
}

function model(more: Partial<ModelRow> = {}): ModelRow {
  const [first] = catalog.models;
  if (first === undefined) throw new Error("there is no model");
  return { ...first, ...more };
}

function taint(more: Partial<NodeTaintRow> = {}): NodeTaintRow {
  return {
    key: "nvidia.com/gpu",
    value: "present",
    effect: "NoSchedule",
    by: "default",
    on: "nodes",
    ...read,
    ...more,
  };
}

function machine(name: string, gpus: number, series = "s"): MachineRow {
  return { name, gpus, series };
}

function linesOf(placement: Partial<ModelPlacement>, on: PlatformRow = platform()): readonly string[] {
  const whole = { labels: [], machines: [], machineLabel: null, recognised: [], ...placement };
  return placementLines({ model: model(), platform: on, placement: whole });
}

describe("what becomes of a taint", () => {
  const tolerating = (toleration: Partial<Toleration>): PlatformRow => {
    const value = { key: "nvidia.com/gpu", operator: "Exists", ...toleration } as const;
    return platform({ tolerations: { nvidia: [{ value, ...read }] } });
  };

  it.each([
    ["any value", {}, {}, "written"],
    ["another key", { key: "sku" }, {}, "none"],
    ["the effect", { effect: "NoSchedule" }, {}, "written"],
    ["another effect", { effect: "NoExecute" }, {}, "none"],
    ["one effect, where the taint's is not known", { effect: "NoExecute" }, { effect: null }, "none"],
    ["all effects, where the taint's is not known", {}, { effect: null }, "written"],
    ["the value", { operator: "Equal", value: "present" }, {}, "written"],
    ["another value", { operator: "Equal", value: "absent" }, {}, "none"],
    ["a value, where the taint's is not known", { operator: "Equal", value: "x" }, { value: null }, "none"],
    ["no value, as the taint has none", { operator: "Equal" }, { value: "" }, "written"],
  ] as const)("is told by a toleration of %s", (_, toleration, of, expected) => {
    expect(toleranceOf(taint(of), tolerating(toleration))).toBe(expected);
  });

  it("is the platform's doing only for taints of accelerators", () => {
    const injecting = platform({ injected: { value: "it does", ...read } });
    expect(toleranceOf(taint(), injecting)).toBe("by-platform");
    expect(toleranceOf(taint({ key: "team" }), injecting)).toBe("none");
    expect(toleranceOf(taint(), platform())).toBe("none");
  });

  it("concerns the vendor whose nodes have it", () => {
    const on = platform({ taints: [taint(), taint({ key: "amd.com/gpu" }), taint({ key: "team" })] });
    expect(taintsMetBy(model(), on).map((row) => row.key)).toEqual(["nvidia.com/gpu"]);
    expect(taintsMetBy(model({ vendor: "amd" }), on).map((row) => row.key)).toEqual(["amd.com/gpu"]);
    expect(toleranceOf(taint(), tolerating({}), "amd")).toBe("none");
  });
});

describe("what is told of a model on a platform", () => {
  const machineLabel = { key: "type", ...read };

  it("is one series for pods that work together, where there are several", () => {
    const line = "pods that work together get machines of one series: a or b";
    const [small, large] = [machine("m1", 1, "a"), machine("m8", 8, "b")];
    expect(linesOf({ machineLabel, machines: [small, large] })).toContain(line);
    expect(linesOf({ machineLabel, machines: [small, machine("m2", 2, "a")] }).join()).not.toContain(
      "series",
    );
    // By a label of the model's alone they may differ.
    expect(linesOf({ machines: [small, large] }).join()).not.toContain("series");
    expect(
      linesOf({ machines: [small, large], seriesLabel: { key: "family", ...read } }).join("\n"),
    ).toContain(
      "pods that work together get machines of one series by family [gfd; official, 2026-01-01]: a or b",
    );
  });

  it("is one value for pods that work together, where there are several", () => {
    const label = { key: "gpu", values: ["x"], uniform: "x", ...read };
    expect(linesOf({ labels: [label] }).join()).not.toContain("work together");
    expect(linesOf({ labels: [{ ...label, values: ["x", "y"] }] })).toContain(
      "pods that work together get one value: x",
    );
  });

  it("is its machines by number of GPUs, fewest first, unless the selector names them already", () => {
    const machines = [machine("m8", 8), machine("m1", 1), machine("n1", 1)];
    expect(linesOf({ machines })).toContain("GPUs per node: 1 (m1, n1), 8 (m8)");
    expect(linesOf({ machineLabel, machines: [machine("m8", 8)] })).toContain("GPUs per node: 8");
  });

  it("is the rule for counts, which knows no limit where the platform has none", () => {
    const machines = [machine("m8", 8), machine("m2", 2)];
    expect(linesOf({ machines })).toContain("per pod: up to 8");
    expect(linesOf({ machines, countRule: "whole-machine" })).toContain(
      "per pod: exactly 2 or 8: all of a node",
    );
    expect(linesOf({ machines }, platform({ countRule: "unknown" }))).toContain(
      "per pod: any number; how many a node has is not known",
    );
    expect(linesOf({})).toContain("per pod: any number; how many a node has is not known");
  });

  it("is what is understood too, in short where it is the machines that are listed", () => {
    const machines = [machine("m1", 1)];
    const recognised = (values: readonly string[]) => [{ key: "type", values, ...read }];
    expect(linesOf({ machines, recognised: recognised(["m1"]) }).join("\n")).toContain(
      "understood, never written: type of these machines [",
    );
    expect(linesOf({ machines, recognised: recognised(["m1", "m2"]) }).join("\n")).toContain(
      "understood, never written: type in m1, m2 [",
    );
  });
});

describe("what else is told", () => {
  it("is every profile of a label's values once", () => {
    const parts = { x: { "1g.5gb": 7 }, y: { "1g.5gb": 7, "2g.10gb": 3 } };
    const label = { key: "gpu", values: ["x", "y"], uniform: "x", partitions: parts, ...read };
    const there = { labels: [label], machines: [], machineLabel: null, recognised: [] };
    const on = platform({ mig: { offer: "label", key: "size", ...read } });
    expect(migOffer(on, model({ platforms: { [on.name]: there } }))).toBe(
      "nvidia.com/gpu and the label size 1g.5gb, 2g.10gb [gfd; official, 2026-01-01]",
    );
  });

  it("is a source's note behind its place", () => {
    const noted: CatalogDocument = {
      ...catalog,
      sources: { gfd: { repo: "a/b", path: "c.md", note: "why" } },
    };
    expect(sourceLines([read], noted)).toEqual(["gfd: github.com/a/b c.md (why)"]);
  });

  it("is why a platform has no model at all, not why it lacks one", () => {
    const omitted = [
      { model: "h100", platform: "minikube", reason: "one is missing", ...read },
      { model: "*", platform: "minikube", reason: "all are missing", ...read },
      { model: "*", platform: "lke", reason: "elsewhere", ...read },
    ];
    const text = modelList({ ...catalog, models: [], omitted }, { vendor: null, platforms: ["minikube"] });
    expect(text).toBe("No model can be asked for on minikube.\nminikube: all are missing\n");
  });
});
