import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { CatalogCode, CatalogDiagnostic, Placement, PlacementQuestion } from "../../src/gpu/types.ts";

const catalog = loadCatalog();

type Ask = Partial<PlacementQuestion>;

function question(platform: string, ask: Ask = {}): PlacementQuestion {
  return { platform, count: 1, uniform: false, spot: false, ...ask };
}

function placed(platform: string, ask: Ask = {}): Placement {
  const result = catalog.placement(question(platform, ask));
  if (!result.ok) throw new Error(result.problem.message);
  return result.placement;
}

function problem(platform: string, ask: Ask = {}): CatalogDiagnostic {
  const result = catalog.placement(question(platform, ask));
  if (result.ok) throw new Error("there is an answer");
  return result.problem;
}

/** Selector and affinity as one short text, without what only keeps pods off nodes. */
function selects(platform: string, ask: Ask = {}): string {
  const placement = placed(platform, ask);
  return [
    ...placement.nodeSelector.map(({ value }) => `${value.key}=${value.value}`),
    ...affinityTexts(placement.affinity, ["In", "Exists", "Gt", "Lt"]),
  ].join(" & ");
}

/** What keeps pods off nodes, each expression as a short text. */
function avoids(platform: string, ask: Ask = {}): readonly string[] {
  return affinityTexts(placed(platform, ask).affinity, ["NotIn", "DoesNotExist"]);
}

function affinityTexts(affinity: Placement["affinity"], operators: readonly string[]): readonly string[] {
  return affinity
    .filter(({ value }) => operators.includes(value.operator))
    .map(({ value }) => [value.key, value.operator, value.values?.join(",")].filter(Boolean).join(" "));
}

function tolerates(platform: string, ask: Ask = {}): readonly string[] {
  return placed(platform, ask).tolerations.map(({ value }) =>
    [value.key, value.operator, value.value, value.effect].filter((part) => part !== undefined).join(" "),
  );
}

const NVIDIA = "nvidia.com/gpu Exists NoSchedule";
const AMD = "amd.com/gpu Exists NoSchedule";
const ARM = "kubernetes.io/arch Equal arm64 NoSchedule";
const GFD = "nvidia.com/gpu.product";
const GKE = "cloud.google.com/gke-accelerator";
const TYPE = "node.kubernetes.io/instance-type";
const TPU = "cloud.google.com/gke-tpu-accelerator";
const SHAPE = "cloud.google.com/gke-tpu-topology";
const CHIPS = "cloud.google.com/gke-accelerator-count";
const PREEMPTIBLE = "oci.oraclecloud.com/oke-is-preemptible=true";

describe("a model is selected", () => {
  it.each<[string, Ask, string]>([
    ["generic", { model: "l4" }, `${GFD}=NVIDIA-L4`],
    ["generic", { model: "t4" }, `${GFD}=Tesla-T4`],
    ["generic", { model: "h100" }, `${GFD} In NVIDIA-H100-80GB-HBM3,NVIDIA-H100-PCIe,NVIDIA-H100`],
    ["generic-nvidia", { model: "a100-80gb" }, `${GFD} In NVIDIA-A100-SXM4-80GB,NVIDIA-A100-80GB-PCIe`],
    ["generic", { model: "mi300x" }, "amd.com/gpu.device-id In 74a1,74a9,74b5,74bd"],
    ["generic", { model: "intel-flex-170" }, "gpu.intel.com/product=Flex_170"],
    ["generic", { model: "intel-arc-a" }, "gpu.intel.com/family=A_Series"],
    ["gke", { model: "l4" }, `${GKE}=nvidia-l4`],
    ["gke", { model: "a100-40gb" }, `${GKE}=nvidia-tesla-a100`],
    ["gke", { model: "a100-80gb" }, `${GKE}=nvidia-a100-80gb`],
    ["gke", { model: "h100" }, `${GKE}=nvidia-h100-80gb`],
    ["gke", { model: "h100", count: 8 }, `${GKE}=nvidia-h100-80gb`],
    [
      "gke",
      { model: "h100", count: 8, valuesNow: ["nvidia-h100-mega-80gb"] },
      `${GKE}=nvidia-h100-mega-80gb`,
    ],
    [
      "gke",
      { model: "h100", count: 8, valuesNow: ["nvidia-h100-80gb", "nvidia-h100-mega-80gb"] },
      `${GKE} In nvidia-h100-80gb,nvidia-h100-mega-80gb`,
    ],
    ["gke", { model: "h100", valuesNow: ["nvidia-l4"] }, `${GKE}=nvidia-h100-80gb`],
    ["gke-autopilot", { model: "h100", count: 8 }, `${GKE}=nvidia-h100-80gb`],
    ["gke-autopilot", { model: "h100", count: 1 }, `${GKE}=nvidia-h100-80gb`],
    ["eks", { model: "h100" }, `${TYPE} In p5.4xlarge,p5.48xlarge`],
    ["eks", { model: "h100", count: 8 }, `${TYPE}=p5.48xlarge`],
    ["eks", { model: "a100-40gb" }, `${TYPE}=p4d.24xlarge`],
    ["eks", { model: "l40s", count: 4 }, `${TYPE} In g6e.12xlarge,g6e.24xlarge,g6e.48xlarge`],
    ["eks-karpenter", { model: "h100", count: 8 }, "karpenter.k8s.aws/instance-gpu-name=h100"],
    [
      "eks-karpenter",
      { model: "a100-80gb" },
      "karpenter.k8s.aws/instance-gpu-name=a100 & karpenter.k8s.aws/instance-family=p4de",
    ],
    [
      "eks-karpenter",
      { model: "v100-16gb" },
      "karpenter.k8s.aws/instance-gpu-name=v100 & karpenter.k8s.aws/instance-family=p3",
    ],
    ["eks-karpenter", { model: "rtx-pro-6000" }, "karpenter.k8s.aws/instance-gpu-name=rtx-pro-server-6000"],
    ["eks-karpenter", { model: "radeon-pro-v520" }, "karpenter.k8s.aws/instance-gpu-name=radeon-pro-v520"],
    ["eks-auto-mode", { model: "l40s" }, "eks.amazonaws.com/instance-gpu-name=l40s"],
    [
      "eks-auto-mode",
      { model: "a100-40gb" },
      "eks.amazonaws.com/instance-gpu-name=a100 & eks.amazonaws.com/instance-family=p4d",
    ],
    ["eks-auto-mode", { model: "h100", count: 8 }, "eks.amazonaws.com/instance-gpu-name=h100"],
    ["eks-auto-mode", { model: "b300" }, `${TYPE}=p6-b300.48xlarge`],
    ["aks", { model: "mi300x", count: 8 }, `${TYPE}=Standard_ND96isr_MI300X_v5`],
    ["aks", { model: "t4", count: 4 }, `${TYPE}=Standard_NC64as_T4_v3`],
    [
      "aks",
      { model: "a100-80gb", count: 2 },
      `${TYPE} In Standard_NC48ads_A100_v4,Standard_NC96ads_A100_v4,Standard_ND96amsr_A100_v4`,
    ],
    ["aks", { model: "gb200", count: 4 }, `${TYPE}=Standard_ND128isr_NDR_GB200_v6`],
    ["aks-nap", { model: "h200" }, "karpenter.azure.com/sku-name=Standard_ND96isr_H200_v5"],
    // NCC40ads is a size of AKS that node auto-provisioning does not know.
    [
      "aks-nap",
      { model: "h100-nvl" },
      "karpenter.azure.com/sku-name In Standard_NC40ads_H100_v5,Standard_NC80adis_H100_v5",
    ],
    ["openshift", { model: "t4" }, `${GFD}=Tesla-T4`],
    ["coreweave", { model: "h100", count: 8 }, `${TYPE}=gd-8xh100ib-i128`],
    ["oke", { model: "a100-40gb" }, `${TYPE} In BM.GPU4.8,BM.GPU.B4.8`],
    ["oke", { model: "a10", spot: true }, `${PREEMPTIBLE} & ${TYPE} In VM.GPU.A10.1,VM.GPU.A10.2`],
    ["doks", { model: "mi300x" }, "doks.digitalocean.com/gpu-model=mi300x"],
    ["nebius", { model: "b200" }, `${GFD}=NVIDIA-B200`],
    ["lke", { model: "rtx-pro-6000", uniform: true }, `${GFD}=NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition`],
    ["k3s", { model: "rtx-4090" }, `${GFD}=NVIDIA-GeForce-RTX-4090`],
    ["generic", { model: "gaudi3" }, "intel.feature.node.kubernetes.io/gaudi=true"],
    ["eks", { model: "gaudi1" }, `${TYPE}=dl1.24xlarge`],
    ["eks-karpenter", { model: "gaudi1" }, "karpenter.k8s.aws/instance-gpu-name=gaudi-hl-205"],
    ["eks", { model: "inferentia2", count: 6 }, `${TYPE} In inf2.24xlarge,inf2.48xlarge`],
    ["eks-karpenter", { model: "trainium2" }, "karpenter.k8s.aws/instance-family=trn2"],
    ["eks-karpenter", { model: "trainium1" }, "karpenter.k8s.aws/instance-family In trn1,trn1n"],
    ["eks-karpenter", { model: "trainium1", uniform: true }, "karpenter.k8s.aws/instance-family=trn1"],
    ["eks-auto-mode", { model: "inferentia2" }, "eks.amazonaws.com/instance-family=inf2"],
    ["gke", { model: "tpu-v5e", count: 1 }, `${TPU}=tpu-v5-lite-podslice & ${SHAPE}=1x1`],
    ["gke", { model: "tpu-v5e", count: 4 }, `${TPU}=tpu-v5-lite-podslice & ${SHAPE}=2x2`],
    ["gke-autopilot", { model: "tpu-v4", count: 4 }, `${TPU}=tpu-v4-podslice & ${SHAPE}=2x2x1`],
  ])("on %s: %o", (platform, ask, expected) => {
    expect(selects(platform, ask)).toBe(expected);
    expect(placed(platform, ask).noSelectorReason).toBeNull();
  });

  it("never by an Azure size with a part of a GPU", () => {
    expect(selects("aks", { model: "a10" })).not.toMatch(/NV(?:6|12|18)ads/);
  });
});

describe("pods that work together get like GPUs", () => {
  it.each<[string, Ask, string]>([
    ["generic", { model: "h100", count: 8 }, `${GFD}=NVIDIA-H100-80GB-HBM3`],
    ["generic", { model: "a100-40gb" }, `${GFD}=NVIDIA-A100-SXM4-40GB`],
    ["generic", { model: "v100-32gb" }, `${GFD}=Tesla-V100-SXM2-32GB`],
    ["generic", { model: "h200" }, `${GFD}=NVIDIA-H200`],
    ["generic", { model: "mi300x" }, "amd.com/gpu.device-id=74a1"],
    ["gke", { model: "h100", count: 8 }, `${GKE}=nvidia-h100-80gb`],
    ["gke-autopilot", { model: "h100", count: 8 }, `${GKE}=nvidia-h100-80gb`],
    ["eks", { model: "h200", count: 8 }, `${TYPE}=p5e.48xlarge`],
    ["eks", { model: "l4", count: 4 }, `${TYPE} In g6.12xlarge,g6.24xlarge,g6.48xlarge`],
    [
      "aks",
      { model: "a100-80gb" },
      `${TYPE} In Standard_NC24ads_A100_v4,Standard_NC48ads_A100_v4,Standard_NC96ads_A100_v4`,
    ],
    ["aks", { model: "a100-80gb", count: 8 }, `${TYPE}=Standard_ND96amsr_A100_v4`],
    ["aks", { model: "h100-nvl", count: 2 }, `${TYPE}=Standard_NC80adis_H100_v5`],
  ])("on %s: %o", (platform, ask, expected) => {
    expect(selects(platform, { ...ask, uniform: true })).toBe(expected);
  });

  it("and are told which ones they do not get", () => {
    const [label] = placed("gke", { model: "h100", count: 8, uniform: true }).nodeSelector;
    expect(label?.reason).toContain("not nvidia-h100-mega-80gb");
  });
});

describe("whole GPUs", () => {
  const PARTS = "Standard_NV6ads_A10_v5,Standard_NV12ads_A10_v5,Standard_NV18ads_A10_v5";
  const ON_GKE = [
    "cloud.google.com/gke-gpu-sharing-strategy DoesNotExist",
    "cloud.google.com/gke-gpu-partition-size DoesNotExist",
  ];
  const DISCOVERED = [
    "nvidia.com/gpu.sharing-strategy NotIn time-slicing,mps",
    "nvidia.com/mig.strategy NotIn single",
  ];

  it.each<[string, Ask, readonly string[]]>([
    ["gke", {}, ON_GKE],
    ["gke", { model: "l4" }, ON_GKE],
    ["gke", { model: "h100", mig: "1g.10gb" }, []],
    ["gke", { sharesNow: true }, []],
    ["gke", { vendor: "google", model: "tpu-v5e" }, []],
    ["gke-autopilot", { model: "l4" }, []],
    ["aks", {}, [`${TYPE} NotIn ${PARTS}`]],
    ["aks", { model: "a10" }, []],
    [
      "aks",
      { vendor: "amd" },
      [
        `${TYPE} NotIn ${PARTS.replace(/NV6/, "NV4").replace(/NV12/, "NV8").replace(/NV18/, "NV12").replaceAll("A10", "V710")}`,
      ],
    ],
    ["aks-nap", {}, [`karpenter.azure.com/sku-name NotIn ${PARTS}`]],
    ["k3s", {}, DISCOVERED],
    ["openshift", {}, DISCOVERED],
    ["openshift", { model: "h100" }, []],
    ["openshift", { mig: "1g.10gb" }, []],
    ["generic", {}, []],
    ["minikube", {}, []],
    ["eks", {}, []],
  ])("on %s with %o are told from parts by %o", (platform, ask, expected) => {
    expect(avoids(platform, ask)).toEqual(expected);
    for (const { value } of placed(platform, ask).affinity)
      expect(catalog.isWholeGpuExpression(value)).toBe(value.operator !== "In");
  });

  it("cannot be told where nothing guarantees a label, and that is said", () => {
    expect(placed("generic").noSelectorReason).toContain("share their GPUs or cut them");
  });

  it("are told by these expressions and no others", () => {
    const key = "nvidia.com/mig.strategy";
    expect(catalog.isWholeGpuExpression({ key, operator: "NotIn", values: ["mixed"] })).toBe(false);
    expect(catalog.isWholeGpuExpression({ key, operator: "NotIn", values: ["single", "mixed"] })).toBe(false);
    expect(catalog.isWholeGpuExpression({ key, operator: "DoesNotExist" })).toBe(false);
  });
});

describe("no model", () => {
  it.each(["generic", "generic-amd", "generic-intel", "gke", "eks"])(
    "selects nothing on %s, and says why",
    (name) => {
      const ask = name === "generic-intel" ? { asksBy: "gpu.intel.com/xe" } : {};
      expect(selects(name, ask)).toBe("");
      expect(placed(name, ask).noSelectorReason).toMatch(/^no model is named/);
    },
  );

  it.each<[string, Ask]>([
    ["generic", { vendor: "intel" }],
    ["generic-intel", {}],
  ])("on %s with %o leaves the resource open, which no answer guesses", (platform, ask) => {
    const { code, message, advice } = problem(platform, ask);
    expect(code).toBe("resource-depends-on-driver");
    expect(message).toContain("gpu.intel.com/i915 or gpu.intel.com/xe");
    expect(advice).toContain("--gpu MODEL");
  });

  it.each<[string, Ask, string]>([
    ["aks", {}, "kubernetes.azure.com/accelerator=nvidia"],
    ["eks-karpenter", {}, "karpenter.k8s.aws/instance-gpu-manufacturer=nvidia"],
    ["eks-karpenter", { vendor: "amd" }, "karpenter.k8s.aws/instance-gpu-manufacturer=amd"],
    ["eks-auto-mode", {}, "eks.amazonaws.com/instance-gpu-manufacturer=nvidia"],
    ["aks", { vendor: "amd" }, ""],
  ])("selects what %s guarantees for %o", (platform, ask, expected) => {
    expect(selects(platform, ask)).toBe(expected);
  });

  it("is an error on Autopilot, with the models it has", () => {
    const { code, advice, why } = problem("gke-autopilot");
    expect(code).toBe("model-needed");
    expect(advice).toMatch(/^Name one with --gpu: h100, .*t4/);
    expect(advice).not.toContain("v100");
    expect(why).toContain("rejects");
  });
});

describe("tolerations", () => {
  it.each<[string, Ask, readonly string[]]>([
    ["generic", {}, [NVIDIA]],
    ["generic", { vendor: "amd" }, [AMD]],
    ["generic", { model: "intel-max-1550" }, []],
    ["gke", {}, []],
    ["gke", { model: "gb200", count: 4 }, [ARM]],
    ["gke-autopilot", { model: "l4" }, []],
    ["gke-autopilot", { model: "gb300", count: 4 }, [ARM]],
    ["eks", {}, [NVIDIA]],
    ["eks", { model: "t4g" }, [NVIDIA]],
    ["eks-karpenter", {}, [NVIDIA]],
    ["eks-karpenter", { model: "radeon-pro-v520" }, [AMD]],
    ["eks-auto-mode", {}, [NVIDIA]],
    ["aks", {}, ["sku Equal gpu NoSchedule", NVIDIA]],
    ["aks", { model: "mi300x" }, ["sku Equal gpu NoSchedule", AMD]],
  ])("on %s for %o are %o", (platform, ask, expected) => {
    expect(tolerates(platform, ask)).toEqual(expected);
  });
});

describe("spot", () => {
  it.each<[string, Ask, string, readonly string[]]>([
    ["gke", {}, "cloud.google.com/gke-spot=true", ["cloud.google.com/gke-spot Equal true NoSchedule"]],
    ["gke-autopilot", { model: "l4" }, `${GKE}=nvidia-l4 & cloud.google.com/gke-spot=true`, []],
    ["eks", {}, "eks.amazonaws.com/capacityType=SPOT", [NVIDIA]],
    [
      "eks-karpenter",
      {},
      "karpenter.k8s.aws/instance-gpu-manufacturer=nvidia & karpenter.sh/capacity-type=spot",
      [NVIDIA],
    ],
    [
      "eks-auto-mode",
      { model: "l4" },
      "eks.amazonaws.com/instance-gpu-name=l4 & karpenter.sh/capacity-type=spot",
      [NVIDIA],
    ],
    [
      "aks",
      {},
      "kubernetes.azure.com/accelerator=nvidia & kubernetes.azure.com/scalesetpriority=spot",
      ["sku Equal gpu NoSchedule", NVIDIA, "kubernetes.azure.com/scalesetpriority Equal spot NoSchedule"],
    ],
  ])("on %s with %o selects %s", (platform, ask, expected, tolerations) => {
    expect(selects(platform, { ...ask, spot: true })).toBe(expected);
    expect(tolerates(platform, { ...ask, spot: true })).toEqual(tolerations);
  });

  it("has a notice only where a source says how long", () => {
    expect(placed("gke", { spot: true }).spotNoticeSeconds).toBe(15);
    expect(placed("gke-autopilot", { model: "l4", spot: true }).spotNoticeSeconds).toBe(15);
    expect(placed("aks", { spot: true }).spotNoticeSeconds).toBe(30);
    expect(placed("eks", { spot: true }).spotNoticeSeconds).toBe(120);
    expect(placed("oke", { spot: true }).spotNoticeSeconds).toBeNull();
  });

  it("does not exist on a generic cluster", () => {
    expect(problem("generic", { spot: true })).toMatchObject({
      code: "spot-not-on-platform",
      advice:
        "Name the cloud with --platform: gke, gke-autopilot, eks, eks-karpenter, eks-auto-mode, aks, aks-nap, oke.",
    });
  });
});

describe("annotations against eviction", () => {
  const autoscaler = "cluster-autoscaler.kubernetes.io/safe-to-evict=false";
  const karpenter = "karpenter.sh/do-not-disrupt=true";

  it.each<[string, readonly string[]]>([
    ["generic", [autoscaler, karpenter]],
    ["generic-amd", [autoscaler, karpenter]],
    ["gke", [autoscaler]],
    ["eks", [autoscaler]],
    ["eks-karpenter", [karpenter]],
    ["eks-auto-mode", [karpenter]],
    ["aks", [autoscaler]],
  ])("on %s are %o", (platform, expected) => {
    const written = placed(platform).evictionAnnotations.map(({ value }) => `${value.key}=${value.value}`);
    expect(written).toEqual(expected);
  });
});

describe("vendor and resource", () => {
  it.each<[string, Ask, string, string]>([
    ["generic", {}, "generic-nvidia", "nvidia.com/gpu"],
    ["generic", { vendor: "amd" }, "generic-amd", "amd.com/gpu"],
    ["generic", { vendor: "intel", asksBy: "gpu.intel.com/xe" }, "generic-intel", "gpu.intel.com/xe"],
    ["generic", { vendor: "intel", asksBy: "gpu.intel.com/i915" }, "generic-intel", "gpu.intel.com/i915"],
    ["generic", { model: "mi325x" }, "generic-amd", "amd.com/gpu"],
    ["generic", { model: "intel-max-1550" }, "generic-intel", "gpu.intel.com/i915"],
    ["aks", { model: "mi300x" }, "aks", "amd.com/gpu"],
    ["aks", {}, "aks", "nvidia.com/gpu"],
  ])("on %s with %o are %s and %s", (platform, ask, name, resource) => {
    expect(placed(platform, ask)).toMatchObject({ platform: name, resource });
  });

  it("come with a word where images have to be built for another CPU", () => {
    expect(placed("gke", { model: "gb200", count: 4 }).notes?.map((note) => note.value)).toEqual([
      "nodes with gb200 are arm64: the image must be built for arm64",
    ]);
    expect(placed("gke", { model: "l4" }).notes).toBeUndefined();
  });
});

describe("a number of GPUs", () => {
  it("may be smaller than a machine's, except on Autopilot", () => {
    expect(selects("gke", { model: "h200", count: 3 })).toBe(`${GKE}=nvidia-h200-141gb`);
    expect(problem("gke-autopilot", { model: "l4", count: 3 })).toMatchObject({
      code: "count-not-on-platform",
      advice: "Ask for 1, 2, 4 or 8 per pod.",
    });
  });

  it.each<[string, Ask, string]>([
    ["gke", { model: "h200", count: 16 }, "h200 nodes on gke have 8 GPUs"],
    ["eks", { model: "t4", count: 9 }, "t4 nodes on eks have 1, 4 or 8 GPUs"],
    ["eks-karpenter", { model: "a100-80gb", count: 16 }, "a100-80gb nodes on eks-karpenter have 8 GPUs"],
    ["eks-auto-mode", { model: "t4g", count: 4 }, "t4g nodes on eks-auto-mode have 1 or 2 GPUs"],
    ["aks", { model: "h100-nvl", count: 4 }, "h100-nvl nodes on aks have 1 or 2 GPUs"],
  ])("that no node of %s has is refused: %o", (platform, ask, why) => {
    const refusal = problem(platform, ask);
    expect(refusal.code).toBe("count-not-on-platform");
    expect(refusal.why).toContain(why);
  });

  it("is not judged where nothing is known of the machines", () => {
    expect(selects("generic", { model: "h100-nvl", count: 64 })).toBe(`${GFD}=NVIDIA-H100-NVL`);
    expect(selects("doks", { model: "h100", count: 16 })).toBe("doks.digitalocean.com/gpu-model=h100");
  });
});

describe("a wrong name", () => {
  it.each<[string, Ask, CatalogCode, RegExp]>([
    ["gke", { model: "h1000" }, "unknown-model", /Did you mean "h100"\?/],
    ["gke", { model: "H100" }, "unknown-model", /Did you mean "h100"\?/],
    ["gke", { model: "nvidia-tesla-t4" }, "unknown-model", /Did you mean "t4"\?/],
    ["generic", { model: "flex-170" }, "unknown-model", /Did you mean "intel-flex-170"\?/],
    ["gke", { model: "a100" }, "unknown-model", /a100-40gb or a100-80gb/],
    ["gke", { model: "v100" }, "unknown-model", /v100-16gb or v100-32gb/],
    ["gcp", { model: "h100" }, "unknown-platform", /Did you mean "gke"\?|platforms are/],
    [
      "gke",
      { model: "mi300x" },
      "model-not-on-platform",
      /known to have mi300x \(generic-amd, aks, aks-nap, oke, doks\)/,
    ],
    ["gke", { model: "b300" }, "model-not-on-platform", /^Take a model of gke \(b200, h100/],
    [
      "generic-nvidia",
      { model: "mi300x" },
      "model-not-on-platform",
      /\(generic-amd, aks, aks-nap, oke, doks\)/,
    ],
    ["aks", { model: "rtx-pro-6000" }, "model-not-on-platform", /a model of aks \(/],
    ["minikube", { model: "t4" }, "model-not-on-platform", /^Leave the model out, or name a platform/],
    ["gke", { vendor: "google" }, "model-needed", /--gpu: tpu-v4, tpu-v5e/],
    ["gke", { model: "l4", topology: "2x2" }, "topology-not-for-model", /Leave --topology out/],
    ["oke", { model: "h100", spot: true }, "spot-not-for-model", /Leave --spot out/],
    ["vultr", {}, "unknown-platform", /--platform generic-nvidia/],
    ["generic", { model: "h100", vendor: "amd" }, "vendor-model-conflict", /Leave the vendor out/],
    [
      "gke",
      { vendor: "amd" },
      "vendor-not-on-platform",
      /amd accelerators \(generic-amd, eks-karpenter, aks/,
    ],
    ["generic-nvidia", { vendor: "intel" }, "vendor-not-on-platform", /vendor of generic-nvidia \(nvidia\)/],
  ])("on %s with %o is %s", (platform, ask, code, advice) => {
    const refusal = problem(platform, ask);
    expect(refusal.code).toBe(code);
    expect(refusal.advice).toMatch(advice);
  });

  it("says why a model is left out where the notes have it", () => {
    expect(problem("aks", { model: "rtx-pro-6000" }).why).toBe(
      "Which of its VM sizes have whole GPUs was not verified.",
    );
    expect(problem("coreweave", { model: "a100-80gb" }).why).toContain("which memory the A100 of");
    expect(problem("minikube", { model: "h100" }).why).toContain("carries no label");
    expect(problem("eks-auto-mode", { model: "v100-16gb" }).why).toContain("does not have p3");
  });
});

describe("a slice of a TPU", () => {
  const v5e = (ask: Ask): Ask => ({ model: "tpu-v5e", count: 4, ...ask });

  it.each<[string, Ask, string, number]>([
    ["one machine, by its chips", {}, "2x2", 1],
    ["one machine of eight chips", { count: 8 }, "2x4", 1],
    ["two machines in the shape of one of eight chips", { topology: "2x4" }, "2x4", 2],
    ["the shape that was named", { topology: "4x4" }, "4x4", 4],
    ["the shape of the manifest, where none is named", { topologyNow: "8x8" }, "8x8", 16],
    [
      "the shape that was named rather than that of the manifest",
      { topology: "4x4", topologyNow: "8x8" },
      "4x4",
      4,
    ],
    ["one machine where the manifest's shape does not fit", { count: 8, topologyNow: "4x4" }, "2x4", 1],
  ])("is %s", (_, ask, topology, hosts) => {
    const placement = placed("gke", v5e(ask));
    expect(placement.slice).toEqual({ topology, hosts });
    expect(selects("gke", v5e(ask))).toContain(`${SHAPE}=${topology}`);
  });

  it("asks for the chips of a machine where machines of two sizes make the shape", () => {
    expect(selects("gke", v5e({ topology: "2x4" }))).toBe(
      `${TPU}=tpu-v5-lite-podslice & ${SHAPE}=2x4 & ${CHIPS}=4`,
    );
    expect(selects("gke", v5e({ count: 8 }))).toContain(`${CHIPS}=8`);
    expect(selects("gke", v5e({ topology: "4x4" }))).not.toContain(CHIPS);
  });

  it.each<[Ask, CatalogCode, RegExp]>([
    [{ count: 2 }, "count-not-on-platform", /Ask for 1, 4 or 8 per pod/],
    [
      { topology: "4x5" },
      "topology-unknown",
      /Did you mean "4x4"\? With 4 chips per pod the shapes are 2x2, 2x4, 4x4/,
    ],
    [{ count: 8, topology: "4x4" }, "topology-unknown", /With 8 chips per pod the shapes are 2x4\./],
  ])("is refused with %o as %s", (ask, code, advice) => {
    const refusal = problem("gke", v5e(ask));
    expect(refusal.code).toBe(code);
    expect(refusal.advice).toMatch(advice);
  });
});

describe("what else a platform wants", () => {
  it("is a runtime class on k3s only", () => {
    expect(placed("k3s").runtimeClass?.value).toBe("nvidia");
    for (const platform of ["generic", "openshift", "minikube"])
      expect(placed(platform).runtimeClass).toBeNull();
  });

  it("is no runtime class where clusters come without any", () => {
    for (const platform of ["gke", "eks", "eks-karpenter", "eks-auto-mode", "aks", "aks-nap"])
      expect(placed(platform).runtimeClass?.value).toBeNull();
    expect(placed("gke-autopilot", { model: "l4" }).runtimeClass?.value).toBeNull();
  });

  it("is a pair of sharing labels on Autopilot", () => {
    const pairs = placed("gke-autopilot", { model: "l4" }).labelPairs.map((pair) => pair.value);
    expect(pairs).toEqual([
      ["cloud.google.com/gke-gpu-sharing-strategy", "cloud.google.com/gke-max-shared-clients-per-gpu"],
    ]);
    expect(placed("gke").labelPairs).toEqual([]);
  });

  it("is told where a label does not tell the model", () => {
    expect(placed("generic", { model: "gaudi2" }).notes?.[0]?.value).toContain("no label tells gaudi2");
  });

  it("counts cores where the pod asks by cores", () => {
    const cores = { model: "inferentia2", asksBy: "aws.amazon.com/neuroncore" };
    expect(selects("eks", { ...cores, count: 13 })).toBe(`${TYPE}=inf2.48xlarge`);
    expect(problem("eks", { ...cores, count: 25 }).message).toContain("25 Neuron cores");
  });

  it("keeps ranks on one family where a label means two", () => {
    expect(selects("eks-karpenter", { model: "h200", count: 8, uniform: true })).toBe(
      "karpenter.k8s.aws/instance-gpu-name=h200 & karpenter.k8s.aws/instance-family=p5e",
    );
  });
});

describe("a label that is recognised", () => {
  it.each([
    ["generic-amd", "amd.com/gpu.product-name", "AMD_Instinct_MI300X_OAM", "mi300x"],
    ["gke", TYPE, "a3-megagpu-8g", "h100"],
    ["eks-karpenter", TYPE, "g6.xlarge", "l4"],
    ["oke", TYPE, "BM.GPU4.8", "a100-40gb"],
  ])("tells the model: %s %s=%s", (platform, key, value, model) => {
    expect(catalog.modelsOf(platform, key, [value])).toEqual([model]);
  });
});

describe("a name that several models begin with", () => {
  it.each([
    ["mi300", "mi300a or mi300x"],
    ["a100", "a100-40gb or a100-80gb"],
    ["gaudi", "gaudi1, gaudi2 or gaudi3"],
    ["tpu-v5", "tpu-v5e or tpu-v5p"],
  ])("is not one model: %s", (name, choice) => {
    expect(problem("generic", { model: name }).advice).toBe(`Name one of them: ${choice}.`);
  });

  it("is a slip where it begins many", () => {
    expect(problem("generic", { model: "a1" }).message).toBe('unknown GPU model "a1"');
  });
});
