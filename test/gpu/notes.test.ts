import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadCatalog } from "../../src/gpu/catalog.ts";
import { catalogDocument } from "../../src/gpu/document.ts";
import type { ModelPlacement, ModelRow, PlatformRow } from "../../src/gpu/rows.ts";
import type { Toleration } from "../../src/gpu/types.ts";
import { MACHINES } from "./machines.ts";

const path = resolve(import.meta.dirname, "../../../shared/reference/platforms.yaml");
const hasNotes = existsSync(path);
if (!hasNotes)
  console.warn("the research notes are not beside the project: the catalog is not compared with them");

interface Machine {
  readonly model?: string;
  readonly gpus?: number;
  readonly devices?: number;
  readonly fractional?: boolean;
}

interface NotedLabel {
  readonly key?: string;
  readonly keys?: readonly string[];
  readonly confidence?: string;
}

interface NotedPlatform {
  readonly resource?: string;
  readonly labels?: Readonly<Record<string, NotedLabel | string>> | string;
  readonly extra_labels?: Readonly<Record<string, NotedLabel | string>>;
  readonly recommended_toleration?: Toleration;
  readonly recommended_tolerations?: readonly Toleration[];
  readonly default_taints?: readonly { readonly key: string }[] | string;
  readonly spot?: { readonly labels?: Readonly<Record<string, string>>; readonly taint?: unknown };
  readonly instances?: Readonly<Record<string, Machine>>;
  readonly counts_per_node?: Readonly<Record<string, readonly number[]>>;
  readonly supported_models?: readonly string[];
  readonly tpu?: { readonly chips_per_vm: Readonly<Record<string, number>> };
}

interface NotedModel {
  readonly vendor: string;
  readonly resource?: string;
  readonly memory_gib?: number;
  readonly arch?: string;
  readonly gfd_product?: readonly string[];
  readonly gfd_sxm_only?: readonly string[];
  readonly gke?: readonly string[];
  readonly gke_default?: string;
  readonly karpenter_aws?: string;
  readonly karpenter_aws_extra?: Readonly<Record<string, string>>;
  readonly eks_instances?: readonly string[];
  readonly aks_instances?: readonly string[];
  readonly device_ids?: readonly string[];
  readonly vf_device_ids?: readonly string[];
  readonly label?: Readonly<Record<string, string>>;
}

interface Notes {
  readonly meta: { readonly compiled_from_snapshots_up_to: string };
  readonly sources: Readonly<Record<string, { repo?: string; path?: string; url?: string }>>;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly platforms: Readonly<Record<string, NotedPlatform>>;
  readonly gpu_models: Readonly<Record<string, NotedModel>>;
  readonly workload_facts: Readonly<
    Record<string, { readonly annotation?: string; readonly value?: string }>
  >;
}

/** Facts that were read in their sources because the notes leave them open; nothing else may go beyond the notes. */
const BEYOND_NOTES = {
  sources: ["azure-sizes", "eks-auto-odcr", "gpu-operator-cdi", "intel-gas", "k3s-runtimes", "neuron-docs"],
  /** The notes have these models, but their value on the platform was not verified or their machines not counted. */
  omitted: {
    "generic-nvidia": ["p4"],
    aks: ["gb200", "gb300"],
  } as Readonly<Record<string, readonly string[]>>,
};

describe.skipIf(!hasNotes)("the catalog against the research notes", async () => {
  const notes = parse(hasNotes ? readFileSync(path, "utf8") : "{}", { maxAliasCount: 100 }) as Notes;
  const catalog = await loadCatalog({ models: true });
  const document = catalogDocument();
  const platforms = document.platforms.map((row) => row.name);
  const models = Object.entries(notes.gpu_models ?? {});

  it("has the models that have a value on one of its platforms, and no other", () => {
    const gpus = models.filter(([, model]) => isGpu(model) && hasValue(model)).map(([name]) => name);
    expect(document.models.map((row) => row.name).sort()).toEqual(gpus.sort());
    expect(gpus.length).toBeGreaterThan(50);
  });

  it.each(document.models.map((row) => [row.name, row] as const))(
    "has %s as it is in the notes",
    (name, row) => {
      const noted = notes.gpu_models[name];
      if (noted === undefined) throw new Error(`${name} is not in the notes`);
      expect(row.vendor).toBe(noted.vendor);
      expect(row.memoryGib).toBe(noted.memory_gib ?? null);
      expect(row.arch).toBe(noted.arch ?? null);
      expect(row.resource).toBe(noted.resource ?? "nvidia.com/gpu");
      expect(valuesOf(row)).toEqual(expectedValues(name, noted, notes));
    },
  );

  it("keeps like pods to the notes' choice where the notes make one", () => {
    for (const [name, noted] of models) {
      const row = document.models.find((candidate) => candidate.name === name);
      const gfd = row?.platforms["generic-nvidia"]?.labels[0];
      const gke = row?.platforms.gke?.labels[0];
      if (gfd !== undefined && noted.gfd_sxm_only !== undefined)
        expect(noted.gfd_sxm_only).toContain(gfd.uniform);
      if (gke !== undefined && noted.gke_default !== undefined) expect(gke.uniform).toBe(noted.gke_default);
    }
  });

  it("has GKE's numbers of GPUs per node", () => {
    const counts = notes.platforms.gke?.counts_per_node ?? {};
    for (const model of document.models)
      for (const platform of ["gke", "gke-autopilot"])
        for (const label of model.platforms[platform]?.labels ?? [])
          expect(label.counts).toEqual(
            Object.fromEntries(label.values.map((value) => [value, counts[value]])),
          );
  });

  it("has every EC2 and Azure machine with its GPUs, and leaves out parts of a GPU", () => {
    const ec2 = { ...notes.platforms["eks-karpenter"]?.instances, "p6e-gb200.36xlarge": { gpus: 4 } };
    const tables = [...Object.entries<Machine>(ec2), ...Object.entries(notes.platforms.aks?.instances ?? {})];
    const whole = tables.filter(
      ([, machine]) =>
        machine.gpus !== undefined &&
        machine.fractional !== true &&
        machine.model?.startsWith("gaudi") !== true,
    );
    expect(Object.fromEntries(MACHINES.map((machine) => [machine.name, machine.gpus]))).toEqual(
      Object.fromEntries(whole.map(([name, machine]) => [name, machine.gpus])),
    );
  });

  it("has each platform's resource, tolerations and spot label as noted", () => {
    for (const platform of document.platforms) {
      const noted = notes.platforms[platform.name] ?? {};
      if (noted.resource !== undefined) expect(Object.values(platform.resources)).toContain(noted.resource);
      const recommended = [noted.recommended_toleration, noted.recommended_tolerations].flat();
      const written = Object.values(platform.tolerations)
        .flat()
        .map((row) => row.value);
      for (const toleration of recommended)
        if (toleration !== undefined) expect(written, platform.name).toContainEqual(withoutNote(toleration));
      const spot =
        noted.spot?.labels ?? (platform.name === "gke-autopilot" ? notes.platforms.gke?.spot?.labels : {});
      expect(platform.spot === null ? {} : asRecord([platform.spot.label.value]), platform.name).toEqual(
        spot,
      );
    }
  });

  it("tolerates nothing but what the notes recommend for the platform or for the vendor", () => {
    for (const platform of document.platforms)
      for (const [vendor, tolerations] of Object.entries(platform.tolerations)) {
        const sources = [notes.platforms[platform.name], notes.platforms[`generic-${vendor}`]];
        const recommended = sources
          .flatMap((noted) => [noted?.recommended_toleration, noted?.recommended_tolerations].flat())
          .flatMap((toleration) => (toleration === undefined ? [] : [withoutNote(toleration)]));
        for (const { value } of tolerations) expect(recommended, platform.name).toContainEqual(value);
      }
  });

  it("writes no label key that the notes do not give to the platform", () => {
    for (const platform of document.platforms)
      for (const key of writtenKeys(platform, document.models))
        expect([...labelKeys(notes, platform.name)], `${key} on ${platform.name}`).toContain(key);
  });

  it("writes the noted annotations against eviction", () => {
    const facts = [notes.workload_facts.cluster_autoscaler_keep_pod, notes.workload_facts.karpenter_keep_pod];
    expect(document.evictionAnnotations.map((row) => [row.value.key, row.value.value])).toEqual(
      facts.map((fact) => [fact?.annotation, fact?.value]),
    );
  });

  it("recognises every resource of the notes", () => {
    const names = resourceNames(notes.resources);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => catalog.resource(name) === null)).toEqual([]);
  });

  it("recognises every GPU label and default taint of every platform of the notes", () => {
    const plain = /nodegroup|nodepool|agentpool|compute-type|state$|reserved$|sku-version/;
    const keys = Object.keys(notes.platforms).flatMap((platform) => [...labelKeys(notes, platform)]);
    const unknown = keys.filter((key) => catalog.label(example(key)) === null && !plain.test(key));
    expect(unknown).toEqual([]);
    const autoscalers = Object.values(notes.platforms.other_autoscaler_labels ?? {}).filter(
      (key) => typeof key === "string",
    );
    expect(autoscalers.length).toBe(7);
    expect(autoscalers.filter((key) => catalog.label(key) === null)).toEqual([]);
    const taints = Object.values(notes.platforms).flatMap((platform) =>
      typeof platform.default_taints === "object" ? platform.default_taints : [],
    );
    expect(taints.length).toBeGreaterThan(5);
    const others = ["kubernetes.io/arch"];
    expect(
      taints.filter((taint) => catalog.gpuTaint(taint.key, null) === null && !others.includes(taint.key)),
    ).toEqual([]);
  });

  it("recognises every machine with accelerators in the notes", () => {
    const machines = Object.values(notes.platforms).flatMap((platform) => [
      ...Object.keys(platform.instances ?? {}),
      ...Object.keys(platform.tpu?.chips_per_vm ?? {}),
    ]);
    expect(machines.length).toBeGreaterThan(150);
    const key = "node.kubernetes.io/instance-type";
    expect(machines.filter((name) => !catalog.isGpuLabelValue(key, name))).toEqual([]);
  });

  it("names the notes' sources as they do, and tells which it read beyond them", () => {
    const more = Object.keys(document.sources).filter((id) => !(id in notes.sources));
    expect(more.sort()).toEqual([...BEYOND_NOTES.sources].sort());
    for (const [id, source] of Object.entries(document.sources)) {
      if (id in notes.sources) {
        expect(source.repo, id).toBe(notes.sources[id]?.repo);
        expect(source.url, id).toBe(notes.sources[id]?.url);
      }
    }
  });

  it("dates what it took from the notes with the notes' day", () => {
    const day = notes.meta.compiled_from_snapshots_up_to;
    for (const row of document.resources) expect(row.date >= day, JSON.stringify(row)).toBe(true);
    expect(document.models.every((row) => row.date === day)).toBe(true);
  });

  /** What a model's platforms should have, by the notes. */
  function expectedValues(name: string, noted: NotedModel, all: Notes): Readonly<Record<string, unknown>> {
    const autoModeFamilies = new Set(autoMode());
    const ec2 = noted.eks_instances ?? [];
    const onAuto = ec2.filter((type) => autoModeFamilies.has(type.slice(0, type.lastIndexOf("."))));
    const autopilot = (noted.gke ?? []).filter((value) =>
      all.platforms["gke-autopilot"]?.supported_models?.includes(value),
    );
    const ids = [...(noted.device_ids ?? []), ...(noted.vf_device_ids ?? [])];
    const extra = Object.values(noted.karpenter_aws_extra ?? {});
    const expected: Record<string, unknown> = {};
    if (noted.gfd_product !== undefined) expected["generic-nvidia"] = [noted.gfd_product];
    if (ids.length > 0) expected["generic-amd"] = [ids];
    if (noted.label !== undefined) expected["generic-intel"] = [Object.values(noted.label)];
    if (noted.gke !== undefined) expected.gke = [noted.gke];
    if (autopilot.length > 0) expected["gke-autopilot"] = [autopilot];
    if (ec2.length > 0) expected.eks = [[...ec2].sort()];
    if (noted.karpenter_aws !== undefined)
      expected["eks-karpenter"] = [[noted.karpenter_aws], ...extra.map((value) => [value])];
    if (noted.karpenter_aws !== undefined && onAuto.length > 0)
      expected["eks-auto-mode"] = ["a100", "b200", "h200", "l4", "l40s", "t4"].includes(noted.karpenter_aws)
        ? [[noted.karpenter_aws], ...extra.map((value) => [value])]
        : [[...onAuto].sort()];
    if (noted.aks_instances !== undefined) expected.aks = [[...noted.aks_instances].sort()];
    for (const [platform, left] of Object.entries(BEYOND_NOTES.omitted))
      if (left.includes(name)) delete expected[platform];
    return expected;
  }

  /** Accelerated families in Auto Mode's list of supported instance types, as AWS's guide has it. */
  function autoMode(): readonly string[] {
    const list = "p6-b200 p6-b300 p5 p5e p5en p4d p4de p3dn g7e g6 gr6 g6e g5g g5 g4dn g4ad";
    return list.split(" ");
  }

  function isGpu(model: NotedModel): boolean {
    return ["nvidia", "amd", "intel"].includes(model.vendor) && model.resource !== "habana.ai/gaudi";
  }

  function hasValue(model: NotedModel): boolean {
    const { gfd_product, gke, karpenter_aws, eks_instances, aks_instances, device_ids, label } = model;
    return [gfd_product, gke, karpenter_aws, eks_instances, aks_instances, device_ids, label].some(
      (value) => value !== undefined,
    );
  }

  it("covers platforms of the notes", () => {
    for (const platform of platforms) expect(notes.platforms).toHaveProperty(platform);
  });
});

/** Values by platform: those of labels in their order, machine types sorted. */
function valuesOf(row: ModelRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row.platforms).map(([platform, placement]) => [platform, values(placement)]),
  );
}

function values(placement: ModelPlacement): readonly unknown[] {
  if (placement.machineLabel !== null) return [placement.machines.map((machine) => machine.name).sort()];
  return placement.labels.map((label) => label.values);
}

function writtenKeys(platform: PlatformRow, models: readonly ModelRow[]): readonly string[] {
  const ofModels = models.flatMap((model) => {
    const placement = model.platforms[platform.name];
    if (placement === undefined) return [];
    const machine = placement.machineLabel === null ? [] : [placement.machineLabel.key];
    return [...placement.labels.map((label) => label.key), ...machine];
  });
  return [...new Set([...ofModels, ...Object.values(platform.vendorLabel).map((label) => label.value.key)])];
}

/** Label keys that the notes give to a platform, its spot label included. */
function labelKeys(notes: Notes, name: string): ReadonlySet<string> {
  const platform = notes.platforms[name];
  if (platform === undefined) return new Set();
  const keys = new Set<string>(Object.keys(platform.spot?.labels ?? {}));
  const labels = [platform.labels, platform.extra_labels].filter((group) => typeof group === "object");
  for (const label of labels.flatMap((group) => Object.values(group ?? {}))) {
    if (typeof label === "string") continue;
    for (const key of [label.key, ...(label.keys ?? [])]) if (key !== undefined) keys.add(key);
  }
  // Autopilot inherits GKE's labels, and AWS documents the instance type label on Auto Mode nodes.
  if (name === "gke-autopilot") for (const key of labelKeys(notes, "gke")) keys.add(key);
  if (name === "eks-auto-mode") keys.add("node.kubernetes.io/instance-type");
  return keys;
}

/** A real key for one that the notes write with a placeholder. */
function example(key: string): string {
  return key.replace("<profile>", "1g.10gb").replace("<pci id>", "56c0");
}

function resourceNames(resources: Readonly<Record<string, unknown>>): readonly string[] {
  const found: string[] = [];
  for (const [group, entries] of Object.entries(resources)) {
    if (group === "others_from_hami")
      for (const names of Object.values(entries as Record<string, unknown>))
        if (Array.isArray(names)) found.push(...names.filter((name) => String(name).includes("/")));
    if (!Array.isArray(entries)) continue;
    for (const entry of entries)
      if (typeof entry === "object" && entry !== null && "name" in entry)
        found.push(placeholder(String(entry.name)));
  }
  return found;
}

function placeholder(name: string): string {
  return name.replace("<profile>", "1g.5gb").replace("<compute>_<memory>", "spx_nps1");
}

function withoutNote(toleration: Toleration): Toleration {
  const { key, operator, value, effect } = toleration;
  return { key, operator, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}

function asRecord(
  labels: readonly { readonly key: string; readonly value: string }[],
): Record<string, string> {
  return Object.fromEntries(labels.map((label) => [label.key, label.value]));
}
