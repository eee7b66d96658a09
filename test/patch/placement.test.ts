import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers } from "../../src/k8s/scheduling/tolerations.ts";
import { decide } from "./decide.ts";
import { deployment, gpus, job, statefulSet } from "./manifests.ts";

const WHOLE = ["cloud.google.com/gke-gpu-sharing-strategy", "cloud.google.com/gke-gpu-partition-size"].map(
  (key) => ({ key, operator: "DoesNotExist" }),
);
const L4_ON_GKE = { platform: "gke", gpu: "l4" } as const;
const GKE_MODEL = "cloud.google.com/gke-accelerator";

const pod = (outcome: ReturnType<typeof decide>) => outcome.patched.spec.template.spec;

const selecting = (...entries: readonly string[]) =>
  deployment({ pod: `nodeSelector:\n${entries.map((entry) => `  ${entry}`).join("\n")}` });

const requiring = (...terms: readonly string[]) =>
  deployment({
    pod: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
${terms.map((term) => `      - ${term}`).join("\n")}`,
  });

const terms = (outcome: ReturnType<typeof decide>) =>
  pod(outcome).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;

describe("tolerations", () => {
  it("are written even where the platform may not taint its nodes", () => {
    expect(pod(decide(deployment(), "continuous")).tolerations).toEqual([
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ]);
  });

  it("are left to GKE, which injects that very key", () => {
    expect(pod(decide(deployment(), "continuous", L4_ON_GKE)).tolerations).toBeUndefined();
  });

  it("of AKS include the habit of its manuals", () => {
    const { tolerations } = pod(decide(deployment(), "continuous", { platform: "aks" }));
    expect(tolerations).toContainEqual({ key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" });
    expect(tolerations).toContainEqual({ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" });
  });

  it("stay beside those of the team", () => {
    const manifest = deployment({ pod: "tolerations:\n- key: team\n  operator: Exists" });
    expect(pod(decide(manifest, "continuous")).tolerations).toHaveLength(2);
  });

  it.each([
    ["{operator: Exists}"],
    ["{key: nvidia.com/gpu, operator: Exists}"],
    ["{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}"],
    ['{key: "", operator: Exists, effect: NoSchedule}'],
  ])("that cover the taint already mean no addition: %s", (toleration) => {
    const manifest = deployment({ pod: `tolerations:\n- ${toleration}` });
    expect(decide(manifest, "continuous").changes.filter((change) => change.includes("tolerations"))).toEqual(
      [],
    );
  });

  it.each([
    ["generic", "{key: nvidia.com/gpu, operator: Exists, effect: NoExecute}"],
    ["generic", "{key: amd.com/gpu, operator: Exists}"],
    ["generic", "{key: nvidia.com/gpu, operator: Equal, value: present, effect: NoSchedule}"],
    ["oke", '{key: nvidia.com/gpu, operator: Equal, value: "true", effect: NoSchedule}'],
    ["oke", "{key: nvidia.com/gpu}"],
  ])("that cover less do not, on %s: %s", (platform, toleration) => {
    const manifest = deployment({ pod: `tolerations:\n- ${toleration}` });
    expect(pod(decide(manifest, "continuous", { platform })).tolerations).toHaveLength(2);
  });

  it.each([
    ["oke", "{key: nvidia.com/gpu, value: present}"],
    ["oke", "{key: nvidia.com/gpu, operator: Equal, value: present, effect: NoSchedule}"],
  ])("that compare the value of the platform do: %s, %s", (platform, toleration) => {
    const manifest = deployment({ pod: `tolerations:\n- ${toleration}` });
    expect(pod(decide(manifest, "continuous", { platform })).tolerations).toHaveLength(1);
  });

  it("with Exists cover those with Equal, and without effect all effects", () => {
    const equal = { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" };
    expect(covers({ key: "sku", operator: "Exists", value: null, effect: null }, equal)).toBe(true);
    expect(covers({ key: "sku", operator: null, value: "gpu", effect: null }, equal)).toBe(true);
    expect(covers({ key: "sku", operator: null, value: "cpu", effect: null }, equal)).toBe(false);
    expect(covers(equal, { ...equal, operator: "Exists", value: null })).toBe(false);
    expect(covers(equal, { ...equal, effect: null })).toBe(false);
  });
});

describe("which nodes", () => {
  it("no model on a generic cluster: nothing selects, and --explain says why", () => {
    const outcome = decide(deployment(), "continuous");
    expect(pod(outcome).nodeSelector).toBeUndefined();
    expect(pod(outcome).affinity).toBeUndefined();
    expect(outcome.decision.notes).toHaveLength(1);
  });

  it("a model on GKE: the label its autoscaler knows", () => {
    expect(pod(decide(deployment(), "continuous", L4_ON_GKE)).nodeSelector).toEqual({
      [GKE_MODEL]: "nvidia-l4",
    });
  });

  it("no model on Autopilot: an error asks for one", () => {
    expect(decide(deployment(), "continuous", { platform: "gke-autopilot" }).codes).toEqual(["model-needed"]);
  });

  it("several label values for one model: required affinity", () => {
    const outcome = decide(deployment(), "continuous", { gpu: "h100" });
    expect(terms(outcome)).toHaveLength(1);
    expect(terms(outcome)[0].matchExpressions[0]).toMatchObject({
      key: "nvidia.com/gpu.product",
      operator: "In",
    });
  });

  it("a model the platform has not, or a count no node has, is an error", () => {
    expect(decide(deployment(), "continuous", { platform: "gke", gpu: "mi300x" }).codes).toEqual([
      "model-not-on-platform",
    ]);
    expect(decide(deployment(), "continuous", { platform: "gke", gpu: "l4", gpus: 16 }).codes).toEqual([
      "count-not-on-platform",
    ]);
    expect(decide(deployment(), "continuous", { gpu: "h100", vendor: "amd" }).codes).toEqual([
      "vendor-model-conflict",
    ]);
    expect(decide(deployment(), "continuous", { vendor: "nvidea" }).codes).toEqual(["unknown-vendor"]);
    expect(decide(deployment(), "continuous", { platform: "gek" }).codes).toEqual(["unknown-platform"]);
    expect(decide(deployment(), "continuous", { gpu: "h1000" }).codes).toEqual(["unknown-model"]);
  });

  it("team selectors stay", () => {
    const outcome = decide(selecting("disk: ssd"), "continuous", L4_ON_GKE);
    expect(pod(outcome).nodeSelector).toEqual({ disk: "ssd", [GKE_MODEL]: "nvidia-l4" });
  });
});

describe("only what is needed", () => {
  it("a selector that pins the same GPUs gets no second one", () => {
    const outcome = decide(selecting(`${GKE_MODEL}: nvidia-l4`), "continuous", L4_ON_GKE);
    expect(outcome.changes.filter((change) => change.includes("nodeSelector"))).toEqual([]);
  });

  it("nor does an affinity expression that pins them", () => {
    const manifest = requiring(`matchExpressions: [{key: ${GKE_MODEL}, operator: In, values: [nvidia-l4]}]`);
    const outcome = decide(manifest, "continuous", L4_ON_GKE);
    const { matchExpressions } = terms(outcome)[0];
    expect(matchExpressions.filter(({ key }: { key: string }) => key === GKE_MODEL)).toHaveLength(1);
    expect(pod(outcome).nodeSelector).toBeUndefined();
  });

  it("nor does a label of another kind for the same model", () => {
    const outcome = decide(selecting("nvidia.com/gpu.product: NVIDIA-L4"), "continuous", { gpu: "l4" });
    expect(pod(outcome).nodeSelector).toEqual({ "nvidia.com/gpu.product": "NVIDIA-L4" });
    expect(terms(outcome)).toBeUndefined();
  });

  it("a platform's own label for the model is enough where no platform was named", () => {
    const outcome = decide(selecting(`${GKE_MODEL}: nvidia-l4`), "continuous", { gpu: "l4" });
    expect(pod(outcome).nodeSelector).toEqual({ [GKE_MODEL]: "nvidia-l4" });
    expect(terms(outcome)).toBeUndefined();
  });
});

describe("affinity", () => {
  const zone = (name: string) => `matchExpressions: [{key: zone, operator: In, values: [${name}]}]`;

  it("is added to every term, never as a new term that would widen the choice", () => {
    const outcome = decide(requiring(zone("a"), zone("b")), "continuous", { gpu: "h100" });
    expect(terms(outcome)).toHaveLength(2);
    for (const term of terms(outcome))
      expect(term.matchExpressions.map(({ key }: { key: string }) => key)).toEqual([
        "zone",
        "nvidia.com/gpu.product",
      ]);
  });

  it("is added to a term that only matches fields", () => {
    const field = "matchFields: [{key: metadata.name, operator: In, values: [node-1]}]";
    const outcome = decide(requiring(field), "continuous", { gpu: "h100" });
    expect(terms(outcome)[0].matchExpressions).toHaveLength(1);
    expect(terms(outcome)[0].matchFields).toHaveLength(1);
  });

  it("leaves a term that matches nothing as it is", () => {
    const outcome = decide(requiring(zone("a"), "matchExpressions: []"), "continuous", { gpu: "h100" });
    expect(terms(outcome)[0].matchExpressions).toHaveLength(2);
    expect(terms(outcome)[1].matchExpressions).toEqual([]);
    expect(decide(requiring("{}"), "continuous", { gpu: "h100" }).codes).toContain("empty-affinity-term");
  });

  it("narrows a list of models that is there", () => {
    const manifest = requiring(
      "matchExpressions: [{key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4, Tesla-T4]}]",
    );
    const outcome = decide(manifest, "continuous", { gpu: "l4" });
    expect(outcome.codes).not.toContain("selector-fights");
    const selects = JSON.stringify([terms(outcome), pod(outcome).nodeSelector]);
    expect(selects).toContain("NVIDIA-L4");
  });
});

describe("what fights the answer", () => {
  it("another model's selector is replaced when the model was named", () => {
    const outcome = decide(selecting(`${GKE_MODEL}: nvidia-tesla-t4`), "continuous", L4_ON_GKE);
    expect(pod(outcome).nodeSelector).toEqual({ [GKE_MODEL]: "nvidia-l4" });
  });

  it("another platform's selector goes when the platform was named", () => {
    const manifest = selecting("karpenter.k8s.aws/instance-gpu-name: l4", "team: vision");
    const outcome = decide(manifest, "continuous", L4_ON_GKE);
    expect(pod(outcome).nodeSelector).toEqual({ team: "vision", [GKE_MODEL]: "nvidia-l4" });
  });

  it("a selector that is left empty goes as a whole", () => {
    const outcome = decide(selecting("karpenter.k8s.aws/instance-gpu-name: l9"), "continuous", {
      platform: "generic",
    });
    expect(pod(outcome).nodeSelector).toBeUndefined();
    expect(outcome.patched.spec.template.spec).not.toHaveProperty("nodeSelector");
  });

  it("another model's affinity expression becomes the answer's, in its place", () => {
    const manifest = requiring(
      `matchExpressions: [{key: zone, operator: In, values: [a]}, {key: ${GKE_MODEL}, operator: In, values: [nvidia-tesla-t4]}]`,
    );
    const outcome = decide(manifest, "continuous", L4_ON_GKE);
    expect(terms(outcome)[0].matchExpressions).toEqual([
      { key: "zone", operator: "In", values: ["a"] },
      { key: GKE_MODEL, operator: "In", values: ["nvidia-l4"] },
      ...WHOLE,
    ]);
    expect(pod(outcome).nodeSelector).toBeUndefined();
  });

  it("a term never becomes empty: the only condition of the only term takes the block with it", () => {
    const manifest = requiring(
      "matchExpressions: [{key: karpenter.k8s.aws/instance-gpu-name, operator: Exists}]",
    );
    const outcome = decide(manifest, "continuous", { platform: "generic" });
    expect(pod(outcome).affinity).toBeUndefined();
  });

  it("an OR of fighting terms alone goes as a whole", () => {
    const manifest = requiring(
      "matchExpressions: [{key: karpenter.k8s.aws/instance-gpu-name, operator: In, values: [t4]}]",
      "matchExpressions: [{key: cloud.google.com/gke-accelerator, operator: Exists}]",
    );
    expect(pod(decide(manifest, "continuous", { platform: "generic" })).affinity).toBeUndefined();
  });

  it("an OR of a fighting term and another is refused where nothing can stand in for it", () => {
    const manifest = requiring(
      "matchExpressions: [{key: karpenter.k8s.aws/instance-gpu-name, operator: In, values: [t4]}]",
      "matchExpressions: [{key: zone, operator: In, values: [a]}]",
    );
    expect(decide(manifest, "continuous", { platform: "generic" }).codes).toEqual(["or-of-affinity-terms"]);
  });

  it("another vendor's selector goes with the vendor", () => {
    const manifest = deployment({
      container: gpus(1),
      pod: "nodeSelector:\n  nvidia.com/gpu.present: 'true'",
    });
    const outcome = decide(manifest, "continuous", { vendor: "amd" });
    expect(pod(outcome).nodeSelector).toBeUndefined();
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "amd.com/gpu": 1 });
  });

  it("the other capacity type is replaced by --spot", () => {
    const manifest = selecting("karpenter.sh/capacity-type: on-demand");
    const outcome = decide(manifest, "continuous", { platform: "eks-karpenter", gpu: "l4", spot: true });
    expect(pod(outcome).nodeSelector["karpenter.sh/capacity-type"]).toBe("spot");
  });

  it("keeping off GPU nodes fights too", () => {
    const manifest = requiring("matchExpressions: [{key: nvidia.com/gpu.present, operator: DoesNotExist}]");
    expect(decide(manifest, "continuous").codes).toContain("selector-fights");
    const outcome = decide(manifest, "continuous", { gpu: "l4" });
    expect(JSON.stringify(pod(outcome))).not.toContain("DoesNotExist");
  });

  it("is kept with a warning when neither model nor platform was named", () => {
    const manifest = deployment({
      container: gpus(1),
      pod: "nodeSelector:\n  amd.com/gpu.device-id: 74a1",
    });
    const outcome = decide(manifest, "continuous");
    expect(outcome.codes).toContain("selector-fights");
    expect(pod(outcome).nodeSelector).toEqual({ "amd.com/gpu.device-id": "74a1" });
  });
});

describe("volumes", () => {
  it("that are claimed may be bound to a zone without GPUs", () => {
    const volume = "volumes:\n- name: data\n  persistentVolumeClaim: {claimName: data}";
    expect(decide(deployment({ pod: volume }), "continuous").codes).toContain("volume-may-pin-zone");
    expect(decide(deployment({ pod: volume, container: gpus(1) }), "continuous").codes).not.toContain(
      "volume-may-pin-zone",
    );
    expect(decide(deployment({ pod: volume, container: gpus(1) }), "continuous", L4_ON_GKE).codes).toContain(
      "volume-may-pin-zone",
    );
    const templates =
      "volumeClaimTemplates:\n- metadata: {name: data}\n  spec: {accessModes: [ReadWriteOnce]}";
    expect(decide(statefulSet({ spec: templates }), "continuous").codes).toContain("volume-may-pin-zone");
    expect(decide(job({ pod: "volumes:\n- name: tmp\n  emptyDir: {}" }), "training").codes).not.toContain(
      "volume-may-pin-zone",
    );
  });
});

describe("what is worth a remark", () => {
  it("a selector of a platform that was not named", () => {
    const outcome = decide(selecting(`${GKE_MODEL}: nvidia-l4`), "continuous");
    expect(outcome.decision.diagnostics.find(({ code }) => code === "platform-not-named")).toMatchObject({
      location: { path: `spec.template.spec.nodeSelector["${GKE_MODEL}"]` },
    });
    expect(
      decide(selecting(`${GKE_MODEL}: nvidia-l4`), "continuous", { platform: "gke" }).codes,
    ).not.toContain("platform-not-named");
  });

  it("a pod that is bound to a node, when it moves", () => {
    expect(decide(deployment({ pod: "nodeName: box-1" }), "continuous").codes).toContain("node-is-named");
  });

  it("a machine type that is not known to have GPUs", () => {
    const on = (type: string) =>
      decide(selecting(`node.kubernetes.io/instance-type: ${type}`), "continuous").codes;
    expect(on("m5.large")).toContain("machine-not-known");
    expect(on("p5.48xlarge")).not.toContain("machine-not-known");
  });

  it("is said of nothing that the same run takes out or rewrites", () => {
    const flags = { platform: "eks", gpu: "l4" } as const;
    const machine = "node.kubernetes.io/instance-type";
    const notes = (manifest: string) =>
      decide(manifest, "continuous", flags).decision.diagnostics.flatMap(({ code, location }) =>
        code === "machine-not-known" ? [location?.path] : [],
      );
    expect(notes(selecting(`${machine}: m5.large`))).toEqual([]);
    expect(
      notes(requiring(`matchExpressions: [{key: ${machine}, operator: In, values: [m5.large]}]`)),
    ).toEqual([]);
    expect(notes(selecting(`${machine}: m5.large`, "beta.kubernetes.io/instance-type: m5.large"))).toEqual([
      'spec.template.spec.nodeSelector["beta.kubernetes.io/instance-type"]',
    ]);
  });

  it("nodes of another CPU architecture", () => {
    const outcome = decide(deployment(), "continuous", { platform: "gke", gpu: "gb200", gpus: 4 });
    expect(outcome.codes).toContain("node-differs");
    expect(pod(outcome).tolerations.map(({ key }: { key: string }) => key)).toContain("kubernetes.io/arch");
  });
});

describe("a model that the manifest names itself", () => {
  it("is enough for a platform that demands one", () => {
    const manifest = deployment({ container: gpus(1), pod: `nodeSelector:\n  ${GKE_MODEL}: nvidia-l4` });
    const outcome = decide(manifest, "continuous", { platform: "gke-autopilot" });
    expect(outcome.changes).toEqual([]);
    expect(outcome.decision.placement?.model).toBe("l4");
  });

  const selecting = (value: string): string =>
    `nodeSelector:\n  ${GKE_MODEL}: ${value}\nrestartPolicy: Never`;

  it("is enough also for a pod without a GPU, and brings what comes with the platform", () => {
    const manifest = job({ pod: selecting("nvidia-l4") });
    const { patched } = decide(manifest, "training", { platform: "gke-autopilot", spot: true });
    const { metadata, spec } = patched.spec.template;
    expect(metadata.annotations).toEqual({ "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" });
    expect(spec.nodeSelector).toEqual({ [GKE_MODEL]: "nvidia-l4", "cloud.google.com/gke-spot": "true" });
    expect(spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 1 });
  });

  it("keeps its own value where the model has several", () => {
    const manifest = job({ container: gpus(8), pod: selecting("nvidia-h100-mega-80gb") });
    const { patched } = decide(manifest, "training", { platform: "gke-autopilot" });
    expect(patched.spec.template.spec.nodeSelector).toEqual({ [GKE_MODEL]: "nvidia-h100-mega-80gb" });
    expect(patched.spec.template.spec.affinity).toBeUndefined();
  });

  it("may be one that the catalog does not know", () => {
    const manifest = deployment({ container: gpus(1), pod: selecting("nvidia-next") });
    const outcome = decide(manifest, "continuous", { platform: "gke-autopilot" });
    expect(outcome.codes).toContain("placement-left-alone");
    expect(outcome.changes).toEqual([]);
  });
});

describe("labels that nodes get only when they are up", () => {
  const manifest = deployment({
    container: gpus(1),
    pod: "nodeSelector:\n  nvidia.com/gpu.product: Tesla-T4",
  });

  it.each(["eks-karpenter", "eks-auto-mode"])("are warned about on %s, which launches nodes", (platform) => {
    const outcome = decide(manifest, "continuous", { platform });
    expect(outcome.codes).toContain("label-not-known-before");
    expect(pod(outcome).nodeSelector["nvidia.com/gpu.product"]).toBe("Tesla-T4");
  });

  it("give way to the platform's own once the model is named", () => {
    const outcome = decide(manifest, "continuous", { platform: "eks-karpenter", gpu: "t4" });
    expect(outcome.codes).not.toContain("label-not-known-before");
    expect(pod(outcome).nodeSelector).toEqual({ "karpenter.k8s.aws/instance-gpu-name": "t4" });
  });

  it("are fine where nodes are there first", () => {
    const outcome = decide(manifest, "continuous", { platform: "eks" });
    expect(outcome.codes).not.toContain("label-not-known-before");
  });
});

it("a part of a GPU is warned about where nodes are launched for whole ones", () => {
  const part = deployment({ container: gpus(1, "nvidia.com/mig-1g.10gb") });
  const codes = (platform: string) => decide(part, "continuous", { platform }).codes;
  expect(codes("eks-karpenter")).toContain("part-not-launched");
  expect(codes("eks")).not.toContain("part-not-launched");
});

describe("a selector that already pins the vendor's GPUs", () => {
  it.each([
    ["aks", "node.kubernetes.io/instance-type: Standard_NC24ads_A100_v4"],
    ["aks", "accelerator: nvidia"],
    ["eks-karpenter", "karpenter.k8s.aws/instance-gpu-name: t4"],
    ["eks-karpenter", "node.kubernetes.io/instance-type: g5.xlarge"],
    ["eks-auto-mode", "eks.amazonaws.com/instance-gpu-name: l4"],
  ])("gets no second one on %s: %s", (platform, entry) => {
    const key = entry.slice(0, entry.indexOf(":"));
    expect(Object.keys(pod(decide(selecting(entry), "continuous", { platform })).nodeSelector)).toEqual([
      key,
    ]);
  });

  it.each([
    ["aks", "agentpool: gpu"],
    ["eks-karpenter", "node.kubernetes.io/instance-type: m5.large"],
    ["eks-karpenter", "karpenter.k8s.aws/instance-gpu-count: '1'"],
  ])("is not one that other nodes meet too, on %s: %s", (platform, entry) => {
    const { nodeSelector } = pod(decide(selecting(entry), "continuous", { platform }));
    expect(Object.keys(nodeSelector)).toHaveLength(2);
  });

  it("may be another label for spot capacity", () => {
    const on = (entry: string) =>
      pod(decide(selecting(entry), "continuous", { platform: "aks", spot: true }));
    const newer = on("kubernetes.azure.com/priority: spot");
    expect(newer.nodeSelector).not.toHaveProperty(["kubernetes.azure.com/scalesetpriority"]);
    expect(newer.tolerations.map(({ key }: { key: string }) => key)).toContain(
      "kubernetes.azure.com/scalesetpriority",
    );
    const other = on("team: vision");
    expect(other.nodeSelector).toHaveProperty(["kubernetes.azure.com/scalesetpriority"], "spot");
  });

  it("does not stand for spot capacity", () => {
    const flags = { platform: "eks-karpenter", spot: true };
    const outcome = decide(selecting("karpenter.k8s.aws/instance-gpu-name: t4"), "continuous", flags);
    expect(pod(outcome).nodeSelector["karpenter.sh/capacity-type"]).toBe("spot");
  });
});

describe("a toleration that the platform injects by the name of the resource", () => {
  it.each([
    ["whole GPUs", gpus(1), []],
    ["a MIG device", gpus(1, "nvidia.com/mig-1g.10gb"), ["nvidia.com/gpu"]],
    ["a shared GPU", gpus(1, "nvidia.com/gpu.shared"), ["nvidia.com/gpu"]],
  ])("▲ is there for %s as far as the names agree", (_, container, expected) => {
    const outcome = decide(deployment({ container }), "continuous", { platform: "gke" });
    const keys = (pod(outcome).tolerations ?? []).map(({ key }: { key: string }) => key);
    expect(keys).toEqual(expected);
  });
});

describe("devices by claim", () => {
  const claiming = (template: string) =>
    `${deployment({
      container: "resources:\n  claims:\n  - name: dev",
      pod: "resourceClaims:\n- name: dev\n  resourceClaimTemplateName: one",
    })}${template}`;
  const template = (name: string) => `---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: one}
spec: {spec: {devices: {requests: [{name: a, exactly: {deviceClassName: ${name}}}]}}}
`;
  const keys = (manifest: string) =>
    pod(decide(manifest, "continuous")).tolerations?.map(({ key }: { key: string }) => key);

  it("have the tolerations of their vendor, where the claim is in the input", () => {
    expect(keys(claiming(template("gpu.nvidia.com")))).toEqual(["nvidia.com/gpu"]);
    expect(keys(claiming(template("gpu.amd.com")))).toEqual(["amd.com/gpu"]);
  });

  it("are refused where nobody knows what they are", () => {
    expect(decide(claiming(""), "continuous").codes).toEqual(["claim-not-in-input"]);
    const unknown = decide(claiming(template("nic.example.com")), "continuous");
    expect(unknown.codes).toEqual(["device-class-unknown"]);
    expect(unknown.changes).toEqual([]);
  });

  it("are no GPU's where they are for other devices: the pod gets one", () => {
    expect(keys(claiming(template("qat.intel.com")))).toEqual(["nvidia.com/gpu"]);
  });
});

describe("any selector and affinity", () => {
  const conditions = [
    { key: GKE_MODEL, operator: "In", values: ["nvidia-l4"] },
    { key: GKE_MODEL, operator: "In", values: ["nvidia-tesla-t4", "nvidia-l4"] },
    { key: GKE_MODEL, operator: "NotIn", values: ["nvidia-l4"] },
    { key: "nvidia.com/gpu.product", operator: "In", values: ["NVIDIA-L4"] },
    { key: "nvidia.com/gpu.product", operator: "In", values: ["Tesla-T4"] },
    { key: "nvidia.com/gpu.present", operator: "DoesNotExist" },
    { key: "karpenter.k8s.aws/instance-gpu-name", operator: "In", values: ["l4"] },
    { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
    { key: "node.kubernetes.io/instance-type", operator: "In", values: ["g2-standard-8", "p5.48xlarge"] },
    { key: "amd.com/gpu.device-id", operator: "Exists" },
    { key: "zone", operator: "In", values: ["a"] },
  ];
  const condition = fc.constantFrom(...conditions);
  const term = fc.array(condition, { maxLength: 3 });
  const singles = conditions.filter(({ operator, values }) => operator === "In" && values?.length === 1);
  const selector = fc.uniqueArray(fc.constantFrom(...singles), { maxLength: 3, selector: ({ key }) => key });
  const flags = fc.record(
    {
      gpu: fc.constantFrom("l4", "h100"),
      platform: fc.constantFrom("gke", "eks-karpenter", "eks", "generic"),
      spot: fc.constant(true),
      vendor: fc.constant("nvidia"),
    },
    { requiredKeys: [] },
  );

  it("is merged so that a second run changes nothing and no term becomes empty", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 3 }), selector, flags, (all, entries, given) => {
        const required = { nodeSelectorTerms: all.map((matchExpressions) => ({ matchExpressions })) };
        const nodeSelector = Object.fromEntries(entries.map(({ key, values }) => [key, values?.[0]]));
        const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: required };
        const manifest = deployment({
          pod: `nodeSelector: ${JSON.stringify(nodeSelector)}\naffinity: ${JSON.stringify({ nodeAffinity })}`,
        });
        const outcome = decide(manifest, "continuous", given);
        if (outcome.decision.diagnostics.some(({ severity }) => severity === "error")) return;
        const after = terms(outcome) ?? [];
        const empty = (list: readonly { matchExpressions?: readonly unknown[] }[]) =>
          list.filter(({ matchExpressions }) => (matchExpressions ?? []).length === 0).length;
        expect(empty(after)).toBeLessThanOrEqual(all.filter((one) => one.length === 0).length);
        const explicit =
          given.gpu !== undefined || given.platform !== undefined || given.vendor !== undefined;
        if (explicit) expect(outcome.codes).not.toContain("selector-fights");
      }),
      { numRuns: 300 },
    );
  });
});
