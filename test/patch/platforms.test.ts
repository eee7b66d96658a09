import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { deployment, gpus, job } from "./manifests.ts";

const pod = (outcome: ReturnType<typeof decide>) => outcome.patched.spec.template.spec;

describe("k3s", () => {
  it("gets the runtime class without which a container sees no GPU", () => {
    const outcome = decide(deployment(), "continuous", { platform: "k3s" });
    expect(pod(outcome).runtimeClassName).toBe("nvidia");
    expect(
      outcome.decision.operations.find(({ path }) => path.at(-1) === "runtimeClassName")?.sources,
    ).toEqual(["k3s-docs"]);
  });

  it("keeps a runtime class that is there, and says when it is no GPU runtime", () => {
    const nvidia = deployment({ pod: "runtimeClassName: nvidia-cdi" });
    expect(decide(nvidia, "continuous", { platform: "k3s" }).codes).not.toContain("runtime-class-kept");
    const kata = decide(deployment({ pod: "runtimeClassName: kata" }), "continuous", { platform: "k3s" });
    expect(pod(kata).runtimeClassName).toBe("kata");
    expect(kata.codes).toContain("runtime-class-kept");
  });

  it("loses it again with the GPU", () => {
    const there = decide(deployment(), "continuous", { platform: "k3s" });
    const away = decide(there.text, "bursty", { platform: "k3s" });
    expect(pod(away).runtimeClassName).toBeUndefined();
    expect(pod(decide(away.text, "continuous", { platform: "k3s" })).runtimeClassName).toBe("nvidia");
  });

  it.each(["generic", "gke", "eks", "aks", "openshift", "minikube"])(
    "is not %s, where a class that does not exist makes pod creation fail",
    (platform) => {
      expect(pod(decide(deployment(), "continuous", { platform })).runtimeClassName).toBeUndefined();
    },
  );
});

describe("Autopilot", () => {
  const STRATEGY = "cloud.google.com/gke-gpu-sharing-strategy";
  const CLIENTS = "cloud.google.com/gke-max-shared-clients-per-gpu";
  const shared = (...keys: readonly string[]) =>
    deployment({
      container: gpus(1),
      pod: `nodeSelector:\n${keys.map((key) => `  ${key}: "2"`).join("\n")}`,
    });
  const flags = { platform: "gke-autopilot" } as const;
  const L4 = "cloud.google.com/gke-accelerator";

  it("is told of one sharing label without the other", () => {
    const { decision } = decide(
      shared(L4, STRATEGY).replace(`${L4}: "2"`, `${L4}: nvidia-l4`),
      "continuous",
      flags,
    );
    const [warning] = decision.diagnostics.filter(({ code }) => code === "gpu-label-pair-missing");
    expect(warning?.message).toContain(CLIENTS);
    expect(warning?.location?.path).toContain(STRATEGY);
  });

  it("is told of no label that the same run takes out", () => {
    const manifest = shared(L4, STRATEGY).replace(`${L4}: "2"`, `${L4}: nvidia-l4`);
    const { codes, changes } = decide(manifest, "continuous", { ...flags, gpu: "l4" });
    expect(changes.join()).toContain(STRATEGY);
    expect(codes).not.toContain("gpu-label-pair-missing");
  });

  it("is content with both, and with none", () => {
    expect.hasAssertions();
    for (const keys of [[L4], [L4, STRATEGY, CLIENTS]]) {
      const manifest = shared(...keys).replace(`${L4}: "2"`, `${L4}: nvidia-l4`);
      expect(decide(manifest, "continuous", flags).codes).not.toContain("gpu-label-pair-missing");
    }
  });
});

describe("CPU pods", () => {
  it.each([
    ["aks-nap", [{ key: "karpenter.azure.com/sku-gpu-manufacturer", operator: "DoesNotExist" }]],
    [
      "oke",
      [
        { key: "nvidia.com/gpu", operator: "DoesNotExist" },
        { key: "amd.com/gpu", operator: "DoesNotExist" },
      ],
    ],
    ["doks", [{ key: "doks.digitalocean.com/gpu-brand", operator: "DoesNotExist" }]],
  ])("are kept off GPU nodes on %s, and let on again with the GPU", (platform, matchExpressions) => {
    const away = decide(deployment({ container: gpus(1) }), "bursty", { platform });
    const required = (outcome: typeof away) =>
      pod(outcome).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
    expect(required(away)).toEqual([{ matchExpressions }]);
    const back = JSON.stringify(required(decide(away.text, "continuous", { platform })) ?? []);
    for (const { key } of matchExpressions) expect(back).not.toContain(`"${key}"`);
  });

  it.each(["coreweave", "openshift", "k3s"])(
    "prefer other nodes on %s, where there may be none, and prefer nothing again with the GPU",
    (platform) => {
      const away = decide(deployment({ container: gpus(1) }), "bursty", { platform });
      const preferred = (outcome: typeof away) =>
        pod(outcome).affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
      expect(preferred(away)).toMatchObject([{ weight: 100 }]);
      expect(preferred(decide(away.text, "continuous", { platform }))).toBeUndefined();
    },
  );

  it.each(["gke-autopilot", "minikube"])("need nothing on %s", (platform) => {
    const manifest = deployment({
      container: gpus(1),
      pod: "nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}",
    });
    expect(pod(decide(manifest, "bursty", { platform })).affinity).toBeUndefined();
  });
});

describe("an accelerator that is no GPU", () => {
  it("is Gaudi on a generic cluster, found by its presence, with a warning about its generation", () => {
    const outcome = decide(job(), "training", { gpu: "gaudi2", gpus: 8 });
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "habana.ai/gaudi": 8 });
    expect(pod(outcome).nodeSelector).toEqual({ "intel.feature.node.kubernetes.io/gaudi": "true" });
    expect(outcome.codes).toContain("node-differs");
  });

  it("is a Neuron device, tolerated by the custom of AWS's guides", () => {
    const outcome = decide(deployment(), "continuous", { platform: "eks", gpu: "inferentia2" });
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "aws.amazon.com/neuron": 1 });
    expect(pod(outcome).tolerations).toEqual([
      { key: "aws.amazon.com/neuron", operator: "Exists", effect: "NoSchedule" },
    ]);
  });

  it("keeps asking by cores where the manifest does", () => {
    const manifest = deployment({ container: "resources:\n  limits:\n    aws.amazon.com/neuroncore: 4" });
    const outcome = decide(manifest, "continuous", { platform: "eks", vendor: "aws" });
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "aws.amazon.com/neuroncore": 4 });
  });

  it("keeps asking by cores where a model is named, on machines that have enough of them", () => {
    const manifest = deployment({ container: "resources:\n  limits:\n    aws.amazon.com/neuroncore: 16" });
    const outcome = decide(manifest, "continuous", { platform: "eks", gpu: "inferentia2" });
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "aws.amazon.com/neuroncore": 16 });
    expect(pod(outcome).nodeSelector).toEqual({ "node.kubernetes.io/instance-type": "inf2.48xlarge" });
    expect(decide(manifest, "continuous", { platform: "eks", gpu: "l4" }).codes).not.toContain(
      "second-accelerator",
    );
    const many = deployment({ container: "resources:\n  limits:\n    aws.amazon.com/neuroncore: 64" });
    expect(decide(many, "continuous", { platform: "eks" }).codes).not.toContain("count-not-on-platform");
  });

  it.each(["huawei.com/Ascend910A", "cambricon.com/mlu", "hygon.com/dcunum", "enflame.com/gcu"])(
    "and is only recognised, %s, leaves with bursty and is replaced by a model",
    (resource) => {
      const manifest = deployment({ container: `resources:\n  limits:\n    ${resource}: 2` });
      expect(JSON.stringify(pod(decide(manifest, "bursty")).containers)).not.toContain(resource);
      const replaced = decide(manifest, "continuous", { gpu: "l4" });
      expect(pod(replaced).containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 2 });
    },
  );
});
