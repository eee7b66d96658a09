import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { catalogDocument } from "../../src/gpu/catalog/document.ts";
import { chipsOf } from "../../src/gpu/catalog/topology.ts";
import type { ModelPlacement, PlatformRow } from "../../src/gpu/rows.ts";
import { platformIndex } from "../../src/gpu/tables/platform-index.ts";
import type { Provenance } from "../../src/gpu/types.ts";

const TYPE = "node.kubernetes.io/instance-type";
const catalog = loadCatalog();
const document = catalogDocument();
const placements = document.models.flatMap((model) =>
  Object.entries(model.platforms).map(([platform, placement]) => ({ model, platform, placement })),
);

describe("every row of the catalog", () => {
  const rows = provenancesIn(document);

  it("has a source that is listed, and no source is listed for nothing", () => {
    expect(rows.length).toBeGreaterThan(700);
    const used = new Set(rows.flatMap((row) => row.source));
    expect([...used].sort()).toEqual(Object.keys(document.sources).sort());
    expect(rows.filter((row) => row.source.length === 0)).toEqual([]);
  });

  it("has a day of the calendar that has come, and is not older than what was asked for", () => {
    expect.hasAssertions();
    const today = new Date().toISOString().slice(0, 10);
    for (const date of new Set(rows.map((row) => row.date))) {
      expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      expect(date <= today, date).toBe(true);
      expect(date >= "2026-01-01", date).toBe(true);
    }
  });

  it("is there, whatever its list: none goes without saying where it was read", () => {
    const { platforms, models, resources, labels, taints, runtimeClasses, evictionAnnotations } = document;
    const { machineFamilies, keepOff, omitted } = document;
    const lists = [platforms, models, resources, labels, taints, runtimeClasses, evictionAnnotations];
    const all = [...lists, machineFamilies, keepOff.flatMap((row) => row.expressions), omitted].flat();
    expect(all.filter((row) => !isProvenance(row))).toEqual([]);
    const inPlacements = placements.flatMap(({ placement }) => [
      ...placement.labels,
      ...placement.recognised,
      ...[placement.machineLabel, placement.seriesLabel, placement.caveat, placement.topology].filter(
        (row) => row !== null && row !== undefined,
      ),
    ]);
    expect(inPlacements.length).toBeGreaterThan(300);
    expect(inPlacements.filter((row) => !isProvenance(row))).toEqual([]);
  });
});

describe("what is written", () => {
  it("stands on the word of who writes or reads the label", () => {
    const ofPlatforms = document.platforms.map((platform) => [
      platform.vendorLabel,
      platform.spot,
      platform.evictionAnnotations,
      platform.runtimeClass,
      platform.launcher,
      platform.modelRequired,
      platform.labelPairs,
      platform.mig,
    ]);
    const written = provenancesIn([document.models, ofPlatforms, document.keepOff]);
    expect(written.length).toBeGreaterThan(500);
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

  it("is recognised too, so that it can be taken away again", () => {
    expect.hasAssertions();
    for (const platform of document.platforms) {
      for (const resource of Object.values(platform.resources))
        expect(catalog.resource(resource)?.kind, resource).toBe("whole");
      for (const { value } of Object.values(platform.tolerations).flat())
        expect(catalog.gpuTaint(value.key, value.value ?? null), value.key).not.toBeNull();
      for (const { value } of Object.values(platform.vendorLabel))
        expect(catalog.isGpuLabelValue(value.key, value.value), value.key).toBe(true);
      for (const { value } of platform.evictionAnnotations)
        expect(catalog.isEvictionAnnotation(value.key)).toBe(true);
      for (const key of platform.labelPairs.flatMap((pair) => pair.value))
        expect(catalog.label(key)?.gpuOnly, key).toBe(true);
      if (platform.runtimeClass?.value != null)
        expect(catalog.isGpuRuntimeClass(platform.runtimeClass.value)).toBe(true);
      if (platform.mig?.offer === "label") expect(catalog.label(platform.mig.key)?.kind).toBe("partition");
    }
    for (const { placement } of placements) {
      const values = [...placement.labels, ...placement.recognised].flatMap((label) =>
        label.values.map((value) => [label.key, value] as const),
      );
      const machines = placement.machines.map(
        (machine) => [placement.machineLabel?.key ?? TYPE, machine.name] as const,
      );
      const shapes = (placement.topology?.values ?? []).map(
        (shape) => [placement.topology?.key ?? "", shape] as const,
      );
      for (const [key, value] of [...values, ...machines, ...shapes])
        expect(catalog.isGpuLabelValue(key, value), `${key}=${value}`).toBe(true);
      for (const key of Object.keys(placement.machines[0]?.parts ?? {}))
        expect(catalog.resource(key)?.kind, key).toBe("partition");
    }
  });

  it("tolerates every taint that a platform's GPU nodes have by default, or leaves it to the platform", () => {
    const left = document.platforms.flatMap((platform) =>
      platform.taints
        .filter((taint) => taint.by === "default" && !isTolerated(platform, taint.key))
        .map((taint) => `${platform.name} ${taint.key}`),
    );
    // Nodes that are being mended or cut: a pod is better off elsewhere.
    expect(left).toEqual(["generic-amd amd-gpu-unhealthy", "generic-amd amd-dcm"]);
  });

  it("asks for spot capacity by a label that is listed with its values", () => {
    expect.hasAssertions();
    for (const platform of document.platforms) {
      const label = platform.spot?.label.value;
      if (label === undefined) continue;
      expect(catalog.label(label.key)?.kind, platform.name).toBe("capacity");
      expect(platform.capacity.find((one) => one.key === label.key)?.values, platform.name).toContain(
        label.value,
      );
    }
    for (const { key } of document.platforms.flatMap((platform) => platform.capacity))
      expect(catalog.label(key)?.kind, key).toBe("capacity");
  });

  it("keeps like pods to a value that the model has", () => {
    expect.hasAssertions();
    for (const { model, placement } of placements)
      for (const label of placement.labels) {
        expect(label.values, model.name).toContain(label.uniform);
        const told = [...Object.keys(label.counts ?? {}), ...Object.keys(label.partitions ?? {})];
        for (const value of told) expect(label.values).toContain(value);
      }
  });

  it("keeps CPU pods off by a label that only GPU nodes have", () => {
    expect.hasAssertions();
    for (const { expressions, platform } of document.keepOff)
      for (const { value } of expressions) {
        expect(catalog.label(value.key), platform).not.toBeNull();
        if (value.operator === "DoesNotExist") expect(catalog.label(value.key)?.gpuOnly, platform).toBe(true);
        for (const one of value.values ?? [])
          expect(catalog.isGpuLabelValue(value.key, one), platform).toBe(true);
      }
  });

  it("keeps CPU pods off the machines of AWS that no label of theirs tells", () => {
    const types = document.models
      .filter(({ vendor }) => vendor === "aws" || vendor === "habana")
      .flatMap((model) => (model.platforms.eks?.machines ?? []).map(({ name }) => name));
    const valuesOf = (platform: string) =>
      document.keepOff
        .filter((row) => row.platform === platform)
        .flatMap((row) => row.expressions.flatMap(({ value }) => value.values ?? []));
    expect(types.length).toBeGreaterThan(10);
    expect([...valuesOf("eks")].sort()).toEqual([...types].sort());
    const families = new Set(
      types.filter((type) => !type.startsWith("dl1")).map((type) => type.replace(/\..*$/, "")),
    );
    expect([...valuesOf("eks-auto-mode")].sort()).toEqual([...families].sort());
  });
});

describe("names", () => {
  it("are there once", () => {
    expect.hasAssertions();
    const lists = {
      models: document.models.map((row) => row.name),
      platforms: [...document.platforms, ...document.unsupported].map((row) => row.name),
      resources: document.resources.map(nameOf),
      labels: document.labels.map(nameOf),
      taints: document.taints.map((row) => row.key),
      runtimeClasses: document.runtimeClasses.map((row) => row.name),
      evictionAnnotations: document.evictionAnnotations.map((row) => row.value.key),
      keepOff: document.keepOff.map((row) => row.platform),
      omitted: document.omitted.map((row) => `${row.model} on ${row.platform}`),
      leftOut: document.leftOut.map((row) => row.fact),
    };
    for (const [list, names] of Object.entries(lists)) expect(new Set(names).size, list).toBe(names.length);
    for (const { name, taints, capacity } of document.platforms) {
      const keys = taints.map((taint) => `${taint.key} by ${taint.by}`);
      expect(new Set(keys).size, name).toBe(keys.length);
      expect(new Set(capacity.map((one) => one.key)).size, name).toBe(capacity.length);
    }
  });

  it("of platforms and vendors are the same in the list of platforms and in their rows", () => {
    expect(
      document.platforms.map((row) => ({ name: row.name, vendors: Object.keys(row.resources) })),
    ).toEqual(platformIndex().map((row) => ({ name: row.name, vendors: row.vendors })));
    const withSpot = document.platforms.filter((row) => row.spot !== null).map((row) => row.name);
    expect(
      platformIndex()
        .filter((row) => row.spot)
        .map((row) => row.name),
    ).toEqual(withSpot);
  });

  it("lead to rows that exist, and what is left out is left out", () => {
    expect.hasAssertions();
    const platforms = document.platforms.map((row) => row.name);
    for (const { platform } of placements) expect(platforms).toContain(platform);
    for (const platform of document.labels.flatMap((row) => row.platforms))
      expect([...platforms, ...document.unsupported.map((row) => row.name)]).toContain(platform);
    for (const { model, platform } of document.omitted) {
      const row = document.models.find((candidate) => candidate.name === model);
      expect(platforms).toContain(platform);
      expect(Object.keys(row?.platforms ?? {}), `${model} on ${platform}`).not.toContain(platform);
      if (model === "*") expect(document.models.some((one) => !(platform in one.platforms))).toBe(true);
      else expect(row, model).toBeDefined();
    }
    for (const row of document.keepOff) expect(platforms).toContain(row.platform);
    for (const row of document.unsupported) expect(platforms).toContain(row.instead);
  });

  it("of machines mean one model on a platform", () => {
    const seen = new Map<string, string>();
    for (const { model, platform, placement } of placements)
      for (const machine of placement.machines) {
        const key = `${platform} ${machine.name}`;
        expect(seen.get(key) ?? model.name, key).toBe(model.name);
        seen.set(key, model.name);
      }
    expect(seen.size).toBeGreaterThan(200);
  });
});

describe("models, machines and slices", () => {
  it("ask for the resource of their vendor wherever they are", () => {
    expect.hasAssertions();
    for (const { model, platform } of placements) {
      const row = document.platforms.find((one) => one.name === platform);
      expect(catalog.resource(model.resource)?.vendor).toBe(model.vendor);
      expect(Object.keys(row?.resources ?? {}), `${model.name} on ${platform}`).toContain(model.vendor);
    }
  });

  it("are cut in tables that fit the memory, and GKE cuts no other parts", () => {
    expect.hasAssertions();
    for (const model of document.models)
      for (const { instances, products } of model.mig ?? []) {
        for (const [profile, count] of Object.entries(instances)) {
          const [slices = 0, gigabytes = 0] = (profile.match(/\d+/g) ?? []).map(Number);
          expect(slices * count, `${model.name} ${profile}`).toBeLessThanOrEqual(8);
          if (products === undefined)
            expect(gigabytes * count).toBeLessThanOrEqual((model.memoryGib ?? 0) * 1.15);
        }
        const known = Object.values(model.platforms).flatMap((placement) =>
          placement.labels.flatMap((label) => label.values),
        );
        for (const product of products ?? []) expect(known).toContain(product);
      }
    for (const { model, placement } of placements)
      for (const partitions of placement.labels.flatMap((label) => Object.values(label.partitions ?? {})))
        for (const [profile, count] of Object.entries(partitions))
          expect(model.mig?.[0]?.instances[profile], `${model.name} ${profile}`).toBe(count);
  });

  it("tell the GPUs of every machine type that is recognised on GKE", () => {
    const told = placements.flatMap(({ platform, placement }) =>
      platform.startsWith("gke") ? placement.recognised.filter((label) => label.key === TYPE) : [],
    );
    expect(told.length).toBeGreaterThan(20);
    for (const label of told) expect(Object.keys(label.gpus ?? {})).toEqual(label.values);
    for (const { placement } of placements)
      for (const { gpus } of placement.recognised)
        for (const count of Object.values(gpus ?? {})) expect(countsOf(placement)).toContain(count);
  });

  it("have EFA and Neuron cores on AWS only, and what is never spot is bare metal of Oracle's", () => {
    expect.hasAssertions();
    for (const { platform, placement } of placements)
      for (const machine of placement.machines) {
        if (machine.efa !== undefined || machine.parts !== undefined) expect(platform).toMatch(/^eks/);
        expect(machine.neverSpot === true, machine.name).toBe(
          platform === "oke" && machine.name.startsWith("BM."),
        );
        for (const cores of Object.values(machine.parts ?? {})) expect(cores % machine.gpus).toBe(0);
      }
  });

  it("make slices of TPUs out of their machines", () => {
    const slices = placements.filter(({ placement }) => placement.topology !== undefined);
    expect(slices.map(({ model, platform }) => `${model.name} ${platform}`).length).toBe(10);
    for (const { model, placement } of slices) {
      const { topology, machines } = placement;
      expect(model.vendor).toBe("google");
      expect(placement.countRule).toBe("whole-machine");
      expect(Object.keys(topology?.single ?? {})).toEqual(machines.map((machine) => String(machine.gpus)));
      for (const [chips, shape] of Object.entries(topology?.single ?? {})) {
        expect(topology?.values).toContain(shape);
        expect(chipsOf(shape), shape).toBe(Number(chips));
      }
      expect(machines.map((machine) => machine.gpus)).toContain(topology?.perHost);
      for (const shape of topology?.values ?? [])
        expect(chipsOf(shape) % (topology?.perHost ?? 0) === 0 || chipsOf(shape) === 1, shape).toBe(true);
    }
  });

  it("say why nothing is selected wherever nothing is", () => {
    expect.hasAssertions();
    for (const platform of document.platforms) {
      const hasUnlabelled = Object.keys(platform.resources).some(
        (vendor) => !(vendor in platform.vendorLabel) && !(vendor in platform.modelRequired),
      );
      if (hasUnlabelled) expect(platform.noLabelReason, platform.name).not.toBe("");
    }
  });

  it("are told about in clauses, not in sentences", () => {
    expect.hasAssertions();
    const clauses = document.platforms.flatMap((platform) => [
      ...platform.remarks.map((remark) => remark.value),
      ...[platform.injected?.value ?? "", platform.noLabelReason].filter((clause) => clause !== ""),
    ]);
    const reasons = [...document.omitted, ...document.unsupported, ...document.leftOut, ...document.keepOff];
    for (const clause of [...clauses, ...reasons.map((row) => row.reason)])
      expect(clause).not.toMatch(/[.\n]$|^\s/);
  });
});

function isTolerated(platform: PlatformRow, key: string): boolean {
  const written = [
    ...Object.values(platform.tolerations).flat(),
    ...(platform.spot?.tolerations ?? []),
    ...(platform.arm64Toleration === null ? [] : [platform.arm64Toleration]),
  ];
  return (
    written.some(({ value }) => value.key === key) ||
    (platform.injected !== null && Object.values(platform.resources).includes(key))
  );
}

/** GPUs that nodes of a model have on a platform, by its labels and machines. */
function countsOf({ labels, machines }: ModelPlacement): readonly number[] {
  return [
    ...labels.flatMap((label) => Object.values(label.counts ?? {}).flat()),
    ...machines.map((machine) => machine.gpus),
  ];
}

function nameOf(row: { readonly name: string } | { readonly pattern: string }): string {
  return "name" in row ? row.name : row.pattern;
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

/** True when a row may become a selector: somebody who writes or reads the label says so. */
function isVerified({ confidence }: Provenance): boolean {
  return confidence === "official" || confidence === "source-code";
}
