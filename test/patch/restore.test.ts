import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { leadPodSet } from "../../src/k8s/workload.ts";
import { readRestore } from "../../src/patch/shared/restore-annotation.ts";
import { rememberedGpu } from "../../src/patch/undo/restore-fields.ts";
import { bursty, giveBack, join, plain } from "./bursty/run.ts";
import { catalog, workloadsOf } from "./decide.ts";
import { cronJob, deployment, gpus, job, pod } from "./manifests.ts";

/** Tolerations and expressions come back at the end of their list, which means the same: lists are compared sorted. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, unordered(item)]),
  );
}

const GPU_TERM =
  "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n      - matchExpressions:\n        - {key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4]}";

const CASES: [name: string, text: string, flags?: Parameters<typeof bursty>[1]][] = [
  ["a bare limit", deployment({ container: gpus(2) })],
  ["a quoted count", pod({ container: gpus('"2"') })],
  [
    "a request beside the limit",
    job({ container: `${gpus(2)}\n  requests:\n    nvidia.com/gpu: 2\n    cpu: 4` }),
  ],
  [
    "selectors, tolerations and a runtime class",
    deployment({
      container: gpus(1),
      pod: "nodeSelector:\n  cloud.google.com/gke-accelerator: nvidia-l4\n  zone: a\ntolerations:\n- key: nvidia.com/gpu\n  operator: Exists\n- key: team\n  operator: Exists\nruntimeClassName: nvidia",
    }),
  ],
  ["an affinity that was about GPUs alone", deployment({ container: gpus(1), pod: GPU_TERM })],
  [
    "an affinity with other conditions",
    deployment({
      container: gpus(1),
      pod: `${GPU_TERM}\n        - {key: zone, operator: In, values: [a]}`,
    }),
  ],
  [
    "an affinity without GPUs",
    deployment({ container: gpus(1), pod: GPU_TERM.replace("nvidia.com/gpu.product", "disk") }),
  ],
  [
    "a preference",
    deployment({
      container: gpus(1),
      pod: "affinity:\n  nodeAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n    - weight: 5\n      preference:\n        matchExpressions:\n        - {key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4]}\n    - weight: 6\n      preference:\n        matchExpressions:\n        - {key: zone, operator: In, values: [a]}\n        - {key: nvidia.com/gpu.memory, operator: Gt, values: ['40000']}",
    }),
  ],
  [
    "annotations against eviction",
    job({
      container: gpus(1),
      podMetadata: 'annotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"',
    }),
  ],
  [
    "a Pod with annotations of its own",
    pod({
      container: gpus(1),
      metadata: 'name: web\nannotations:\n  karpenter.sh/do-not-disrupt: "true"\n  team: vision',
    }),
  ],
  ["replicas that a flag changed", deployment({ spec: "replicas: 2", container: gpus(1) }), { replicas: 5 }],
  [
    "replicas that were released",
    deployment({ spec: "replicas: 2", container: gpus(1) }),
    { releaseReplicas: true },
  ],
  [
    "requests and limits that flags changed",
    deployment({ container: `${gpus(1)}\n    cpu: 1\n  requests:\n    cpu: 500m\n    memory: 1Gi` }),
    { cpu: "3", memory: "2Gi" },
  ],
  ["a Job that was sharded", job({ container: gpus(1) }), { shards: 4 }],
  ["a CronJob that was widened", cronJob({ spec: "completions: 4", container: gpus(1) }), { parallelism: 4 }],
  [
    "a pod-level request",
    pod({ pod: "resources:\n  requests:\n    cpu: 1", container: gpus(1) }),
    { cpu: "2" },
  ],
  [
    "other vendors, slices and network devices",
    pod({ container: `${gpus(8)}\n    vpc.amazonaws.com/efa: 4\n    nvidia.com/gpumem: 3000` }),
  ],
];

describe("to CPUs and back is where it began:", () => {
  it.each(CASES)("%s", (_, text, flags) => {
    const onCpus = bursty(text, flags);
    expect(onCpus.changes.length).toBeGreaterThan(0);
    const back = giveBack(onCpus.stream);
    expect(back.diagnostics).toEqual([]);
    expect(unordered(back.patched)).toEqual(unordered(plain(text)));
  });

  it("a device claim", () => {
    const template =
      "apiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata:\n  name: t\nspec:\n  spec:\n    devices:\n      requests:\n      - name: gpu\n        exactly:\n          deviceClassName: gpu.nvidia.com\n";
    const text = pod({
      pod: "resourceClaims:\n- name: gpu\n  resourceClaimTemplateName: t",
      container: "resources:\n  claims:\n  - name: gpu",
    });
    expect(giveBack(bursty(join(text, template)).stream).patched).toEqual(plain(text));
  });

  it("after several runs with other flags", () => {
    const text = deployment({ spec: "replicas: 2", container: gpus(1) });
    const first = bursty(text, { replicas: 4, cpu: "2" }).stream;
    const second = bursty(first, { replicas: 6, cpu: "3", platform: "aks" }).stream;
    expect(giveBack(second).patched).toEqual(plain(text));
  });
});

describe("what somebody changed since", () => {
  const text = deployment({ spec: "replicas: 2", container: gpus(1) });

  it("stays as it is", () => {
    const edited = bursty(text, { replicas: 5, cpu: "2" })
      .stream.replace("replicas: 5", "replicas: 7")
      .replace("cpu: 2", "cpu: 6");
    const { patched } = giveBack(edited);
    expect(patched.spec.replicas).toBe(7);
    expect(patched.spec.template.spec.containers[0].resources).toEqual({
      requests: { cpu: 6 },
      limits: { "nvidia.com/gpu": 1 },
    });
  });

  it("is not given a second accelerator", () => {
    const edited = bursty(text).stream.replace(
      "requests:\n",
      "limits:\n              amd.com/gpu: 1\n            requests:\n",
    );
    const { patched } = giveBack(edited);
    expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({ "amd.com/gpu": 1 });
  });

  it("is said where a container has gone or the affinity has other terms", () => {
    const renamed = bursty(text).stream.replace("name: main", "name: other");
    expect(giveBack(renamed).diagnostics.map(({ code }) => code)).toEqual(["restore-container-gone"]);
    const terms = (list: string): string =>
      deployment({
        container: gpus(1),
        pod: `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n${list}`,
      });
    const term = (product: string, zone: string): string =>
      `      - matchExpressions:\n        - {key: nvidia.com/gpu.product, operator: In, values: [${product}]}\n        - {key: zone, operator: In, values: [${zone}]}\n`;
    const onCpus = parse(
      bursty(terms(term("NVIDIA-L4", "a") + term("Tesla-T4", "b"))).stream.split("---\n")[0] ?? "",
    );
    const { nodeAffinity } = onCpus.spec.template.spec.affinity;
    nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.pop();
    expect(giveBack(stringify(onCpus)).diagnostics.map(({ code }) => code)).toEqual([
      "restore-affinity-changed",
    ]);
  });
});

it("gives back only the steps that are asked for, and always takes out what was added", () => {
  const text = deployment({
    container: gpus(2),
    pod: "nodeSelector:\n  cloud.google.com/gke-accelerator: nvidia-l4",
  });
  const { patched } = giveBack(bursty(text).stream, ["resources"]);
  expect(patched.spec.template.spec.nodeSelector).toBeUndefined();
  expect(patched.spec.template.spec.affinity).toBeUndefined();
  expect(patched.spec.template.spec.containers[0].resources).toEqual({ limits: { "nvidia.com/gpu": 2 } });
});

describe("the record", () => {
  const recordOf = (text: string) => readRestore(leadPodSet(workloadOf(text))).record;

  it("is compact JSON with the GPUs and nothing that can be known again", () => {
    const { patched } = bursty(job({ container: gpus(4) }));
    expect(patched.metadata.annotations["gpuify.dev/restore"]).toBe(
      '{"v":1,"containers":{"main":{"limits":{"nvidia.com/gpu":4},"set":{"requests.cpu":[null,1]}}},"preferredKeepOff":["!nvidia.com/gpu.present","!amd.com/gpu.device-id","!feature.node.kubernetes.io/amd-gpu","!intel.feature.node.kubernetes.io/gaudi"]}',
    );
  });

  it("remembers container, resource and count", () => {
    const { stream } = bursty(deployment({ container: gpus('"4"', "amd.com/gpu") }));
    expect(rememberedGpu(recordOf(stream), catalog)).toEqual({
      container: "main",
      resource: "amd.com/gpu",
      count: 4,
    });
    expect(rememberedGpu(null, catalog)).toBeNull();
  });

  it("counts what the container had last", () => {
    const again = bursty(deployment({ container: gpus(1) })).stream.replace(
      "requests:\n",
      "limits:\n              nvidia.com/gpu: 3\n            requests:\n",
    );
    expect(rememberedGpu(recordOf(bursty(again).stream), catalog)?.count).toBe(3);
  });

  it.each([
    ["no JSON", "{"],
    ["not a map", "[1]"],
    ["another version", '{"v":2}'],
    ["an unknown key", '{"v":1,"x":1}'],
    ["a wrong shape", '{"v":1,"containers":{"main":{"limits":["a"]}}}'],
    ["a wrong shape deep inside", '{"v":1,"required":{"whole":true,"terms":[[{"key":1}]]}}'],
    ["a change of three", '{"v":1,"set":{"replicas":[1,2,3]}}'],
  ])("that is damaged (%s) is a located warning, never a crash", (_, text) => {
    const result = readRestore(leadPodSet(workloadOf(damaged(text))));
    expect(result.record).toBeNull();
    expect(result.diagnostics).toMatchObject([{ code: "restore-unreadable", location: { line: 6 } }]);
  });

  it("that is damaged is never written over", () => {
    const run = bursty(damaged("{", gpus(1)));
    expect(run.decision.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    expect(bursty(damaged("{")).changes).toEqual([]);
  });

  it("with names of JavaScript's own is data like any other", () => {
    const text =
      '{"v":1,"containers":{"__proto__":{"limits":{"constructor":1}}},"nodeSelector":{"constructor":"x"}}';
    expect(readRestore(leadPodSet(workloadOf(damaged(text)))).record).not.toBeNull();
    expect(bursty(damaged(text)).podSpec.containers).toHaveLength(1);
    expect(giveBack(damaged(text)).diagnostics.map(({ code }) => code)).toEqual(["restore-container-gone"]);
  });

  function workloadOf(text: string) {
    const [workload] = workloadsOf(text);
    if (workload === undefined) throw new Error("no workload");
    return workload;
  }

  function damaged(text: string, container = "resources:\n  requests:\n    cpu: 1"): string {
    return pod({
      metadata: `name: web\nannotations:\n  gpuify.dev/restore: '${text}'`,
      container,
      pod: KEPT_OFF,
    });
  }
});

const KEPT_OFF =
  "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n      - matchExpressions:\n        - {key: nvidia.com/gpu.present, operator: DoesNotExist}";
