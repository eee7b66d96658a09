import { describe, expect, test } from "vitest";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { meantValue } from "../../src/gpu/labels/meant-value.ts";
import { countsWithLabel } from "../../src/gpu/node-counts.ts";
import { contradictionIn } from "../../src/lint/placement/contradiction.ts";
import { misspeltTaint } from "../../src/lint/placement/tolerations.ts";

const whole = loadWholeCatalog();
const PRODUCT = "nvidia.com/gpu.product";
const GKE = "cloud.google.com/gke-accelerator";
const TYPE = "node.kubernetes.io/instance-type";

describe("a label value that is not known", () => {
  test.each([
    [PRODUCT, "NVIDIA-H100-SXM5-80GB", "NVIDIA-H100-80GB-HBM3"],
    [PRODUCT, "nvidia-h100-80gb-hbm3", "NVIDIA-H100-80GB-HBM3"],
    [PRODUCT, "NVIDIA-A100-PCIE-80GB", "NVIDIA-A100-80GB-PCIe"],
    [PRODUCT, "NVIDIA-T4-SHARED", "Tesla-T4-SHARED"],
    [PRODUCT, "NVIDIA-T4-MIG-1g.5gb", "Tesla-T4-MIG-1g.5gb"],
    [PRODUCT, "rtx4090", "NVIDIA-GeForce-RTX-4090"],
    [PRODUCT, "NVIDA-L40S", "NVIDIA-L40S"],
    [GKE, "nvidia-tesla-h200", "nvidia-h200-141gb"],
    [GKE, "h100-80gb", "nvidia-h100-80gb"],
    [GKE, "nvidia-tesla-l4", "nvidia-l4"],
    [TYPE, "standard_nc24ads_a100_v4", "Standard_NC24ads_A100_v4"],
    [TYPE, "NC24ads_A100_v4", "Standard_NC24ads_A100_v4"],
    [TYPE, "p4d.24xlrage", "p4d.24xlarge"],
    ["amd.com/gpu.device-id", "0x74A1", "74a1"],
    ["karpenter.sh/capacity-type", "on_demand", "on-demand"],
    ["eks.amazonaws.com/capacityType", "spot", "SPOT"],
  ])("of %s, %s, was meant to be %s", (key, value, meant) => {
    expect(meantValue(value, whole.labelValues(key))).toEqual({ values: [meant], isExact: true });
  });

  test.each([
    [PRODUCT, "H100"],
    [PRODUCT, "NVIDIA-A100"],
    [PRODUCT, "NVIDIA-GH200"],
    [GKE, "nvidia-a100"],
    [GKE, "nvidia-h100"],
  ])("of %s, %s, may be several, and none is written", (key, value) => {
    const meant = meantValue(value, whole.labelValues(key));
    expect(meant?.values.length).toBeGreaterThan(1);
    expect(meant?.isExact).toBe(false);
  });

  test("that says more than the value it is near is not replaced by it", () => {
    const known = whole.labelValues("karpenter.k8s.aws/instance-gpu-name");
    expect(meantValue("a100-80gb", known)).toEqual({ values: ["a100"], isExact: false });
  });

  test.each([
    [PRODUCT, "A100-SXM4-40GB"],
    [PRODUCT, "NVIDIA-L40G"],
    [PRODUCT, "NVIDIA-H100-96GB-HBM3"],
    [PRODUCT, "NVIDIA-A100-SXM-64GB"],
    [PRODUCT, "NVIDIA-A800-SXM4-80GB"],
    [PRODUCT, "NVIDIA-RTX-5000-Ada-Generation"],
    [PRODUCT, "NVIDIA-GeForce-RTX-3090-Ti"],
    [PRODUCT, "NVIDIA-L40S-48Q"],
    [PRODUCT, "Tesla-V100-SXM3-32GB"],
    [PRODUCT, "NVIDIA-RTX-4000-Ada-Generation"],
    [PRODUCT, "NVIDIA-GeForce-GTX-1660-Ti-SHARED"],
    [TYPE, "g5.large"],
    [TYPE, "ml.p5.48xlarge"],
    ["amd.com/gpu.product-name", "AMD_Radeon_780M_Graphics"],
    [PRODUCT, "Quadro-RTX-6000"],
    [GKE, "nvidia-b300"],
    [GKE, "nvidia-tesla-a10"],
    [TYPE, "m5.large"],
    [TYPE, "c5.xlarge"],
    [TYPE, "c6g.8xlarge"],
    [TYPE, "e2-standard-4"],
    [TYPE, "Standard_NC24ads_A100_v5"],
    [TYPE, "Standard_D4s_v5"],
    ["karpenter.k8s.aws/instance-gpu-name", "m60"],
    ["cloud.google.com/gke-tpu-accelerator", "tpu-v5e-slice"],
  ])("of %s, %s, may well exist", (key, value) => {
    expect(meantValue(value, whole.labelValues(key))).toBeNull();
  });
});

describe("every known value of a label", () => {
  const keys = [PRODUCT, GKE, TYPE, "amd.com/gpu.product-name", "karpenter.k8s.aws/instance-gpu-name"];

  test.each(keys)("of %s is near to no other", (key) => {
    const known = whole.labelValues(key);
    expect(known.length).toBeGreaterThan(5);
    expect(known.filter(({ value }) => meantValue(value, known) !== null)).toEqual([]);
  });
});

describe("the key of a toleration", () => {
  test.each([
    ["nvidia/gpu", "nvidia.com/gpu"],
    ["nvidia.com/gpus", "nvidia.com/gpu"],
    ["nvidia.com/GPU", "nvidia.com/gpu"],
    ["nvida.com/gpu", "nvidia.com/gpu"],
    ["nvidia.io/gpu", "nvidia.com/gpu"],
    ["nvidia.com/gup", "nvidia.com/gpu"],
    ["amd/gpu", "amd.com/gpu"],
    ["google.com/tpus", "google.com/tpu"],
    ["aws.amazon.com/neurons", "aws.amazon.com/neuron"],
  ])("%s was meant to be %s", (key, taint) => {
    expect(misspeltTaint(key, whole.catalog)).toBe(taint);
  });

  test.each([
    "nvidia.com/gpu",
    "amd.com/gpu",
    "nvidia.com/gpu.shared",
    "nvidia.com/gpu-h100",
    "nvidia.com/a100",
    "nvidia.com/cpu",
    "nvidia.com/gpu-drivers-upgrading",
    "example.com/gpu",
    "gpu",
    "nvidia-gpu",
    "node.kubernetes.io/not-ready",
    "cloud.google.com/gke-tpu",
    "dedicated",
  ])("%s is a taint of its own", (key) => {
    expect(misspeltTaint(key, whole.catalog)).toBeNull();
  });
});

describe("conditions on nodes", () => {
  const condition = (text: string) => {
    const [key = "", operator = "", ...values] = text.split(" ");
    return { key, operator, values, path: ["spec", "nodeSelector", key] };
  };

  test.each([
    ["a In x", "a In y"],
    ["a In x y", "a NotIn x y z"],
    ["a In x", "a DoesNotExist"],
    ["a Exists", "a DoesNotExist"],
    ["a Gt 4", "a DoesNotExist"],
    ["a Gt 4", "a Lt 5"],
    ["a In 4", "a Gt 4"],
    ["a In x", "a Gt 4"],
    ["kubernetes.io/arch In arm64", "beta.kubernetes.io/arch In amd64"],
    ["cloud.google.com/gke-spot In true", "eks.amazonaws.com/capacityType In SPOT"],
  ])("%s and %s exclude each other, in either order", (a, b) => {
    expect(contradictionIn([condition(a), condition(b)])).not.toBeNull();
    expect(contradictionIn([condition(b), condition(a)])).not.toBeNull();
  });

  test.each([
    ["a In x y", "a In y z"],
    ["a In x y", "a NotIn x"],
    ["a NotIn x", "a DoesNotExist"],
    ["a In x", "a Exists"],
    ["a Gt 4", "a Lt 6"],
    ["a Gt 5", "a Gt 9"],
    ["a In 5", "a Gt 4"],
    ["a In <X>", "a In y"],
    ["a In", "a In y"],
    ["a Gt 4Gi", "a In 5"],
    ["cloud.google.com/gke-spot In true", "eks.amazonaws.com/capacityType DoesNotExist"],
    ["a In x", "b In y"],
  ])("%s and %s go together", (a, b) => {
    expect(contradictionIn([condition(a), condition(b)])).toBeNull();
  });
});

describe("devices of a node with a label", () => {
  const counts = (key: string, value: string, resource = "nvidia.com/gpu") =>
    countsWithLabel(key, value, { models: whole.models, platforms: null, resource });

  test.each([
    [TYPE, "g5.2xlarge", [1]],
    [TYPE, "g2-standard-24", [2]],
    ["beta.kubernetes.io/instance-type", "Standard_NC48ads_A100_v4", [2]],
    [GKE, "nvidia-l4", [1, 2, 4, 8]],
    ["karpenter.k8s.aws/instance-gpu-name", "h100", [1, 8]],
    ["karpenter.k8s.aws/instance-family", "p4d", [8]],
  ])("%s=%s are %j", (key, value, expected) => {
    expect(counts(key, value)).toEqual(expected);
  });

  test("are cores where cores are asked for", () => {
    expect(counts(TYPE, "inf2.xlarge", "aws.amazon.com/neuroncore")).toEqual([2]);
    expect(counts(TYPE, "inf2.xlarge", "aws.amazon.com/neuron")).toEqual([1]);
  });

  test("are not known of hand-made servers and unknown types", () => {
    expect(counts(PRODUCT, "NVIDIA-L4")).toEqual([]);
    expect(counts(TYPE, "dgx-2")).toEqual([]);
  });
});
