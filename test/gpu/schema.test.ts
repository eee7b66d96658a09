import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { catalogDocument } from "../../src/gpu/catalog/document.ts";

type Container = Record<string, unknown>;

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../schemas/catalog.schema.json"), "utf8"),
) as { readonly definitions: Readonly<Record<string, unknown>> };
const validate = new Ajv({
  allErrors: true,
  strictRequired: false,
  formats: { regex: isPattern },
}).compile(schema);
const text = JSON.stringify(catalogDocument());

/** What a change of the catalog is: a path, and what becomes of the value there. */
type Change = readonly [what: string, path: string, value: unknown];

const REMOVED = Symbol("removed");
const MODEL = "models > h100 > platforms > gke";
const LABEL = `${MODEL} > labels > cloud.google.com/gke-accelerator`;
const TPU = "models > tpu-v5e > platforms > gke";

/** For every definition of the schema, what it must not accept. */
const REFUSED: Readonly<Record<string, readonly Change[]>> = {
  source: [
    ["a source without a place", "sources > gfd > repo", REMOVED],
    [
      "a repository that is an address",
      "sources > gfd > repo",
      "https://github.com/NVIDIA/k8s-device-plugin",
    ],
    ["an address without a protocol", "sources > cw-sched > url", "docs.coreweave.com"],
    ["a field that nobody knows", "sources > gfd > commit", "abc"],
  ],
  vendor: [["a vendor that is none", "models > h100 > vendor", "nvida"]],
  labelKey: [
    ["a label key that Kubernetes rejects", "platforms > gke > spot > label > value > key", "-x/y"],
    ["a label key with two prefixes", `${LABEL} > key`, "a/b/c"],
    ["a label key that is too long", `${LABEL} > key`, `x/${"y".repeat(64)}`],
  ],
  labelValue: [
    ["a label value with a space", `${LABEL} > values > 0`, "a b"],
    ["a label value that is too long", `${LABEL} > values > 0`, "a".repeat(64)],
    ["a label value that is a number", `${LABEL} > values > 0`, 8],
  ],
  sourceIds: [
    ["a row without a source", "resources > nvidia.com/gpu > source", []],
    ["a source twice", "resources > nvidia.com/gpu > source", ["k8s-dp", "k8s-dp"]],
  ],
  date: [
    ["a date in another form", "labels > nvidia.com/gpu.product > date", "22.08.2026"],
    ["a month that is none", "labels > nvidia.com/gpu.product > date", "2026-13-01"],
  ],
  confidence: [["a confidence that is none", "labels > nvidia.com/gpu.product > confidence", "sure"]],
  neverLaunched: [
    ["a key that is no label's", "platforms > eks-karpenter > neverLaunched > value > keys > 0", "-x"],
    ["a row that nobody can trace", "platforms > eks-karpenter > neverLaunched > source", []],
  ],
  admission: [
    [
      "a selector that is no label key",
      "platforms > gke-autopilot > admission > selectors > value > allowed > 0",
      "a b",
    ],
    [
      "a path of the node that is none",
      "platforms > gke-autopilot > admission > host > value > paths > 0",
      "var/log",
    ],
    [
      "a machine without CPUs",
      "platforms > gke-autopilot > admission > machines > value > sizes > nvidia-l4 > 1 > 0",
      0,
    ],
    ["a rejection without a way out", "platforms > gke-autopilot > admission > allowlist", REMOVED],
  ],
  verified: [
    ["a selector from common knowledge", `${LABEL} > confidence`, "general"],
    ["a spot label from a sample", "platforms > gke > spot > label > confidence", "sample"],
    ["a keep-off from a third party", "keepOff > aks > expressions > 0 > confidence", "secondary"],
  ],
  counts: [
    ["a node without GPUs", `${LABEL} > counts > nvidia-h100-80gb > 0`, 0],
    ["half a GPU", `${LABEL} > counts > nvidia-h100-80gb > 0`, 0.5],
    ["no number of GPUs", `${LABEL} > counts > nvidia-h100-80gb`, []],
  ],
  nodeLabel: [["a label without a value", "platforms > gke > spot > label > value > value", REMOVED]],
  toleration: [
    [
      "a value beside Exists",
      "platforms > generic-nvidia > tolerations > nvidia > 0 > value > value",
      "present",
    ],
    ["Equal without a value", "platforms > aks > tolerations > nvidia > 0 > value > value", REMOVED],
    ["an effect that is none", "platforms > aks > tolerations > nvidia > 0 > value > effect", "Evict"],
  ],
  sourcedLabel: [["an annotation without a day", "evictionAnnotations > 0 > date", REMOVED]],
  sourcedToleration: [
    [
      "a toleration from common knowledge",
      "platforms > coreweave > tolerations > nvidia > 0 > confidence",
      "general",
    ],
  ],
  sourcedText: [["an empty reason", "platforms > gke > injected > value", ""]],
  platform: [
    ["a platform without resources", "platforms > gke > resources", {}],
    ["a resource of no vendor", "platforms > gke > resources > nvida", "nvidia.com/gpu"],
    ["a rule for counts that is none", "platforms > gke > countRule", "any"],
    ["a name in capitals", "platforms > gke > name", "GKE"],
    ["a notice of no time", "platforms > gke > spot > notice > value", 0],
    ["three labels in a pair", "platforms > gke-autopilot > labelPairs > 0 > value", ["a", "b", "c"]],
    ["MIG that is offered in a way that is none", "platforms > gke > mig > offer", "slices"],
    ["MIG by a label without its key", "platforms > gke > mig > key", REMOVED],
    ["a launcher without a name", "platforms > eks-karpenter > launcher > value", ""],
    ["a runtime class from a sample", "platforms > k3s > runtimeClass > confidence", "sample"],
    ["no annotation against eviction", "platforms > gke > evictionAnnotations", []],
    ["a platform without remarks", "platforms > gke > remarks", REMOVED],
  ],
  modelLabel: [
    ["a label without values", `${LABEL} > values`, []],
    ["a value twice", `${LABEL} > values`, ["nvidia-h100-80gb", "nvidia-h100-80gb"]],
    ["a label without a value for like pods", `${LABEL} > uniform`, REMOVED],
    ["a part of a GPU that is none", `${LABEL} > partitions > nvidia-h100-80gb > half`, 2],
  ],
  machine: [
    ["a machine without GPUs", "models > h100 > platforms > eks > machines > p5.48xlarge > gpus", 0],
    ["a machine of no series", "models > h100 > platforms > eks > machines > p5.48xlarge > series", ""],
    [
      "no EFA interfaces, told as a number",
      "models > h100 > platforms > eks > machines > p5.48xlarge > efa",
      0,
    ],
    ["a machine that is sometimes spot", "models > h100 > platforms > oke > machines > 0 > neverSpot", false],
    [
      "cores that are none",
      "models > inferentia2 > platforms > eks > machines > inf2.xlarge > parts > aws.amazon.com/neuroncore",
      0,
    ],
  ],
  modelPlacement: [
    ["a placement without a word on machines", `${MODEL} > machines`, REMOVED],
    [
      "a machine label from a sample",
      "models > h100 > platforms > eks > machineLabel > confidence",
      "sample",
    ],
    [
      "a series label from a sample",
      "models > h100 > platforms > eks-karpenter > seriesLabel > confidence",
      "sample",
    ],
    ["a rule for counts that is none", `${TPU} > countRule`, "any"],
    ["a slice without its single machines", `${TPU} > topology > single`, {}],
    ["a slice of machines without chips", `${TPU} > topology > perHost`, 0],
    ["a warning that says nothing", "models > gaudi2 > platforms > generic-intel > caveat > value", ""],
  ],
  model: [
    ["a model that is nowhere", "models > h100 > platforms", {}],
    ["half a GiB", "models > h100 > memoryGib", 79.5],
    ["an architecture that is none", "models > gb200 > arch", "arm"],
    ["a model from a sample", "models > h100 > confidence", "sample"],
  ],
  nameMatch: [
    ["a resource with a name and a pattern", "resources > nvidia.com/gpu > pattern", "x"],
    ["a resource with neither", "resources > nvidia.com/gpu > name", REMOVED],
    ["a pattern that is none", "resources > amd\\.com/[a-z]+_nps[0-9]+ > pattern", "("],
  ],
  resource: [["a kind of resource that is none", "resources > nvidia.com/gpu > kind", "half"]],
  label: [
    ["GPU values of a label that has no others", "labels > nvidia.com/gpu.product > gpuValues", ["x"]],
    ["a label by value without values", "labels > accelerator > gpuValues", REMOVED],
    ["a label on GPU nodes only, by its value", "labels > accelerator > gpuOnly", true],
    ["a kind of label that is none", "labels > accelerator > kind", "colour"],
  ],
  taint: [["a taint without a vendor", "taints > sku > vendor", REMOVED]],
  deviceClass: [
    ["a class whose devices nobody names", "deviceClasses > qat.intel.com > meaning > what", ""],
    ["a class of another kind", "deviceClasses > gpu.nvidia.com > meaning > kind", "network"],
    ["a part of a GPU that is none", "deviceDrivers > gpu.amd.com > meaning > part", "half"],
  ],
  runtimeClass: [
    ["a runtime class that is no name", "runtimeClasses > nvidia > name", "NVIDIA"],
    ["a runtime class of a vendor that nobody knows", "runtimeClasses > nvidia > vendor", "nvdia"],
  ],
  platformRuntimeClass: [["an empty runtime class", "platforms > gke > runtimeClass > value", ""]],
  machineFamily: [
    ["a cloud that is none", "machineFamilies > 0 > cloud", "moon"],
    ["machine types by a pattern that is none", "machineFamilies > 0 > pattern", "["],
  ],
  keepOff: [
    ["a keep-off of no strength", "keepOff > aks > strength", "perhaps"],
    ["a keep-off without expressions", "keepOff > aks > expressions", []],
  ],
  wholeGpus: [
    ["whole GPUs at no time", "platforms > gke > wholeGpus > nvidia > when", "always"],
    ["whole GPUs by nothing", "platforms > gke > wholeGpus > nvidia > expressions", []],
  ],
  avoidance: [
    ["a keep-off that only GPU nodes pass", "keepOff > aks > expressions > 0 > value > operator", "Exists"],
    ["NotIn without values", "keepOff > coreweave > expressions > 0 > value > values", REMOVED],
    ["values beside DoesNotExist", "keepOff > aks > expressions > 0 > value > values", ["nvidia"]],
  ],
  omitted: [
    ["a refusal without a reason", "omitted > 0 > reason", ""],
    ["a refusal that nobody can trace", "omitted > 0 > source", REMOVED],
  ],
  nodeTaint: [
    ["a taint by nobody", "platforms > gke > taints > nvidia.com/gpu > by", "chance"],
    ["a taint on no nodes", "platforms > gke > taints > nvidia.com/gpu > on", ""],
    ["an effect that is none", "platforms > gke > taints > nvidia.com/gpu > effect", "Evict"],
  ],
  capacity: [
    ["a capacity without values", "platforms > gke > capacity > cloud.google.com/gke-spot > values", []],
  ],
  remark: [["an empty remark", "platforms > gke > remarks > 0 > value", ""]],
  mig: [
    ["a profile that is none", "models > h100 > mig > 0 > instances > half", 2],
    ["a profile that fits never", "models > h100 > mig > 0 > instances > 1g.10gb", 0],
    ["a table without profiles", "models > h100 > mig > 0 > instances", {}],
  ],
  recognisedLabel: [
    ["a machine without GPUs", `${MODEL} > recognised > 0 > gpus > a3-highgpu-8g`, 0],
    ["a label that tells nothing", `${MODEL} > recognised > 0 > values`, []],
  ],
  topologyShape: [
    ["a shape of one side", `${TPU} > topology > values > 0`, "4"],
    ["a shape without chips", `${TPU} > topology > single > 4`, "0x2"],
  ],
  unsupported: [["a platform that is refused without a reason", "unsupported > vultr > reason", ""]],
  leftOut: [
    ["a fact that is no path", "leftOut > 0 > fact", "resources"],
    ["a fact left out without a reason", "leftOut > 0 > reason", REMOVED],
  ],
};

const cases = Object.entries(REFUSED).flatMap(([definition, changes]) =>
  changes.map((change) => [definition, ...change] as const),
);

describe("the schema of the catalog", () => {
  it("accepts the catalog", () => {
    const valid = validate(JSON.parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it("has something that each of its definitions refuses", () => {
    expect(Object.keys(REFUSED).sort()).toEqual(Object.keys(schema.definitions).sort());
  });

  it.each(cases)("refuses, by %s, %s", (_, __, path, value) => {
    const copy = JSON.parse(text) as Container;
    const place = change(copy, path, value);
    expect(validate(copy)).toBe(false);
    // For the change itself, not for something else that it broke.
    expect((validate.errors ?? []).filter((error) => place.startsWith(error.instancePath))).not.toEqual([]);
    expect((validate.errors ?? []).every((error) => `${place}/`.startsWith(rowOf(error.instancePath)))).toBe(
      true,
    );
  });

  it("refuses every kind of row without its source, its day or its confidence, and with a field more", () => {
    const shapes = rowShapes(JSON.parse(text));
    expect(shapes.length).toBeGreaterThan(30);
    for (const path of shapes) {
      const changes: readonly (readonly [string, unknown])[] = [
        ["source", REMOVED],
        ["date", REMOVED],
        ["confidence", REMOVED],
        ["unheard-of", true],
      ];
      for (const [field, value] of changes) {
        const copy = JSON.parse(text) as Container;
        change(copy, `${path} > ${field}`, value);
        expect(validate(copy), `${path} > ${field}`).toBe(false);
      }
    }
  });
});

/** Replaces or removes the value at a path, which must lead somewhere; returns the place as a JSON pointer. */
function change(root: Container, path: string, value: unknown): string {
  const steps = path.split(" > ");
  const last = steps.pop() ?? "";
  let current: unknown = root;
  let pointer = "";
  for (const step of steps) {
    const key = keyIn(current, step);
    current = (current as Container | null)?.[key];
    if (typeof current !== "object" || current === null) throw new Error(`${path} leads nowhere at ${step}`);
    pointer += `/${escaped(key)}`;
  }
  if (value === REMOVED) delete (current as Container)[last];
  else (current as Container)[last] = value;
  return `${pointer}/${escaped(last)}`;
}

/** The key of a step: in lists the index of the row with that name, key or pattern, else the step itself. */
function keyIn(container: unknown, step: string): string {
  if (!Array.isArray(container)) return step;
  const rows = container as readonly Container[];
  const index = rows.findIndex((row) => [row.name, row.key, row.pattern, row.platform].includes(step));
  return index < 0 ? step : String(index);
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The row that a pointer leads into: its list and index. */
function rowOf(pointer: string): string {
  return `${pointer.split("/").slice(0, 3).join("/")}/`;
}

/** One row of each kind that says where it was read: the first that stands in its place. */
function rowShapes(root: unknown): readonly string[] {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: readonly string[], kind: string): void => {
    if (typeof value !== "object" || value === null) return;
    if ("source" in value && "date" in value) found.set(kind, found.get(kind) ?? path.join(" > "));
    for (const [key, one] of Object.entries(value)) {
      const isNamed = Array.isArray(value) || NAMED.includes(path.at(-1) ?? "");
      visit(one, [...path, key], isNamed ? `${kind}.*` : `${kind}.${key}`);
    }
  };
  visit(root, [], "");
  return [...found.values()];
}

/** Mappings whose keys are names: their values are rows of one kind. */
const NAMED = ["platforms", "tolerations", "vendorLabel", "modelRequired", "resources"];

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}
