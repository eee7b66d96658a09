import { describe, expect, test } from "vitest";
import { type Catalog, loadCatalog } from "../../src/index.ts";
import { asWorkload, leadPodSet, type Workload } from "../../src/k8s/workload.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import { hasAccelerator, mayHaveAccelerator } from "../../src/workload/accelerators.ts";
import {
  claimedGpus,
  claimedVendor,
  claimUses,
  deviceClaimsOf,
  isForGpusAlone,
  kindOfClaim,
} from "../../src/workload/device-claims.ts";
import type { Knowledge } from "../../src/workload/knowledge.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";

const catalog = loadCatalog();

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  resourceClaims: [{name: dev, resourceClaimTemplateName: one}]
  containers:
  - name: main
    image: a
    resources: {claims: [{name: dev}]}
`;

function opened(text: string, known: Catalog = catalog): { workload: Workload; knowledge: Knowledge } {
  const objects = objectsToLint([{ name: "a.yaml", bytes: new TextEncoder().encode(text), named: true }]);
  const [workload] = objects.flatMap((object) => {
    const found = asWorkload(object);
    return found === null || found === "no-pod-spec" ? [] : [found];
  });
  if (workload === undefined) throw new Error("no workload");
  return { workload, knowledge: { catalog: known, surroundings: surroundingsOf(objects) } };
}

function claimsOf(text: string, known?: Catalog) {
  const { workload, knowledge } = opened(text, known);
  return deviceClaimsOf(leadPodSet(workload), knowledge);
}

function template(requests: string, version = "v1"): string {
  return `---
apiVersion: resource.k8s.io/${version}
kind: ResourceClaimTemplate
metadata: {name: one}
spec: {spec: {devices: {requests: [${requests}]}}}
`;
}

const exactly = (deviceClass: string, more = ""): string =>
  `{name: r, exactly: {deviceClassName: ${deviceClass}${more}}}`;

function kindOf(documents: string, known?: Catalog) {
  const [claim] = claimsOf(`${POD}${documents}`, known);
  return claim === undefined ? null : kindOfClaim(claim);
}

describe("what a claim asks for", () => {
  test.each([
    ["gpu.nvidia.com", "gpu"],
    ["mig.nvidia.com", "gpu"],
    ["gaudi.intel.com", "gpu"],
    ["qat.intel.com", "other"],
    ["mrdma.google.com", "other"],
    ["efa.networking.k8s.aws", "other"],
    ["compute-domain-default-channel.nvidia.com", "other"],
    ["gpu.example.com", "unknown"],
    ["constructor", "unknown"],
  ])("is told by its device class: %s", (deviceClass, kind) => {
    expect(kindOf(template(exactly(deviceClass)))).toBe(kind);
  });

  test.each([
    ["v1beta1", "{name: r, deviceClassName: gpu.amd.com}", "gpu"],
    ["v1beta1", "{name: r, deviceClassName: qat.intel.com}", "other"],
    ["v1", "{name: r, firstAvailable: [{name: a, deviceClassName: gpu.amd.com}]}", "gpu"],
    [
      "v1",
      "{name: r, firstAvailable: [{name: a, deviceClassName: x}, {name: b, deviceClassName: gpu.amd.com}]}",
      "gpu",
    ],
    [
      "v1",
      "{name: r, firstAvailable: [{name: a, deviceClassName: x}, {name: b, deviceClassName: dra.cpu}]}",
      "unknown",
    ],
    ["v1", "{name: r}", "unknown"],
  ])("in %s: %s", (version, request, kind) => {
    expect(kindOf(template(request, version))).toBe(kind);
  });

  test("in v1alpha2, where the claim has one class", () => {
    const old = `---\napiVersion: resource.k8s.io/v1alpha2\nkind: ResourceClaimTemplate\nmetadata: {name: one}\nspec: {spec: {resourceClassName: gpu.nvidia.com}}\n`;
    const source = POD.replace("resourceClaimTemplateName: one", "source: {resourceClaimTemplateName: one}");
    const [claim] = claimsOf(`${source}${old}`);
    expect(claim && kindOfClaim(claim)).toBe("gpu");
  });

  test("is not known where the claim is not in the input, or nothing is named", () => {
    expect(kindOf("")).toBe("unknown");
    const { workload, knowledge } = opened(POD.replace("resourceClaims:", "otherClaims:"));
    expect(hasAccelerator(leadPodSet(workload), knowledge)).toBe(false);
    expect(mayHaveAccelerator(leadPodSet(workload), knowledge)).toBe(true);
  });

  test("is known where a ComputeDomain makes the template", () => {
    const domain = `---\napiVersion: resource.nvidia.com/v1beta1\nkind: ComputeDomain\nmetadata: {name: d}\nspec: {numNodes: 2, channel: {resourceClaimTemplate: {name: one}}}\n`;
    expect(kindOf(domain)).toBe("other");
    expect(kindOf(domain.replace("name: one", "name: two"))).toBe("unknown");
  });

  test("a config decides what the catalog does not know, and wins where it does", async () => {
    const own = loadCatalog({
      deviceClasses: { "gpu.example.com": "gpu", "nic.example.com": "other", "gpu.nvidia.com": "other" },
    });
    expect(kindOf(template(exactly("gpu.example.com")), own)).toBe("gpu");
    expect(kindOf(template(exactly("nic.example.com")), own)).toBe("other");
    expect(kindOf(template(exactly("gpu.nvidia.com")), own)).toBe("other");
    expect(kindOf(template(exactly("gpu.amd.com")), own)).toBe("gpu");
  });
});

describe("a DeviceClass of the input", () => {
  const withClass = (...expressions: readonly string[]) => {
    const selectors = expressions
      .map((one) => `  - cel:\n      expression: ${JSON.stringify(one)}\n`)
      .join("");
    return `${template(exactly("ours"))}---\napiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: ours}\nspec:\n  selectors:\n${selectors}`;
  };

  test.each([
    [["device.driver == 'gpu.nvidia.com'"], "gpu"],
    [['device.driver == "dra.net"', 'device.attributes["dra.net"].rdma == true'], "other"],
    [["device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == 'mig'"], "gpu"],
    [["device.driver == 'gpu.nvidia.com' || device.driver == 'dra.net'"], "unknown"],
    [["!(device.driver == 'gpu.nvidia.com')"], "unknown"],
    [["!(true && device.driver == 'gpu.nvidia.com' && true)"], "unknown"],
    [["device.attributes['x'].y == \"a && device.driver == 'gpu.nvidia.com' && b\""], "unknown"],
    [["device.driver == 'gpu.nvidia.com'", "device.driver == 'dra.net'"], "unknown"],
    [["device.driver == 'gpu.example.com'"], "unknown"],
  ])("is judged by the driver that it demands: %s", (expressions, kind) => {
    expect(kindOf(withClass(...expressions))).toBe(kind);
  });

  test("says whether its devices are whole", () => {
    const type = (word: string) =>
      `device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == '${word}'`;
    expect(claimedGpus(claimsOf(`${POD}${withClass(type("gpu"))}`)).perPod).toBe(1);
    expect(claimedGpus(claimsOf(`${POD}${withClass(type("mig"))}`)).perPod).toBe(0);
  });
});

describe("GPUs in claims", () => {
  test.each([
    [exactly("gpu.nvidia.com"), 1],
    [exactly("gpu.nvidia.com", ", count: 4"), 4],
    [exactly("gpu.nvidia.com", ", allocationMode: ExactCount, count: 2"), 2],
    [exactly("gpu.nvidia.com", ", allocationMode: All"), 0],
    [exactly("gpu.nvidia.com", ", adminAccess: true"), 0],
    [exactly("mig.nvidia.com", ", count: 4"), 0],
    [
      `${exactly("gpu.nvidia.com", ", count: 2")}, {name: nic, exactly: {deviceClassName: dra.cpu, count: 9}}`,
      2,
    ],
    [
      "{name: r, firstAvailable: [{name: a, deviceClassName: gpu.nvidia.com, count: 8}, {name: b, deviceClassName: gpu.amd.com, count: 4}]}",
      4,
    ],
  ])("are counted: %s", (requests, count) => {
    expect(claimedGpus(claimsOf(`${POD}${template(requests)}`))).toEqual({ perPod: count, shared: 0 });
  });

  test("of one ResourceClaim are shared by all pods", () => {
    const shared = POD.replace("resourceClaimTemplateName", "resourceClaimName");
    const claim = `---\napiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: one}\nspec: {devices: {requests: [${exactly("gpu.nvidia.com", ", count: 2")}]}}\n`;
    expect(claimedGpus(claimsOf(`${shared}${claim}`))).toEqual({ perPod: 0, shared: 2 });
  });

  test("beside other devices are for the container that uses that request", () => {
    const requests =
      "{name: gpu, exactly: {deviceClassName: gpu.nvidia.com}}, {name: nic, exactly: {deviceClassName: mrdma.google.com}}";
    const { workload, knowledge } = opened(
      `${POD.replace("{name: dev}]}", "{name: dev, request: nic}]}")}${template(requests)}`,
    );
    const claims = deviceClaimsOf(leadPodSet(workload), knowledge);
    const [container] = leadPodSet(workload).containers;
    expect(container && claimUses(container, claims).map(({ kind }) => kind)).toEqual(["other"]);
    expect(claims.map((claim) => kindOfClaim(claim, "gpu"))).toEqual(["gpu"]);
    expect(claims.map(isForGpusAlone)).toEqual([false]);
    expect(claimedVendor(claims)).toBe("nvidia");
  });
});
