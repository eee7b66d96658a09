import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { cronJob, daemonSet, deployment, gpus, job, pod, statefulSet } from "./manifests.ts";

const LIMITS = "spec.template.spec.containers[0].resources.limits";

describe("how many GPUs", () => {
  it("gives one to a container that has none, as a limit and not as a request", () => {
    const { patched, decision } = decide(deployment(), "continuous");
    expect(patched.spec.template.spec.containers[0].resources).toEqual({ limits: { "nvidia.com/gpu": 1 } });
    expect(decision.gpus).toEqual({ before: 0, after: 1, peakAfter: null });
  });

  it("keeps what the container has, however the number is written", () => {
    expect.hasAssertions();
    for (const written of ["4", '"4"', "4000m", "4e0"]) {
      const { changes } = decide(deployment({ container: gpus(written) }), "continuous");
      expect(changes.filter((change) => change.includes("resources"))).toEqual([]);
    }
  });

  it("takes the count from the request where there is no limit, and writes the limit", () => {
    const container = "resources:\n  requests:\n    nvidia.com/gpu: 2";
    const { changes, patched } = decide(deployment({ container }), "continuous");
    expect(changes).toContain(`set ${LIMITS}["nvidia.com/gpu"]`);
    expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 2 });
  });

  it("makes a request that differs equal to the limit", () => {
    const container = "resources:\n  limits:\n    nvidia.com/gpu: 2\n  requests:\n    nvidia.com/gpu: 1";
    const { patched } = decide(deployment({ container }), "continuous");
    expect(patched.spec.template.spec.containers[0].resources.requests).toEqual({ "nvidia.com/gpu": 2 });
  });

  it("a number from a flag changes what is there", () => {
    const { patched, decision } = decide(
      deployment({ container: gpus('"1"'), spec: "replicas: 3" }),
      "continuous",
      { gpus: 2 },
    );
    expect(patched.spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]).toBe(2);
    expect(decision.gpus).toEqual({ before: 3, after: 6, peakAfter: null });
  });

  it("zero GPUs in the manifest means none yet", () => {
    const { patched } = decide(deployment({ container: gpus(0) }), "continuous");
    expect(patched.spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]).toBe(1);
  });

  it.each([
    ["0.5", "gpu-quantity-not-whole"],
    ["500m", "gpu-quantity-not-whole"],
    ["-1", "gpu-quantity-not-whole"],
    ["<COUNT>", "gpu-quantity-not-whole"],
    ["010", "gpu-quantity-not-whole"],
  ])("refuses %s GPUs with the place of the number", (written, code) => {
    const { codes, decision } = decide(deployment({ container: gpus(written) }), "continuous");
    expect(codes).toEqual([code]);
    expect(decision.diagnostics[0]?.location?.path).toBe(`${LIMITS}["nvidia.com/gpu"]`);
    expect(decision.diagnostics[0]?.location?.line).toBe(13);
  });

  it("a number from a flag mends a fraction", () => {
    const { patched } = decide(deployment({ container: gpus("0.5") }), "continuous", { gpus: 1 });
    expect(patched.spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]).toBe(1);
  });

  it("refuses to give zero", () => {
    expect(decide(deployment(), "continuous", { gpus: 0 }).codes).toEqual(["no-gpus-asked"]);
  });

  it("refuses a number for several containers that ask already", () => {
    const more = `- name: second\n  resources:\n    limits:\n      nvidia.com/gpu: 1`;
    const manifest = deployment({ container: gpus(1), more });
    expect(decide(manifest, "continuous", { gpus: 2 }).codes).toEqual(["gpus-for-several-containers"]);
    const { decision } = decide(manifest, "continuous");
    expect(decision.gpus.after).toBe(2);
  });

  it("counts init containers as the scheduler does: they run before, not beside", () => {
    const manifest = deployment({
      container: gpus(1),
      pod: "initContainers:\n- name: warm\n  resources:\n    limits:\n      nvidia.com/gpu: 2",
    });
    expect(decide(manifest, "continuous").decision.gpus).toEqual({ before: 2, after: 2, peakAfter: null });
  });

  it("counts restartable init containers beside the main ones", () => {
    const manifest = deployment({
      container: gpus(1),
      pod: "initContainers:\n- name: side\n  restartPolicy: Always\n  resources:\n    limits:\n      nvidia.com/gpu: 2",
    });
    expect(decide(manifest, "continuous").decision.gpus.before).toBe(3);
  });
});

/** A template of claims for one GPU, as a document behind others. */
const gpuClaim = (name: string) => `---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: ${name}}
spec: {spec: {devices: {requests: [{name: a, exactly: {deviceClassName: gpu.nvidia.com}}]}}}
`;

describe("one accelerator", () => {
  it.each([
    ["nvidia.com/mig-1g.10gb"],
    ["nvidia.com/gpu.shared"],
    ["amd.com/gpu"],
    ["google.com/tpu"],
    ["huawei.com/Ascend910B3"],
  ])("adds nothing beside %s", (resource) => {
    const { patched } = decide(deployment({ container: gpus(1, resource) }), "continuous");
    expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({ [resource]: 1 });
  });

  it("adds nothing beside a claim", () => {
    const container = "resources:\n  claims:\n  - name: gpu";
    const manifest = deployment({
      container,
      pod: "resourceClaims:\n- name: gpu\n  resourceClaimTemplateName: one",
    });
    const known = `${manifest}${gpuClaim("one")}`;
    const { patched } = decide(known, "continuous");
    expect(patched.spec.template.spec.containers[0].resources).toEqual({ claims: [{ name: "gpu" }] });
    expect(decide(known, "continuous", { gpus: 2 }).codes).toEqual(["gpu-by-claim"]);
    expect(decide(known, "continuous", { gpu: "l4" }).codes).toEqual(["gpu-by-claim"]);
    expect(decide(manifest, "continuous").codes).toEqual(["claim-not-in-input"]);
    expect(decide(deployment({ container }), "continuous").codes).toEqual(["claim-not-in-pod"]);
  });

  it("leaves HAMi's shares as they are", () => {
    const container = "resources:\n  limits:\n    nvidia.com/gpu: 1\n    nvidia.com/gpumem: 3000";
    const { changes } = decide(deployment({ container }), "continuous");
    expect(changes.filter((change) => change.includes("resources"))).toEqual([]);
  });

  it("makes one whole GPU of another vendor's shares, and says so", () => {
    const container =
      "resources:\n  limits:\n    enflame.com/gcu-core: 40\n    enflame.com/gcu-memory: 20480";
    const { patched, codes } = decide(deployment({ container }), "continuous", { gpu: "h100" });
    expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 1 });
    expect(codes).toContain("part-becomes-whole-gpu");
  });

  it("--vendor takes the place of another vendor's GPU, in limits and requests", () => {
    const container =
      "resources:\n  limits:\n    nvidia.com/gpu: 2\n    cpu: 1\n  requests:\n    nvidia.com/gpu: 2";
    const { patched, decision } = decide(deployment({ container }), "continuous", { vendor: "amd" });
    expect(patched.spec.template.spec.containers[0].resources).toEqual({
      limits: { "amd.com/gpu": 2, cpu: 1 },
    });
    expect(
      decision.operations.some(({ op, reason }) => op === "remove" && reason.includes("amd.com/gpu")),
    ).toBe(true);
  });

  it("--vendor of what is there replaces nothing", () => {
    const { patched } = decide(deployment({ container: gpus(1, "nvidia.com/mig-1g.10gb") }), "continuous", {
      vendor: "nvidia",
    });
    expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({
      "nvidia.com/mig-1g.10gb": 1,
    });
  });

  it("--gpu makes one whole GPU of parts, and says so", () => {
    const { patched, codes } = decide(
      deployment({ container: gpus(3, "nvidia.com/mig-1g.10gb") }),
      "continuous",
      {
        gpu: "a100-80gb",
      },
    );
    expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 1 });
    expect(codes).toContain("part-becomes-whole-gpu");
  });

  it("replaces in init containers too: a pod has GPUs of one kind", () => {
    const manifest = deployment({
      container: gpus(1),
      pod: "initContainers:\n- name: warm\n  resources:\n    limits:\n      nvidia.com/gpu: 1",
    });
    const { patched } = decide(manifest, "continuous", { vendor: "amd" });
    expect(patched.spec.template.spec.initContainers[0].resources.limits).toEqual({ "amd.com/gpu": 1 });
  });

  it("refuses a second kind in another container", () => {
    const more = `- name: second\n  resources:\n    limits:\n      amd.com/gpu: 1`;
    const { codes } = decide(deployment({ more }), "continuous", { container: "main", vendor: "nvidia" });
    expect(codes).toEqual(["second-accelerator"]);
  });

  it.each([
    ["another container uses", "- name: second\n  resources:\n    claims: [{name: gpu}]"],
    ["no container uses", "- name: second"],
  ])("▲ refuses a GPU beside a claim that %s", (_, more) => {
    const pod = "resourceClaims:\n- name: gpu\n  resourceClaimTemplateName: one";
    const manifest = `${deployment({ more, pod })}${gpuClaim("one")}`;
    const { codes, changes } = decide(manifest, "continuous", { container: "main" });
    expect(codes).toEqual(["second-accelerator"]);
    expect(changes).toEqual([]);
  });

  it.each(["alibabacloud.com/gpu-mem", "example.com/gpu", "nvidia.com/rtx-class", "amd.com/nic"])(
    "▲ refuses a GPU beside %s, which nobody knows and which may be one",
    (resource) => {
      const { codes } = decide(deployment({ container: gpus(1, resource) }), "continuous");
      expect(codes).toEqual(["resource-unclear"]);
      expect(decide(deployment({ container: gpus(0, resource) }), "continuous").codes).not.toContain(
        "resource-unclear",
      );
    },
  );

  it("keeps a known GPU, whatever stands beside it", () => {
    const container = "resources:\n  limits:\n    nvidia.com/gpu: 1\n    nvidia.com/rtx-class: 1";
    const { codes } = decide(deployment({ container }), "continuous");
    expect(codes).not.toContain("resource-unclear");
    expect(codes).not.toContain("second-accelerator");
  });

  it("takes other resources for what they are", () => {
    const { codes } = decide(deployment({ container: gpus(1, "smarter-devices/fuse") }), "continuous");
    expect(codes).not.toContain("second-accelerator");
  });

  it("counts both kinds where the manifest has two", () => {
    const container = "resources:\n  limits:\n    amd.com/gpu: 1\n    nvidia.com/gpu: 1";
    const { decision, codes } = decide(deployment({ container }), "continuous");
    expect(codes).toContain("second-accelerator");
    expect(decision.gpus).toMatchObject({ before: 2, after: 2 });
  });

  it("refuses more than one share of a shared GPU", () => {
    const manifest = deployment({ container: gpus(1, "nvidia.com/gpu.shared") });
    expect(decide(manifest, "continuous", { gpus: 2 }).codes).toEqual(["shared-gpu-count"]);
  });
});

describe("rollout", () => {
  const told = (manifest: string, flags = {}) => {
    const { diagnostics } = decide(manifest, "continuous", flags).decision;
    const found = diagnostics.find(({ code }) => code === "gpu-rollout-needs-spare");
    return found === undefined ? undefined : `${found.severity}: ${found.message}`;
  };
  const spare = (parts: Parameters<typeof deployment>[0], flags = {}) =>
    told(deployment({ container: gpus(2), ...parts }), flags);

  it("is left alone, and the spare GPUs of a rollout are named", () => {
    const { patched } = decide(deployment({ spec: "replicas: 5" }), "continuous");
    expect(patched.spec.strategy).toBeUndefined();
    expect(spare({})).toBe(
      "warning: each rollout of Deployment/web needs 2 nvidia.com/gpu to spare: it starts 1 new pod before it ends an old one, and hangs where none is free",
    );
    expect(spare({ spec: "replicas: 3" })).toContain("warning: ");
  });

  it("counts maxSurge as written", () => {
    const strategy = (surge: string) => `replicas: 10\nstrategy:\n  rollingUpdate:\n    maxSurge: ${surge}`;
    expect(spare({ spec: strategy("3") })).toContain("needs 6 nvidia.com/gpu to spare");
    expect(spare({ spec: strategy("50%") })).toContain("needs 10 nvidia.com/gpu to spare");
    expect(spare({ spec: strategy("0") })).toBeUndefined();
  });

  it.each([
    ["replicas: 4", "1 of 4"],
    ["replicas: 5", "1 of 5"],
    ["replicas: 2\nstrategy:\n  rollingUpdate:\n    maxUnavailable: 1", "1 of 2"],
  ])("that goes on without spare GPUs is no warning: %j", (spec, missing) => {
    expect(spare({ spec })).toContain("info: ");
    expect(spare({ spec })).toContain(`where none is free it goes on with ${missing} replicas missing`);
  });

  it("is not told of while it is paused, nor is the deadline", () => {
    const spec = "paused: true\nprogressDeadlineSeconds: 60";
    const { codes } = decide(deployment({ spec }), "continuous", { platform: "gke", gpu: "l4" });
    expect(codes).toEqual([]);
  });

  it("counts what pods have in the end: parts of GPUs, claims of their own, and shares mildly", () => {
    expect(spare({ container: gpus(1, "nvidia.com/mig-1g.10gb") })).toContain("1 nvidia.com/mig-1g.10gb");
    expect(spare({ container: gpus(1, "nvidia.com/gpu.shared") })).toContain("info: ");
    expect(spare({ container: gpus(1) }, { gpus: 4 })).toContain("4 nvidia.com/gpu");
    const template = `${deployment({
      container: "resources:\n  claims:\n  - name: gpu",
      pod: "resourceClaims:\n- name: gpu\n  resourceClaimTemplateName: one",
    })}---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: one}
spec: {spec: {devices: {requests: [{name: gpu, exactly: {deviceClassName: gpu.nvidia.com, count: 2}}]}}}
`;
    expect(told(template)).toContain("needs 2 GPUs by claim to spare");
  });

  it("of a DaemonSet with a surge needs GPUs on each node, and can be made in place", () => {
    const spec = "updateStrategy:\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: 0";
    const manifest = daemonSet({ spec, container: gpus(1) });
    expect(told(manifest)).toContain("warning: each rollout of DaemonSet/");
    expect(told(daemonSet({ container: gpus(1) }))).toBeUndefined();
    const { changes } = decide(manifest, "continuous", { rollout: "in-place" });
    expect(changes).toContain("set spec.updateStrategy.rollingUpdate.maxSurge");
    expect(decide(daemonSet({ container: gpus(1) }), "continuous", { rollout: "in-place" }).codes).toContain(
      "rollout-no-effect",
    );
  });

  it("counts an autoscaler's minimum", () => {
    const manifest = `${deployment({ container: gpus(1) })}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 8
  maxReplicas: 16
  metrics: [{type: Pods, pods: {metric: {name: queue}, target: {type: AverageValue, averageValue: 1}}}]
`;
    const { decision, codes } = decide(manifest, "continuous");
    expect(told(manifest)).toContain("needs 2 nvidia.com/gpu to spare");
    expect(told(manifest)).toContain("info: ");
    // The least counts, whatever the manifest says: below four pods a rollout hangs.
    const fewer = manifest.replace("minReplicas: 8", "minReplicas: 2");
    expect(told(fewer.replace("spec:\n", "spec:\n  replicas: 8\n"))).toContain("warning: ");
    expect(decision.gpus).toEqual({ before: 8, after: 8, peakAfter: 16 });
    expect(codes).toContain("hpa-gpu-maximum");
    expect(codes).not.toContain("hpa-cpu-metric-on-gpu");
  });

  it("needs none with Recreate, and says nothing when --rollout keep was chosen", () => {
    expect(spare({ spec: "strategy:\n  type: Recreate" })).toBeUndefined();
    expect(spare({}, { rollout: "keep" })).toBeUndefined();
  });

  it("--rollout in-place writes the whole strategy", () => {
    const { patched, codes } = decide(deployment(), "continuous", { rollout: "in-place" });
    expect(patched.spec.strategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
    expect(codes).not.toContain("gpu-rollout-needs-spare");
  });

  it("--rollout in-place is an outage for one replica, and says so", () => {
    expect(decide(deployment(), "continuous", { rollout: "in-place" }).codes).toContain("in-place-downtime");
    const two = deployment({ spec: "replicas: 2" });
    expect(decide(two, "continuous", { rollout: "in-place" }).codes).not.toContain("in-place-downtime");
  });

  it("--rollout in-place changes only what differs", () => {
    const spec = "strategy:\n  type: RollingUpdate\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: 1";
    const { changes } = decide(deployment({ spec, container: gpus(1) }), "continuous", {
      rollout: "in-place",
    });
    expect(changes.filter((change) => change.includes("strategy"))).toEqual([
      "set spec.strategy.rollingUpdate.maxSurge",
    ]);
  });

  it("--rollout in-place is not written beside Recreate, which the API rejects and which needs no spare GPU", () => {
    const { codes, changes } = decide(deployment({ spec: "strategy:\n  type: Recreate" }), "continuous", {
      rollout: "in-place",
    });
    expect(codes).toContain("rollout-beside-recreate");
    expect(codes).not.toContain("gpu-rollout-needs-spare");
    expect(changes.join("\n")).toContain("nvidia.com/gpu");
    expect(changes.join("\n")).not.toContain("strategy");
  });

  it("--rollout in-place says that it changes nothing elsewhere", () => {
    expect(decide(statefulSet(), "continuous", { rollout: "in-place" }).codes).toContain("rollout-no-effect");
  });
});

describe("a number of pods that the API server rejects", () => {
  it.each([
    [deployment({ spec: "replicas: -5", container: gpus(2) })],
    [job({ spec: "parallelism: -5", container: gpus(2) })],
    [job({ spec: "parallelism: 1\ncompletions: -5", container: gpus(2) })],
  ])("counts as one pod, never as fewer GPUs than none: %#", (manifest) => {
    const { decision } = decide(manifest, "continuous");
    expect(decision.gpus).toEqual({ before: 2, after: 2, peakAfter: null });
  });
});

describe("autoscalers that aim at it", () => {
  const hpa = (extra: string, metadata = "  name: web") => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
${metadata}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 4
  maxReplicas: 16
${extra}`;
  const cpu =
    "  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]\n";

  it("leave replicas alone, and a CPU metric is warned about at its own place", () => {
    const { decision, patched } = decide(`${deployment({ spec: "replicas: 4" })}${hpa(cpu)}`, "continuous");
    expect(patched.spec.replicas).toBe(4);
    const warning = decision.diagnostics.find(({ code }) => code === "hpa-cpu-metric-on-gpu");
    expect(warning?.location).toMatchObject({ document: 1, path: "spec.metrics[0]" });
    expect(decision.dropped).toEqual([]);
  });

  it("without metrics scale by CPU", () => {
    expect(decide(`${deployment()}${hpa("")}`, "continuous").codes).toContain("hpa-cpu-metric-on-gpu");
  });

  it("that gpuify wrote for CPUs leave the stream, with the command for a live cluster", () => {
    const ours = "  name: web\n  namespace: shop\n  labels: {app.kubernetes.io/managed-by: gpuify}";
    const web = deployment({ metadata: "name: web\nnamespace: shop", spec: "replicas: 4" });
    const { decision } = decide(`${web}${hpa(cpu, ours)}`, "continuous");
    expect(decision.dropped).toMatchObject([{ id: 1, command: "kubectl delete hpa/web -n shop" }]);
    expect(decision.gpus).toEqual({ before: 0, after: 4, peakAfter: null });
  });

  it("in another namespace aim at something else", () => {
    const elsewhere = hpa(cpu, "  name: web\n  namespace: other");
    const web = deployment({ metadata: "name: web\nnamespace: shop" });
    expect(decide(`${web}${elsewhere}`, "continuous").codes).not.toContain("hpa-gpu-maximum");
  });

  it("of KEDA count with KEDA's defaults", () => {
    const scaled = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: web}
spec:
  scaleTargetRef: {name: web}
  triggers: [{type: cpu, metadata: {value: "60"}}]
`;
    const { decision, codes } = decide(`${deployment()}${scaled}`, "continuous");
    expect(decision.gpus.peakAfter).toBe(100);
    expect(codes).toContain("hpa-cpu-metric-on-gpu");
    const fromZero = decide(`${deployment({ spec: "replicas: 0" })}${scaled}`, "continuous");
    expect(fromZero.decision.gpus).toEqual({ before: 0, after: 0, peakAfter: 100 });
    expect(fromZero.codes).toEqual(expect.arrayContaining(["hpa-gpu-maximum", "gpu-rollout-needs-spare"]));
  });

  it("do nothing while it is switched off, so no GPU is counted and nothing is said of them", () => {
    const off = deployment({
      spec: "replicas: 0\nprogressDeadlineSeconds: 60\nstrategy:\n  rollingUpdate:\n    maxSurge: 1",
    });
    const { decision, codes, patched } = decide(`${off}${hpa(cpu)}`, "continuous", {
      platform: "gke",
      gpu: "l4",
    });
    expect(patched.spec.replicas).toBe(0);
    expect(decision.gpus).toEqual({ before: 0, after: 0, peakAfter: null });
    expect(codes).toEqual([]);
  });
});

describe("what text cannot mend is said", () => {
  it("a server without readiness or startup probe", () => {
    const serving = { container: "ports:\n- containerPort: 8000" };
    expect(decide(deployment(serving), "continuous").codes).toContain("server-without-probe");
    const probed = { container: `${serving.container}\nreadinessProbe:\n  tcpSocket: {port: 8000}` };
    expect(decide(deployment(probed), "continuous").codes).not.toContain("server-without-probe");
    expect(decide(deployment(), "continuous").codes).not.toContain("server-without-probe");
  });

  it("a progress deadline that a new node outlasts, on platforms that make nodes", () => {
    const flags = { platform: "gke", gpu: "l4" };
    const told = (spec: string, more = {}) =>
      decide(deployment(spec === "" ? {} : { spec }), "continuous", more).decision.diagnostics.flatMap(
        ({ code, severity }) => (code.startsWith("progress-deadline") ? [`${severity} ${code}`] : []),
      );
    for (const spec of ["", "progressDeadlineSeconds: 600"])
      expect(told(spec, flags)).toEqual(["warning progress-deadline-node-start"]);
    expect(told("progressDeadlineSeconds: 1800", flags)).toEqual([]);
    expect(told("")).toEqual([]);
    // Too short anywhere, and said once.
    for (const more of [flags, {}])
      expect(told("progressDeadlineSeconds: 599", more)).toEqual(["info progress-deadline-short"]);
  });

  it("a StatefulSet's pod that never fitted must be deleted by hand", () => {
    expect(decide(statefulSet(), "continuous").codes).toContain("stuck-stateful-pod");
  });

  it("training fits a Job better, and a live Job cannot change its template", () => {
    const { codes } = decide(job(), "continuous");
    expect(codes).toContain("training-fits-better");
    expect(codes).toContain("job-template-immutable");
    expect(decide(cronJob(), "continuous").codes).not.toContain("job-template-immutable");
  });

  it("a live Pod cannot be changed; nothing is said when nothing changes", () => {
    const { codes } = decide(pod(), "continuous");
    expect(codes).toContain("pod-immutable");
    const done = pod({
      container: gpus(1),
      pod: "tolerations:\n- operator: Exists",
    });
    expect(decide(done, "continuous").codes).not.toContain("pod-immutable");
  });

  it("generateName needs kubectl create", () => {
    expect(decide(job({ metadata: "generateName: run-" }), "continuous").codes).toContain("generate-name");
  });

  it("a DaemonSet takes a GPU on every node", () => {
    expect(decide(daemonSet(), "continuous").codes).toContain("gpu-daemon-set");
  });
});

describe("shared memory", () => {
  it("comes with more than one GPU per pod, as in training", () => {
    const { patched } = decide(deployment({ container: gpus(2) }), "continuous");
    expect(patched.spec.template.spec.volumes).toEqual([{ name: "dshm", emptyDir: { medium: "Memory" } }]);
    expect(
      decide(deployment({ container: gpus(1) }), "continuous").patched.spec.template.spec.volumes,
    ).toBeUndefined();
  });

  it("comes with --shm for one GPU too", () => {
    const { patched } = decide(deployment(), "continuous", { shm: "2Gi" });
    expect(patched.spec.template.spec.volumes[0].emptyDir).toEqual({ medium: "Memory", sizeLimit: "2Gi" });
  });
});
