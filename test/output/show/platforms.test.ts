import { describe, expect, it } from "vitest";
import { catalog, data, sectionOf, show } from "./ask.ts";

function rowOf(text: string, name: string): string {
  return (new RegExp(`^${name} .*$`, "m").exec(text)?.[0] ?? "").replace(/ +/g, " ");
}

describe("the list of platforms", () => {
  it("has every platform once, with its number of models, spot capacity and vendors", async () => {
    const text = await show("platforms");
    const [, ...names] = [...(text.split("\n\n")[0]?.matchAll(/^\S+/gm) ?? [])].map(([name]) => name);
    expect(names).toEqual(catalog.platforms.map((row) => row.name));
    expect(rowOf(text, "gke")).toBe("gke 19 yes nvidia google GKE Standard");
    expect(rowOf(text, "doks")).toBe("doks 2 no nvidia amd DigitalOcean Kubernetes");
    expect(rowOf(text, "minikube")).toBe("minikube 0 no nvidia minikube");
  });

  it("names the resources of all vendors, and in a last line what is not supported", async () => {
    const text = (await show("platforms")).replace(/\n {2}/g, " ");
    expect(text).toContain("intel (gpu.intel.com/xe, gpu.intel.com/i915), habana (habana.ai/gaudi), ");
    for (const { name } of catalog.unsupported)
      expect(text.match(/^Not supported: .*$/m)?.[0].split(/[ ,:]+/)).toContain(name);
  });

  it("is narrowed to a vendor, whose models alone are counted", async () => {
    const text = await show("platforms", null, { vendor: "amd" });
    expect(text.match(/^[a-z]\S*/gm)?.slice(1)).toEqual([
      "generic-amd",
      "eks-karpenter",
      "aks",
      "aks-nap",
      "oke",
      "doks",
    ]);
    expect(rowOf(text, "doks")).toMatch(/^doks 1 no nvidia amd /);
    expect(text).toContain("\nResources: amd (amd.com/gpu)\n");
    const { platforms } = (await data("platforms", null, { vendor: "amd" })) as {
      platforms: { name: string }[];
    };
    expect(platforms.map((row) => row.name)).toEqual(text.match(/^[a-z]\S*/gm)?.slice(1));
  });

  it("is given as data with unsupported names and sources", async () => {
    expect(await data("platforms")).toMatchObject({
      platforms: catalog.platforms.map((row) => ({ name: row.name })),
      unsupported: catalog.unsupported,
      sources: { "gke-labels": { repo: "GoogleCloudPlatform/cluster-autoscaler" } },
    });
  });
});

describe("a platform in full", () => {
  it("tells taints by default and by convention, on which nodes, and who tolerates them", async () => {
    const gke = sectionOf(await show("platforms", "gke"), "taints of nodes").join("\n");
    expect(gke).toContain("google.com/tpu=present:NoSchedule on TPU pools: the platform tolerates it [");
    expect(gke).toContain(
      "cloud.google.com/gke-spot=true:NoSchedule on spot pools that node auto-provisioning creates: tolerated [",
    );
    const aks = sectionOf(await show("platforms", "aks"), "taints of nodes").join("\n");
    expect(aks).toContain(
      "sku=gpu:NoSchedule (convention) on GPU pools, as the guides create them: tolerated [",
    );
    const amd = sectionOf(await show("platforms", "generic-amd"), "taints of nodes");
    expect(amd.every((line) => line.includes(": not tolerated ["))).toBe(true);
    // Neither its value nor its effect is known.
    expect(sectionOf(await show("platforms", "coreweave"), "taints of nodes")).toEqual([
      "is_gpu on GPU nodes: tolerated [cw-refarch; sample, 2026-08-22]",
    ]);
  });

  it("tells the tolerations that are written, by vendor, and why one is not needed", async () => {
    const aks = sectionOf(await show("platforms", "aks"), "tolerations that are written").join("\n");
    expect(aks).toContain("nvidia: sku=gpu:NoSchedule [aks-gpu; official, ");
    expect(aks).toContain("amd: amd.com/gpu:NoSchedule op=Exists [");
    const gke = sectionOf(await show("platforms", "gke"), "tolerations that are written").join("\n");
    expect(gke).toContain("arm64 models: kubernetes.io/arch=arm64:NoSchedule [");
    expect(gke).toContain("not needed: GKE tolerates the taint that is named like a resource");
    expect(sectionOf(await show("platforms", "minikube"), "tolerations that are written")).toEqual(["none"]);
  });

  it("tells what happens without a model", async () => {
    const autopilot = sectionOf(await show("platforms", "gke-autopilot"), "without a model").join("\n");
    expect(autopilot).toContain("nvidia: an error: Autopilot creates the node for the pod");
    const nap = sectionOf(await show("platforms", "aks-nap"), "without a model").join("\n");
    expect(nap).toContain("amd: karpenter.azure.com/sku-gpu-manufacturer = amd [");
    const eks = sectionOf(await show("platforms", "eks"), "without a model").join("\n");
    expect(eks).toContain("no selector: node groups have no label");
  });

  it("tells the spot label, its tolerations, the notice and the capacity types", async () => {
    const text = await show("platforms", "aks");
    const spot = sectionOf(text, "spot").join("\n");
    expect(spot).toContain("kubernetes.azure.com/scalesetpriority = spot [");
    expect(spot).toContain("tolerated: kubernetes.azure.com/scalesetpriority=spot:NoSchedule [");
    expect(spot).toContain("time between notice and end: 30 s [");
    expect(sectionOf(text, "capacity types")[0]).toMatch(
      /^kubernetes\.azure\.com\/priority: spot, regular \[/,
    );
    expect(sectionOf(await show("platforms", "oke"), "spot")).toContain(
      "time between notice and end: not verified",
    );
    expect(sectionOf(await show("platforms", "k3s"), "spot")).toEqual(["no label asks for it here"]);
  });

  it("tells what makes nodes, where labels that it does not know make none", async () => {
    expect(sectionOf(await show("platforms", "eks-karpenter"), "nodes")).toEqual([
      "Karpenter makes them for a pod, and none for labels it does not know [karpenter-aws-sched; source-code, 2026-08-22]",
      "none for kubernetes.io/hostname and labels of karpenter.sh but karpenter.sh/nodepool, karpenter.sh/capacity-type [karpenter-core, karpenter-core-provisioner; source-code, 2026-11-30]",
    ]);
    expect(await show("platforms", "eks")).not.toContain("\nnodes\n");
  });

  it("tells runtime class, labels that go together, parts of GPUs and annotations", async () => {
    expect(sectionOf(await show("platforms", "k3s"), "runtime class")[0]).toMatch(
      /^GPU pods need runtimeClassName: nvidia \[k3s-docs; /,
    );
    const autopilot = await show("platforms", "gke-autopilot");
    expect(sectionOf(autopilot, "labels that go together")[0]).toContain(
      "cloud.google.com/gke-gpu-sharing-strategy and cloud.google.com/gke-max-shared-clients-per-gpu [",
    );
    expect(sectionOf(autopilot, "parts of a GPU (MIG)")[0]).toContain(
      "nvidia.com/gpu and the label cloud.google.com/gke-gpu-partition-size [",
    );
    expect(sectionOf(autopilot, "against eviction")[0]).toMatch(
      /^cluster-autoscaler\.kubernetes\.io\/safe-to-evict: "false" \[ca-faq; /,
    );
    expect(await show("platforms", "generic-amd")).not.toContain("MIG");
  });

  it("tells the rule for counts, and the models that are sold otherwise", async () => {
    const gke = sectionOf(await show("platforms", "gke"), "accelerators per pod");
    expect(gke).toEqual([
      "up to those of the largest machine with the model",
      "tpu-v4, tpu-v5e, tpu-v5p, tpu-v6e, tpu-v7: exactly those of a machine with the model",
    ]);
  });

  it("tells what keeps CPU pods off", async () => {
    const coreweave = sectionOf(await show("platforms", "coreweave"), "CPU pods");
    expect(coreweave[0]).toMatch(/^kept off GPU nodes by preferred node affinity: /);
    expect(coreweave.join(" ")).toMatch(/node\.coreweave\.cloud\/class NotIn gpu \[cw-sched; official, /);
    for (const platform of ["eks-karpenter", "aks"]) {
      const rows = catalog.keepOff.filter((row) => row.platform === platform);
      const lines = sectionOf(await show("platforms", platform), "CPU pods").join(" ");
      for (const { value } of rows.flatMap((row) => row.expressions)) expect(lines).toContain(value.key);
      expect(await data("platforms", platform)).toMatchObject({ keepOff: rows });
    }
    expect(sectionOf(await show("platforms", "minikube"), "CPU pods")).toEqual([
      "nothing keeps them off GPU nodes but taints",
    ]);
  });

  it("has all its models with what selects them, and says why others are not there", async () => {
    for (const platform of catalog.platforms) {
      const text = await show("platforms", platform.name);
      const rows = (/\nmodels\n([\s\S]*?)\n\n/.exec(text)?.[1] ?? "").split("\n");
      const names = rows
        .map((row) => /^ {2}([a-z]\S*) {2,}/.exec(row)?.[1])
        .filter((name) => name !== undefined);
      const expected = catalog.models.filter((model) => platform.name in model.platforms);
      expect(names, platform.name).toEqual(expected.map((model) => model.name));
    }
    expect(sectionOf(await show("platforms", "minikube"), "models")).toEqual([
      "none: no label of its nodes tells one",
    ]);
    const doks = sectionOf(await show("platforms", "doks"), "not generated");
    expect(doks).toHaveLength(1);
    expect(doks[0]).toMatch(/^other models: DigitalOcean documents the label's value .* only \[/);
    expect(sectionOf(await show("platforms", "aks-nap"), "not generated").join("\n")).toContain(
      "gb200, gb300, v710: Azure's API does not tell the GPUs",
    );
  });

  it("lists the labels that are understood, with their kind, below their sources", async () => {
    const text = await show("platforms", "gke");
    expect(text).toContain(
      "\nlabels that are understood\n  [gke-labels; source-code, 2026-08-22]\n    cloud.google.com/gke-accelerator (model)\n",
    );
    for (const label of catalog.labels.filter((row) => row.platforms.includes("gke")))
      expect(text).toContain(`    ${"name" in label ? label.name : label.pattern} (${label.kind})\n`);
  });

  it("has its remarks", async () => {
    expect.hasAssertions();
    for (const platform of catalog.platforms) {
      const text = (await show("platforms", platform.name)).replace(/\n {4}/g, " ");
      for (const remark of platform.remarks) expect(text).toContain(`  ${remark.value} [`);
    }
  });

  it("is shown for generic as what that means for each vendor", async () => {
    const text = await show("platforms", "generic");
    expect(text.match(/^generic-(?:nvidia|amd|intel): /gm)).toHaveLength(3);
    expect(await data("platforms", "generic")).toMatchObject({
      platforms: [{ name: "generic-nvidia" }, { name: "generic-amd" }, { name: "generic-intel" }],
    });
  });

  it("is answered for a name that is not supported with the reason and what to take", async () => {
    for (const row of catalog.unsupported) {
      const text = (await show("platforms", row.name)).replace(/\n {2}/g, " ");
      expect(text).toContain(`Not supported: ${row.reason}.`);
      expect(text).toContain(`take ${row.instead}.`);
      expect(await data("platforms", row.name)).toEqual(row);
    }
    expect(await show("platforms", "Vultr")).toBe(await show("platforms", "vultr"));
  });

  it("is given as data with its models, labels, what is left out, and sources", async () => {
    expect(await data("platforms", "doks")).toMatchObject({
      name: "doks",
      models: ["h100", "mi300x"],
      keepOff: [{ strength: "required" }],
      labels: expect.arrayContaining([expect.objectContaining({ name: "doks.digitalocean.com/gpu-model" })]),
      omitted: [{ model: "*" }],
      sources: { "doks-docs": {} },
    });
  });
});
