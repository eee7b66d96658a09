import { describe, expect, it } from "vitest";
import type { ModelRow } from "../../../src/gpu/rows.ts";
import { catalog, data, failure, sectionOf, show } from "./ask.ts";

/** First words of the lines that are about one model. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}([a-z]\S*)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "model");
}

/** A row of the list with what goes on below it. */
function rowOf(text: string, name: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`  ${name} `));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("     "));
  return lines.slice(start, end).join(" ").replace(/ +/g, " ").trim();
}

describe("the list of models", () => {
  it("has every model once, below its vendor and resource", async () => {
    const text = await show("models");
    expect(namesIn(text)).toEqual(catalog.models.map((model) => model.name));
    const headings = text.match(/^[a-z]+: .*$/gm);
    expect(headings).toEqual([
      "nvidia: NVIDIA GPU, nvidia.com/gpu",
      "amd: AMD GPU, amd.com/gpu",
      "intel: Intel GPU, gpu.intel.com/i915",
      "habana: Intel Gaudi, habana.ai/gaudi",
      "google: Google TPU, google.com/tpu",
      "aws: AWS Neuron, aws.amazon.com/neuron",
    ]);
  });

  it("tells memory, all numbers of GPUs that a node has somewhere, and every platform", async () => {
    const text = await show("models");
    expect(rowOf(text, "t4g")).toBe("t4g 16 GiB 1 2 eks eks-karpenter eks-auto-mode");
    expect(rowOf(text, "h100")).toBe(
      `h100 80 GiB 1 2 4 8 ${Object.keys(catalog.models[0]?.platforms ?? {}).join(" ")}`,
    );
    expect(rowOf(text, "mi308x")).toBe("mi308x generic-amd");
  });

  it("marks a size that no source was opened for, and says what the mark means", async () => {
    const text = await show("models");
    for (const model of catalog.models.filter((one) => one.memoryGib !== null))
      expect(rowOf(text, model.name).split(" ")[1], model.name).toBe(
        `${model.memoryIsSourced ? "" : "~"}${model.memoryGib}`,
      );
    expect(text).toContain("\n~ the nominal size, for which no source was opened\n");
    expect(await show("models", null, { platform: "lke" })).not.toContain("~");
  });

  it("is narrowed to a vendor", async () => {
    const text = await show("models", null, { vendor: "habana" });
    expect(namesIn(text)).toEqual(["gaudi1", "gaudi2", "gaudi3"]);
    expect(await data("models", null, { vendor: "habana" })).toMatchObject({
      models: [{ name: "gaudi1" }, { name: "gaudi2" }, { name: "gaudi3" }],
    });
  });

  it("is narrowed to a platform, with its numbers of GPUs and what selects a model there", async () => {
    const text = await show("models", null, { platform: "gke" });
    expect(rowOf(text, "t4")).toBe("t4 16 GiB 1 2 4 cloud.google.com/gke-accelerator = nvidia-tesla-t4");
    expect(text).not.toContain("eks");
    const { models, sources } = (await data("models", null, { platform: "gke" })) as {
      models: { name: string; platforms: object }[];
      sources: object;
    };
    expect(models.map((model) => model.name)).toEqual(namesIn(text));
    expect(models.every((model) => Object.keys(model.platforms).join() === "gke")).toBe(true);
    expect(Object.keys(sources)).toContain("gke-labels");
    expect(Object.keys(sources)).not.toContain("aks-labels");
  });

  it("takes generic for all vendors' components, and for those of one vendor", async () => {
    const all = namesIn(await show("models", null, { platform: "generic" }));
    expect(all).toEqual(expect.arrayContaining(["h100", "mi300x", "intel-max-1550", "gaudi3"]));
    expect(all).not.toContain("tpu-v5e");
    const amd = namesIn(await show("models", null, { platform: "generic", vendor: "amd" }));
    expect(amd).toEqual(
      catalog.models.filter((model) => "generic-amd" in model.platforms).map((model) => model.name),
    );
  });

  it("says why it is empty", async () => {
    const text = (await show("models", null, { platform: "minikube" })).replace(/\n +/g, " ");
    expect(text).toMatch(
      /^No model can be asked for on minikube\.\nminikube: minikube's node carries no label/,
    );
    expect(await data("models", null, { platform: "minikube" })).toEqual({ models: [], sources: {} });
  });
});

describe("a model in full", () => {
  it("tells for each platform the label, the rule for counts, and the value for pods that work together", async () => {
    const text = await show("models", "h100");
    expect(text).toMatch(/^h100: NVIDIA GPU \(nvidia\), 80 GiB \(nominal\)\nresource nvidia\.com\/gpu \[/);
    const gke = sectionOf(text, "gke");
    expect(gke[0]).toMatch(
      /^cloud\.google\.com\/gke-accelerator in nvidia-h100-80gb, nvidia-h100-mega-80gb \[gke-labels, .*2026-/,
    );
    expect(gke).toContain("pods that work together get one value: nvidia-h100-80gb");
    expect(gke).toContain("GPUs per node: 1, 2, 4, 8 (nvidia-h100-80gb)");
    expect(gke).toContain("per pod: up to 8");
    expect(sectionOf(text, "gke-autopilot")).toContain("per pod: exactly 1, 2, 4 or 8: all of a node");
    expect(sectionOf(text, "generic-nvidia")).toContain(
      "per pod: any number; how many a node has is not known",
    );
  });

  it("lists machines by their number of GPUs, with their EFA interfaces and cores", async () => {
    const eks = sectionOf(await show("models", "trainium1"), "eks");
    expect(eks[0]).toMatch(/^node\.kubernetes\.io\/instance-type in trn1\.2xlarge, /);
    expect(eks).toContain("Neuron devices per node: 1 (trn1.2xlarge), 16 (trn1.32xlarge, trn1n.32xlarge)");
    expect(eks).toContain("pods that work together get machines of one series: trn1 or trn1n");
    expect(eks).toContain("vpc.amazonaws.com/efa: 8 (trn1.32xlarge), 16 (trn1n.32xlarge)");
    expect(eks.filter((line) => line.startsWith("aws.amazon.com/neuroncore: 2 (trn1.2xlarge)"))).toHaveLength(
      1,
    );
  });

  it("tells what is understood but not written, and what is never sold as spot capacity", async () => {
    const text = await show("models", "mi300x");
    expect(sectionOf(text, "generic-amd").join("\n")).toContain(
      "understood, never written: amd.com/gpu.product-name in AMD_Instinct_MI300X_OAM, AMD_Instinct_MI300X [",
    );
    expect(sectionOf(text, "oke")).toContain("never spot: BM.GPU.MI300X.8");
  });

  it("tells the shapes of a TPU, and how many chips a pod takes", async () => {
    const gke = sectionOf(await show("models", "tpu-v5e"), "gke");
    expect(gke.join("\n")).toContain("cloud.google.com/gke-tpu-topology in 1x1, 2x2, 2x4, 4x4, ");
    expect(gke).toContain("slices of one machine: 1x1 with 1, 2x2 with 4, 2x4 with 8 chips per pod");
    expect(gke).toContain("slices of several machines: 4 chips per pod");
    expect(gke).toContain("per pod: exactly 1, 4 or 8: all of a node");
  });

  it("tells the taints that its pods meet, who tolerates them, and no others", async () => {
    const gb200 = await show("models", "gb200");
    const gke = sectionOf(gb200, "gke").filter((line) => line.startsWith("taint "));
    expect(gke.map((line) => line.replace(/ \[.*/, ""))).toEqual([
      "taint nvidia.com/gpu=present:NoSchedule on GPU pools that were created when the cluster already had another pool: the platform tolerates it",
      "taint kubernetes.io/arch=arm64:NoSchedule on arm64 nodes (GB200, GB300): tolerated",
    ]);
    expect(gb200).toContain("\nnodes are arm64: the image must be built for it\n");
    expect(sectionOf(await show("models", "h100"), "gke").join("\n")).not.toContain("arm64");
    const amd = sectionOf(await show("models", "mi300x"), "generic-amd").join("\n");
    expect(amd).toContain(
      "taint amd-dcm=up:NoExecute on nodes that AMD's GPU Operator is partitioning: not tolerated [",
    );
    expect(sectionOf(await show("models", "mi300x"), "aks").join("\n")).toContain(
      "taint sku=gpu:NoSchedule (convention) on GPU pools, as the guides create them: tolerated [",
    );
  });

  it("tells how MIG cuts it, by what resource, and which platform offers it how", async () => {
    const text = await show("models", "h100");
    expect(text).toContain("\n  1g.10gb     7  nvidia.com/mig-1g.10gb\n");
    expect(text).toContain("\n  1g.10gb+me  1  nvidia.com/mig-1g.10gb.me\n");
    const offers = sectionOf(text, "MIG by platform").join("\n");
    expect(offers).toContain("cloud.google.com/gke-gpu-partition-size 1g.10gb, 1g.20gb, ");
    expect(offers).toMatch(/^eks-karpenter: none: Karpenter launches no node/m);
    expect(sectionOf(await show("models", "l4"), "MIG")).toEqual(["none: it cannot be cut"]);
    expect(await show("models", "mi300x")).not.toContain("MIG");
  });

  it("tells apart the products that are cut differently", async () => {
    const several = catalog.models.filter((model) =>
      (model.mig ?? []).some((row) => row.products !== undefined),
    );
    expect(several.length).toBeGreaterThan(0);
    for (const model of several) {
      const text = (await show("models", model.name)).replace(/\n +/g, " ");
      for (const row of model.mig ?? [])
        if (row.products !== undefined) expect(text).toContain(`of ${row.products.join(", ")} [`);
    }
  });

  it("says what the labels leave open", async () => {
    expect(sectionOf(await show("models", "gaudi3"), "generic-intel").join("\n")).toContain(
      "caution: no label tells gaudi3 from other Gaudis",
    );
  });

  it("puts platforms of which the same is known together", async () => {
    const text = await show("models", "h100");
    expect(text).toContain("\nopenshift, k3s\n");
    const headings = text.match(/^[a-z].*$/gm) ?? [];
    const shown = headings.flatMap((line) => line.split(", "));
    for (const platform of Object.keys(catalog.models[0]?.platforms ?? {}))
      expect(shown.filter((name) => name === platform)).toHaveLength(1);
  });

  it("tells what is not generated and why, also where that is so for all models but some", async () => {
    const left = sectionOf(await show("models", "gb200"), "not generated");
    const text = left.join("\n");
    expect(text).toMatch(
      /^eks-karpenter: Karpenter's instance table does not have p6e-gb200 \[karpenter-aws-types; [a-z-]+, \d/m,
    );
    expect(text).toMatch(
      /^doks: DigitalOcean documents the label's value for h100 and mi300x only \[doks-docs; /m,
    );
    expect(left.map((line) => line.split(":")[0])).toEqual(
      catalog.platforms
        .map((row) => row.name)
        .filter((name) => left.some((line) => line.startsWith(`${name}:`))),
    );
    // The platform has none of the vendor: nothing is left out.
    expect(sectionOf(await show("models", "mi300x"), "not generated")).toEqual([]);
    expect(sectionOf(await show("models", "h100"), "not generated").join("\n")).not.toContain("doks");
  });

  it("is narrowed to a platform, and says so where it is not there", async () => {
    const text = await show("models", "h100", { platform: "eks" });
    expect(text).toContain("\neks\n");
    expect(text).not.toMatch(/\n(?:gke|aks|not generated)\n|gke-labels/);
    const nowhere = await show("models", "mi210", { platform: "aks" });
    expect(sectionOf(nowhere, "not generated")).toEqual(["aks: no source says that it offers mi210"]);
    const { platforms, omitted } = (await data("models", "h100", { platform: "eks" })) as ModelRow & {
      omitted: object[];
    };
    expect(Object.keys(platforms)).toEqual(["eks"]);
    expect(omitted).toEqual([]);
  });

  it("is given as data with the sources behind it", async () => {
    expect(await data("models", "p4")).toMatchObject({
      name: "p4",
      omitted: expect.arrayContaining([
        expect.objectContaining({
          model: "p4",
          platform: "generic-nvidia",
          reason: "its product label was only seen in third-party manifests",
        }),
      ]),
      // One that selects it, and one behind what is left out.
      sources: {
        "gke-labels": { repo: "GoogleCloudPlatform/cluster-autoscaler" },
        "linode-docs": {},
      },
    });
  });

  it.each([
    ["a100", '"a100" is not one model: there are a100-40gb and a100-80gb', "name one of them"],
    ["h1000", 'unknown GPU model "h1000"', 'did you mean "h100"? The models are h100, '],
    ["nvidia-tesla-t4", 'unknown GPU model "nvidia-tesla-t4"', 'did you mean "t4"? '],
  ])("is an error for %s, with the nearest name", async (name, message, advice) => {
    const error = await failure("models", name);
    expect(error.message).toBe(message);
    expect(error.advice).toContain(advice);
  });
});
