import { describe, expect, it } from "vitest";
import { deployment, gpus, pod } from "../manifests.ts";
import { bursty, giveBack, refusals } from "./run.ts";

const gpuPod = (podPart: string): string => pod({ container: gpus(1), pod: podPart });

describe("tolerations", () => {
  it("of GPU taints go, spot, team and catch-all ones stay", () => {
    const { podSpec } = bursty(
      gpuPod(`tolerations:
- key: nvidia.com/gpu
  operator: Exists
  effect: NoSchedule
- key: team
  value: vision
- operator: Exists
  effect: NoExecute
- key: sku
  operator: Equal
  value: gpu
- key: cloud.google.com/gke-spot
  operator: Exists`),
    );
    expect(podSpec.tolerations).toEqual([
      { key: "team", value: "vision" },
      { operator: "Exists", effect: "NoExecute" },
      { key: "cloud.google.com/gke-spot", operator: "Exists" },
    ]);
  });

  it("that were all for GPUs leave no empty list", () => {
    const run = bursty(gpuPod("tolerations:\n- key: nvidia.com/gpu\n  operator: Exists"));
    expect(run.changes).toContain("remove spec.tolerations");
    expect("tolerations" in run.podSpec).toBe(false);
  });
});

describe("node selectors", () => {
  it("of GPU nodes go by the catalog, others stay", () => {
    const run = bursty(
      gpuPod(`nodeSelector:
  cloud.google.com/gke-accelerator: nvidia-l4
  cloud.google.com/gke-spot: "true"
  kubernetes.io/os: linux
  pool: vision`),
    );
    expect(run.podSpec.nodeSelector).toEqual({
      "cloud.google.com/gke-spot": "true",
      "kubernetes.io/os": "linux",
      pool: "vision",
    });
    expect(run.codes.filter((code) => code === "selector-kept")).toHaveLength(1);
  });

  it("by instance type go only for machines with GPUs", () => {
    const types = (value: string): unknown =>
      bursty(gpuPod(`nodeSelector:\n  node.kubernetes.io/instance-type: ${value}`)).podSpec.nodeSelector;
    expect(types("p4d.24xlarge")).toBeUndefined();
    expect(types("m5.xlarge")).toEqual({ "node.kubernetes.io/instance-type": "m5.xlarge" });
  });

  it("of a pod that never had a GPU are its owner's business", () => {
    expect(bursty(deployment({ pod: "nodeSelector:\n  pool: web" })).codes).not.toContain("selector-kept");
  });

  it('that keep off GPU nodes (`gpu.present: "false"`) stay', () => {
    const { podSpec } = bursty(gpuPod('nodeSelector:\n  nvidia.com/gpu.present: "false"'));
    expect(podSpec.nodeSelector).toEqual({ "nvidia.com/gpu.present": "false" });
  });
});

it("takes away a runtime class for GPUs and leaves any other", () => {
  expect(bursty(gpuPod("runtimeClassName: nvidia")).podSpec.runtimeClassName).toBeUndefined();
  expect(bursty(gpuPod("runtimeClassName: gvisor")).podSpec.runtimeClassName).toBe("gvisor");
});

describe("required node affinity", () => {
  const required = (terms: string): string =>
    gpuPod(
      `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n${terms
        .split("\n")
        .map((line) => `      ${line}`)
        .join("\n")}`,
    );
  const termsOf = (text: string, platform: string): unknown =>
    bursty(text, { platform }).podSpec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms;
  const GPU = "{key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4]}";
  const ZONE = { key: "zone", operator: "In", values: ["a"] };
  const KEEP_OFF = [
    { key: "cloud.google.com/gke-accelerator", operator: "DoesNotExist" },
    { key: "cloud.google.com/gke-tpu-accelerator", operator: "DoesNotExist" },
  ];

  it("▲ goes as a whole where its only term was about GPUs: an empty term would match no node", () => {
    const run = bursty(required(`- matchExpressions: [${GPU}]`), { platform: "minikube" });
    expect(run.changes).toContain("remove spec.affinity");
    expect("affinity" in run.podSpec).toBe(false);
  });

  it("▲ goes as a whole where all its terms were about GPUs", () => {
    const run = bursty(
      required(
        `- matchExpressions: [${GPU}]\n- matchExpressions: [{key: nvidia.com/gpu.count, operator: Gt, values: ["1"]}]`,
      ),
      { platform: "minikube" },
    );
    expect(run.changes).toContain("remove spec.affinity");
  });

  it("keeps pod affinity when the node affinity goes", () => {
    const text = required(`- matchExpressions: [${GPU}]`).replace(
      "affinity:\n",
      "affinity:\n    podAffinity: {}\n",
    );
    expect(bursty(text, { platform: "minikube" }).podSpec.affinity).toEqual({ podAffinity: {} });
  });

  it("loses its GPU expressions and keeps the others", () => {
    const text = required(
      `- matchExpressions: [${GPU}, {key: zone, operator: In, values: [a]}]\n- matchExpressions: [{key: zone, operator: In, values: [a]}, ${GPU}]`,
    );
    expect(termsOf(text, "minikube")).toEqual([{ matchExpressions: [ZONE] }, { matchExpressions: [ZONE] }]);
  });

  it("keeps NotIn and DoesNotExist on GPU labels: they keep off GPU nodes", () => {
    const expression = "{key: nvidia.com/gpu.product, operator: NotIn, values: [NVIDIA-L4]}";
    const other = "{key: cloud.google.com/gke-accelerator, operator: DoesNotExist}";
    const run = bursty(required(`- matchExpressions: [${expression}, ${other}]`), { platform: "minikube" });
    expect(
      run.podSpec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms,
    ).toEqual([
      {
        matchExpressions: [
          { key: "nvidia.com/gpu.product", operator: "NotIn", values: ["NVIDIA-L4"] },
          { key: "cloud.google.com/gke-accelerator", operator: "DoesNotExist" },
        ],
      },
    ]);
  });

  it("with a GPU term beside another one is refused: which is meant is not known", () => {
    const text = required(
      `- matchExpressions: [${GPU}]\n- matchExpressions: [{key: zone, operator: In, values: [a]}]`,
    );
    expect(refusals(text)).toEqual(["affinity-alternatives"]);
  });

  it("keeps fields of a term whose expressions all go", () => {
    const text = required(
      `- matchExpressions: [${GPU}]\n  matchFields: [{key: metadata.name, operator: In, values: [n1]}]`,
    );
    expect(termsOf(text, "minikube")).toEqual([
      { matchFields: [{ key: "metadata.name", operator: "In", values: ["n1"] }] },
    ]);
  });

  it("keeps an In list that names GPU machines and others, and says so", () => {
    const run = bursty(
      required(
        "- matchExpressions: [{key: node.kubernetes.io/instance-type, operator: In, values: [p4d.24xlarge, m5.xlarge]}]",
      ),
      { platform: "minikube" },
    );
    expect(run.podSpec.affinity).toBeDefined();
    expect(run.codes).toContain("selector-kept");
  });

  describe("keeping off GPU nodes", () => {
    it("▲ is written into every term: one term without it would still let the pods in", () => {
      const text = required(
        "- matchExpressions: [{key: zone, operator: In, values: [a]}]\n- matchFields: [{key: metadata.name, operator: In, values: [n1]}]",
      );
      expect(termsOf(text, "gke")).toEqual([
        { matchExpressions: [ZONE, ...KEEP_OFF] },
        {
          matchFields: [{ key: "metadata.name", operator: "In", values: ["n1"] }],
          matchExpressions: KEEP_OFF,
        },
      ]);
    });

    it("takes the place of what asked for GPUs", () => {
      const text = required(`- matchExpressions: [${GPU}]\n- matchExpressions: [${GPU}]`);
      expect(termsOf(text, "gke")).toEqual([{ matchExpressions: KEEP_OFF }]);
      const beside = required(`- matchExpressions: [${GPU}, {key: zone, operator: In, values: [a]}]`);
      const [first, second] = KEEP_OFF;
      expect(termsOf(beside, "gke")).toEqual([{ matchExpressions: [first, ZONE, second] }]);
    });

    it("is not written twice, and never into an empty term, which matches no node", () => {
      const written = KEEP_OFF.map(({ key }) => `{key: ${key}, operator: DoesNotExist}`).join(", ");
      const there = required(`- matchExpressions: [${written}]`);
      expect(termsOf(there, "gke")).toEqual([{ matchExpressions: KEEP_OFF }]);
      expect(termsOf(required("- {}"), "gke")).toEqual([{}]);
    });

    it("uses the labels of all vendors of the platform", () => {
      const { podSpec } = bursty(pod({ container: gpus(1) }), { platform: "eks-karpenter" });
      expect(keysOf(podSpec.affinity.nodeAffinity)).toEqual({
        required: ["karpenter.k8s.aws/instance-gpu-count", "karpenter.k8s.aws/instance-accelerator-count"],
        preferred: [],
      });
    });

    it("is a preference where a cluster may have nothing but GPU nodes, and says what that means", () => {
      const components = [
        "nvidia.com/gpu.present",
        "amd.com/gpu.device-id",
        "feature.node.kubernetes.io/amd-gpu",
        "intel.feature.node.kubernetes.io/gaudi",
      ];
      const { podSpec, codes } = bursty(pod({ container: gpus(1, "amd.com/gpu") }));
      expect(keysOf(podSpec.affinity.nodeAffinity)).toEqual({ required: [], preferred: components });
      expect(podSpec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight).toBe(
        100,
      );
      expect(codes).toContain("keep-off-preferred");
      const ofIntel = bursty(pod({ container: gpus(1, "gpu.intel.com/i915") })).podSpec;
      expect(keysOf(ofIntel.affinity.nodeAffinity).preferred).toEqual([
        "intel.feature.node.kubernetes.io/gpu",
        ...components,
      ]);
    });

    it.each([
      ["a Deployment", deployment({})],
      ["a pod", pod({})],
    ])("is added for CPU work that never had a GPU: %s", (_name, manifest) => {
      expect(bursty(manifest).podSpec.affinity).toBeDefined();
    });

    it("is what the user says", () => {
      const ofStrength = (keepOff: "required" | "preferred" | "none", platform: string) =>
        keysOf(bursty(pod({}), { keepOff, platform }).podSpec.affinity?.nodeAffinity);
      expect(ofStrength("required", "coreweave")).toEqual({
        required: ["node.coreweave.cloud/class"],
        preferred: [],
      });
      expect(ofStrength("preferred", "doks")).toEqual({
        required: [],
        preferred: ["doks.digitalocean.com/gpu-brand"],
      });
      expect(ofStrength("none", "gke")).toEqual({ required: [], preferred: [] });
      const unknown = bursty(pod({}), { keepOff: "required", platform: "minikube" });
      expect(unknown.podSpec.affinity).toBeUndefined();
      expect(unknown.codes).toContain("keep-off-no-effect");
    });

    it.each([
      ["nodeName: n1"],
      ["nodeSelector: {kubernetes.io/hostname: n1}"],
      [
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]}}}",
      ],
    ])("is not added to a pod whose author chose the node: %s", (text) => {
      const { podSpec } = bursty(pod({ pod: text }), { platform: "gke" });
      expect(JSON.stringify(podSpec)).not.toContain("DoesNotExist");
    });

    it("changes its form with the user's or the platform's, where the record proves it ours", () => {
      const before = bursty(deployment({ container: gpus(1) }), { platform: "gke" }).stream;
      const preferred = bursty(before, { platform: "gke", keepOff: "preferred" });
      expect(keysOf(preferred.podSpec.affinity.nodeAffinity)).toEqual({
        required: [],
        preferred: KEEP_OFF.map(({ key }) => key),
      });
      const back = bursty(preferred.stream, { platform: "gke" });
      expect(back.podSpec).toEqual(bursty(before, { platform: "gke" }).podSpec);
      const none = bursty(preferred.stream, { platform: "gke", keepOff: "none" });
      expect(none.podSpec.affinity).toBeUndefined();
      const other = bursty(before, { platform: "aks" });
      expect(keysOf(other.podSpec.affinity.nodeAffinity).required).toEqual([
        "kubernetes.azure.com/accelerator",
        "accelerator",
      ]);
    });

    it.each([
      ["gke", "{key: cloud.google.com/gke-accelerator, operator: DoesNotExist}"],
      ["eks", "{key: node.kubernetes.io/instance-type, operator: NotIn, values: [t3.small]}"],
      ["eks", '{key: nvidia.com/gpu.present, operator: NotIn, values: ["true"]}'],
      ["coreweave", "{key: node.coreweave.cloud/class, operator: NotIn, values: [gpu]}"],
    ])("claims nothing that the author wrote himself: on %s %s", (platform, own) => {
      const affinity = `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n      - matchExpressions: [${own}]`;
      const manifest = deployment({ pod: affinity });
      const away = bursty(manifest, { platform, keepOff: "required" });
      const back = bursty(away.stream, { platform, keepOff: "none" });
      expect(back.podSpec.affinity).toEqual(bursty(manifest, { keepOff: "none" }).podSpec.affinity);
    });

    it("leaves each of several terms as it was, also where one of them said the same", () => {
      const own = required(
        "- matchExpressions: [{key: nvidia.com/gpu.present, operator: DoesNotExist}]\n- matchExpressions: [{key: zone, operator: In, values: [b]}]",
      );
      const away = bursty(own, { platform: "lke" });
      const terms = (run: ReturnType<typeof bursty>) =>
        run.podSpec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
      expect(terms(away)[1].matchExpressions).toHaveLength(2);
      expect(terms(bursty(away.stream, { platform: "lke", keepOff: "none" }))).toEqual(
        terms(bursty(own, { keepOff: "none" })),
      );
      expect(
        giveBack(away.stream).patched.spec.affinity.nodeAffinity
          .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms,
      ).toEqual(terms(bursty(own, { keepOff: "none" })));
    });

    describe("as a preference", () => {
      const entry = (weight: number, keys: readonly string[]) =>
        `- {weight: ${weight}, preference: {matchExpressions: [${keys.map((key) => `{key: ${key}, operator: DoesNotExist}`).join(", ")}]}}`;
      const preferring = (...entries: readonly string[]) =>
        deployment({
          pod: `affinity:\n  nodeAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n${entries.map((one) => `    ${one}`).join("\n")}`,
        });
      const preferredOf = (run: ReturnType<typeof bursty>) =>
        run.podSpec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;

      it("leaves the author's own entry when it goes", () => {
        const own = preferring(entry(10, ["nvidia.com/gpu.present"]));
        const away = bursty(own, { platform: "k3s" });
        expect(preferredOf(away)).toHaveLength(2);
        const none = bursty(away.stream, { platform: "k3s", keepOff: "none" });
        expect(preferredOf(none)).toEqual(preferredOf(bursty(own, { keepOff: "none" })));
        expect(giveBack(away.stream).patched.spec.template.spec.affinity).toEqual(none.podSpec.affinity);
      });

      it("goes where the author's own entry says what is wanted", () => {
        const own = preferring(
          entry(100, [
            "nvidia.com/gpu.present",
            "amd.com/gpu.device-id",
            "feature.node.kubernetes.io/amd-gpu",
            "intel.feature.node.kubernetes.io/gaudi",
            "example.com/slow",
          ]),
        );
        const away = bursty(own, { platform: "coreweave" });
        expect(preferredOf(away)).toHaveLength(2);
        expect(preferredOf(bursty(away.stream, { platform: "k3s" }))).toHaveLength(1);
      });
    });

    it("leaves no record where nothing else was changed and it goes", () => {
      const away = bursty(pod({}), { platform: "gke" }).stream;
      expect(away).toContain("gpuify.dev/restore");
      const none = bursty(away, { platform: "gke", keepOff: "none" });
      expect(none.patched).toEqual(bursty(pod({}), { keepOff: "none" }).patched);
    });

    it("stays as it was written for a platform that this run was not told", () => {
      const away = bursty(pod({}), { platform: "gke" });
      expect(bursty(away.stream).changes).toEqual([]);
    });

    it("leaves the same condition alone where nothing proves that it is ours", () => {
      const own = required("- matchExpressions: [{key: nvidia.com/gpu.present, operator: DoesNotExist}]");
      const { podSpec } = bursty(own, { platform: "gke", keepOff: "none" });
      expect(keysOf(podSpec.affinity.nodeAffinity).required).toEqual(["nvidia.com/gpu.present"]);
    });

    it("refuses a platform that does not exist", () => {
      expect(refusals(gpuPod(""), { platform: "gkee" })).toEqual(["unknown-platform"]);
    });
  });
});

describe("preferred node affinity", () => {
  const preferred = (entries: string): string =>
    gpuPod(`affinity:\n  nodeAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n${entries}`);
  const ONLY_GPU =
    "    - weight: 10\n      preference:\n        matchExpressions:\n        - {key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4]}";

  it("loses entries that prefer GPU nodes, and the block when none is left", () => {
    const run = bursty(preferred(ONLY_GPU), { platform: "minikube" });
    expect(run.changes).toContain("remove spec.affinity");
  });

  it("loses GPU expressions beside others", () => {
    const text = preferred(`${ONLY_GPU}\n        - {key: zone, operator: In, values: [a]}\n${ONLY_GPU}`);
    expect(
      bursty(text, { platform: "minikube" }).podSpec.affinity.nodeAffinity
        .preferredDuringSchedulingIgnoredDuringExecution,
    ).toEqual([
      {
        weight: 10,
        preference: { matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] },
      },
    ]);
  });
});

it("warns about rules over a label that only GPU nodes have: no CPU node could meet them", () => {
  const codes = bursty(
    gpuPod(`affinity:
  podAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
    - topologyKey: nvidia.com/gpu.clique
      labelSelector: {}
    - topologyKey: topology.kubernetes.io/zone
      labelSelector: {}
topologySpreadConstraints:
- topologyKey: nvidia.com/gpu.clique
  whenUnsatisfiable: DoNotSchedule
- topologyKey: nvidia.com/gpu.clique
  whenUnsatisfiable: ScheduleAnyway`),
  ).codes;
  expect(codes.filter((code) => code === "gpu-topology")).toHaveLength(2);
});

it("warns about a node by name, which no affinity keeps off", () => {
  expect(bursty(gpuPod("nodeName: gpu-1")).codes).toContain("node-is-named");
  expect(bursty(pod({ pod: "nodeName: cpu-1" })).codes).toEqual([]);
});

it("says when the labels are of a platform that nobody named, and that it matters", () => {
  const codes = (key: string, platform?: string): readonly string[] =>
    bursty(gpuPod(`nodeSelector:\n  ${key}: l4`), platform === undefined ? {} : { platform }).codes;
  expect(codes("karpenter.k8s.aws/instance-gpu-name")).toContain("platform-not-named");
  expect(codes("karpenter.k8s.aws/instance-gpu-name", "eks-karpenter")).not.toContain("platform-not-named");
  expect(codes("cloud.google.com/gke-accelerator")).toContain("platform-not-named");
});

/** Keys of the expressions that keep pods off nodes, by the form of the affinity. */
function keysOf(nodeAffinity: unknown): {
  readonly required: readonly string[];
  readonly preferred: readonly string[];
} {
  const keys = (value: unknown): readonly string[] =>
    [...JSON.stringify(value ?? null).matchAll(/"key":"([^"]+)"/g)].map(([, key = ""]) => key);
  const parts = (nodeAffinity ?? {}) as Record<string, unknown>;
  return {
    required: keys(parts.requiredDuringSchedulingIgnoredDuringExecution),
    preferred: keys(parts.preferredDuringSchedulingIgnoredDuringExecution),
  };
}
