import { describe, expect, it } from "vitest";
import { daemonSet, deployment, gpus, job, pod } from "../manifests.ts";
import { bursty } from "./run.ts";

const KEEP_OFF = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        preference: {
          matchExpressions: [
            { key: "nvidia.com/gpu.present", operator: "DoesNotExist" },
            { key: "amd.com/gpu.device-id", operator: "DoesNotExist" },
            { key: "feature.node.kubernetes.io/amd-gpu", operator: "DoesNotExist" },
            { key: "intel.feature.node.kubernetes.io/gaudi", operator: "DoesNotExist" },
          ],
        },
      },
    ],
  },
};

describe("GPU resources", () => {
  it("leave limits and requests, and maps left empty go as one removal", () => {
    const run = bursty(
      pod({
        container:
          "resources:\n  limits:\n    nvidia.com/gpu: 1\n  requests:\n    nvidia.com/gpu: 1\n    memory: 4Gi",
      }),
    );
    expect(run.changes).toContain("remove spec.containers[0].resources.limits");
    expect(run.podSpec.containers[0].resources).toEqual({ requests: { memory: "4Gi", cpu: 1 } });
    expect(run.decision.gpus).toEqual({ before: 1, after: 0, peakAfter: null });
  });

  it("leave every container, init containers and sidecars too", () => {
    const text = pod({
      container: gpus(1),
      more: `initContainers:\n- name: warm\n  image: a\n${indent(gpus(1))}\n- name: side\n  image: b\n  restartPolicy: Always\n${indent(gpus('"2"'))}`,
    });
    const { podSpec } = bursty(text);
    expect(podSpec.initContainers).toEqual([
      { name: "warm", image: "a" },
      { name: "side", image: "b", restartPolicy: "Always", resources: { requests: { cpu: 1 } } },
    ]);
  });

  it.each([
    "amd.com/gpu",
    "gpu.intel.com/i915",
    "nvidia.com/mig-1g.10gb",
    "nvidia.com/gpu.shared",
    "amd.com/cpx_nps4",
    "habana.ai/gaudi",
    "google.com/tpu",
    "aws.amazon.com/neuron",
    "deviceclass.resource.kubernetes.io/gpu.nvidia.com",
  ])("of any kind go: %s", (resource) => {
    const { podSpec } = bursty(pod({ container: gpus(1, resource) }));
    expect(podSpec.containers[0].resources).toEqual({ requests: { cpu: 1 } });
  });

  it("take HAMi's shares and network devices and huge pages beside them along", () => {
    const { podSpec } = bursty(
      pod({
        container:
          "resources:\n  limits:\n    nvidia.com/gpu: 8\n    nvidia.com/gpumem: 3000\n    vpc.amazonaws.com/efa: 4\n    hugepages-2Mi: 5120Mi\n    cpu: 8\n    memory: 64Gi",
      }),
    );
    expect(podSpec.containers[0].resources).toEqual({ limits: { cpu: 8, memory: "64Gi" } });
  });

  it("are not network devices of a pod without an accelerator: CPU programs use them too", () => {
    const run = bursty(
      pod({ container: "resources:\n  limits:\n    vpc.amazonaws.com/efa: 1\n    hugepages-2Mi: 128Mi" }),
      { keepOff: "none" },
    );
    expect(run.changes).toEqual([]);
  });

  it("leave huge pages that a volume of the pod uses", () => {
    const { podSpec } = bursty(
      pod({
        pod: "volumes:\n- name: huge\n  emptyDir:\n    medium: HugePages-2Mi",
        container: "resources:\n  limits:\n    nvidia.com/gpu: 1\n    hugepages-2Mi: 1Gi\n    memory: 1Gi",
      }),
    );
    expect(podSpec.containers[0].resources.limits).toEqual({ "hugepages-2Mi": "1Gi", memory: "1Gi" });
  });

  it("leave nothing empty behind, and leave alone what was empty before", () => {
    const run = bursty(
      pod({
        container: `${gpus(1)}\n  requests: {}\nsecurityContext: {}`,
        pod: "nodeSelector: {}\ntolerations: []",
      }),
    );
    expect(run.podSpec.nodeSelector).toEqual({});
    expect(run.podSpec.tolerations).toEqual([]);
    expect(run.podSpec.containers[0]).toEqual({
      name: "main",
      image: "registry.example/app:1",
      resources: { requests: { cpu: 1 } },
      securityContext: {},
    });
  });

  it("of a Job go, and nothing is said about autoscaling", () => {
    const run = bursty(job({ container: gpus(4) }));
    expect(run.podSpec.containers[0].resources).toEqual({ requests: { cpu: 1 } });
    expect(run.podSpec.affinity).toEqual(KEEP_OFF);
    expect(run.generated).toBeUndefined();
  });
});

describe("a DaemonSet", () => {
  it("loses its GPU and may run on every node", () => {
    const { podSpec } = bursty(daemonSet({ container: gpus(1) }));
    expect(podSpec.containers[0].resources).toEqual({ requests: { cpu: 1 } });
    expect(podSpec.affinity).toBeUndefined();
  });

  it("without a GPU is an agent of the nodes it selects and is left alone", () => {
    const run = bursty(
      daemonSet({
        pod: 'nodeSelector:\n  nvidia.com/gpu.present: "true"\ntolerations:\n- key: nvidia.com/gpu\n  operator: Exists',
      }),
    );
    expect(run.changes).toEqual([]);
    expect(run.codes).toEqual(["daemon-set-left-alone"]);
  });
});

describe("CPU and memory requests", () => {
  const cpuOf = (container: string, podPart?: string): unknown =>
    bursty(deployment({ container, ...(podPart === undefined ? {} : { pod: podPart }) })).podSpec
      .containers[0].resources?.requests?.cpu;

  it("default to one CPU where nothing says how much", () => {
    expect(cpuOf(gpus(1))).toBe(1);
  });

  it("▲ stay out where a limit is the request already", () => {
    expect(cpuOf("resources:\n  limits:\n    nvidia.com/gpu: 1\n    cpu: 500m")).toBeUndefined();
  });

  it("▲ stay out where the pod as a whole asks for CPU", () => {
    expect(cpuOf(gpus(1), "resources:\n  requests:\n    cpu: 4")).toBeUndefined();
    expect(cpuOf(gpus(1), "resources:\n  limits:\n    cpu: 4")).toBeUndefined();
  });

  it("follow the flags, and a limit below a flag is raised with it", () => {
    const { podSpec } = bursty(
      deployment({ container: "resources:\n  limits:\n    nvidia.com/gpu: 1\n    cpu: 1\n    memory: 8Gi" }),
      { cpu: "2500m", memory: "4Gi" },
    );
    expect(podSpec.containers[0].resources).toEqual({
      limits: { cpu: "2500m", memory: "8Gi" },
      requests: { cpu: "2500m", memory: "4Gi" },
    });
  });

  it("raise pod-level amounts that would be below the sum of the containers", () => {
    const { podSpec } = bursty(
      deployment({
        pod: "resources:\n  requests:\n    cpu: 2\n  limits:\n    cpu: 8",
        more: "- name: istio-proxy\n  image: proxyv2\n  resources:\n    requests:\n      cpu: 500m",
      }),
      { cpu: "3" },
    );
    expect(podSpec.resources).toEqual({ requests: { cpu: "3500m" }, limits: { cpu: 8 } });
  });

  it("equal to what is there change nothing, however they are written", () => {
    const run = bursty(pod({ container: "resources:\n  requests:\n    cpu: 1000m" }), {
      cpu: "1",
      keepOff: "none",
    });
    expect(run.changes).toEqual([]);
  });

  it("refuse what is no amount", () => {
    expect(bursty(pod({ container: gpus(1) }), { cpu: "two" }).codes).toContain("bad-quantity");
    expect(bursty(pod({ container: gpus(1) }), { memory: "-1Gi" }).codes).toContain("bad-quantity");
  });

  it("ask for a name where several containers had a GPU", () => {
    const text = pod({ container: gpus(1), more: `- name: second\n  image: b\n${indent(gpus(1))}` });
    expect(bursty(text, { cpu: "2" }).codes).toContain("ambiguous-container");
    expect(bursty(text, { cpu: "2", container: "second" }).podSpec.containers[1].resources).toEqual({
      requests: { cpu: 2 },
    });
    expect(bursty(text).podSpec.containers.map((one: { resources: unknown }) => one.resources)).toEqual([
      { requests: { cpu: 1 } },
      { requests: { cpu: 1 } },
    ]);
  });
});

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
