import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { cronJob, daemonSet, deployment, gpus, job, pod, statefulSet } from "./manifests.ts";

const IGNORE = { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] };

describe("retries", () => {
  it("are three for one pod", () => {
    expect(decide(job(), "training").patched.spec.backoffLimit).toBe(3);
  });

  it("are three for each of the parallel pods: all ranks abort together", () => {
    const { patched } = decide(job({ spec: "completions: 4\nparallelism: 4" }), "training");
    expect(patched.spec.backoffLimit).toBe(12);
  });

  it("count only pods that run at once", () => {
    expect(
      decide(job({ spec: "completions: 2\nparallelism: 8" }), "training").patched.spec.backoffLimit,
    ).toBe(6);
    expect(decide(job({ spec: "completions: 100" }), "training").patched.spec.backoffLimit).toBe(3);
    expect(decide(job({ spec: "parallelism: 0" }), "training").patched.spec.backoffLimit).toBe(3);
  });

  it("that the user set stay", () => {
    expect(decide(job({ spec: "backoffLimit: 0" }), "training").patched.spec.backoffLimit).toBe(0);
  });

  it("are never written beside backoffLimitPerIndex", () => {
    const spec = "completionMode: Indexed\ncompletions: 4\nparallelism: 4\nbackoffLimitPerIndex: 1";
    expect(decide(job({ spec }), "training").patched.spec.backoffLimit).toBeUndefined();
  });

  it.each([
    ["", 3],
    ["completions: 4\nparallelism: 4", 12],
    // Retries by index need restartPolicy Never.
    ["completionMode: Indexed\ncompletions: 9\nparallelism: 2", 6],
  ])("with OnFailure are as many, recorded, and preemptions are told to count: %j", (spec, limit) => {
    const manifest = job({ pod: "restartPolicy: OnFailure", ...(spec !== "" && { spec }) });
    const { patched, decision } = decide(manifest, "training");
    expect(patched.spec.backoffLimit).toBe(limit);
    expect(patched.spec.backoffLimitPerIndex).toBeUndefined();
    expect(patched.metadata.annotations).toEqual({
      "gpuify.dev/restore-training": `{"v":1,"set":{"backoffLimit":[null,${limit}]}}`,
    });
    expect(decision.diagnostics.find(({ code }) => code === "job-retries-preemption")).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("count as failures and use up backoffLimit"),
    });
  });

  it("with OnFailure that the user set stay, and are not recorded", () => {
    const pod = "restartPolicy: OnFailure";
    const { patched } = decide(job({ pod, spec: "backoffLimit: 3" }), "training");
    expect(patched.spec.backoffLimit).toBe(3);
    expect(patched.metadata.annotations).toBeUndefined();
  });

  it("are not lowered where preemptions count and could be told apart, but raised", () => {
    const replaced = "podReplacementPolicy: TerminatingOrFailed";
    expect(decide(job({ spec: replaced }), "training").patched.spec.backoffLimit).toBeUndefined();
    const four = job({ spec: `${replaced}\ncompletions: 4\nparallelism: 4` });
    expect(decide(four, "training").patched.spec.backoffLimit).toBe(12);
  });

  it("of a CronJob are in its job template", () => {
    const { patched } = decide(cronJob({ spec: "parallelism: 2" }), "training");
    expect(patched.spec.jobTemplate.spec).toMatchObject({
      backoffLimit: 6,
      podFailurePolicy: { rules: [IGNORE] },
    });
    expect(patched.spec.backoffLimit).toBeUndefined();
  });
});

describe("preemptions", () => {
  it("are no failures", () => {
    expect(decide(job(), "training").patched.spec.podFailurePolicy).toEqual({ rules: [IGNORE] });
  });

  it("are ignored before any other rule, because rules match in order", () => {
    const fail = "- action: FailJob\n    onExitCodes: {operator: In, values: [137]}";
    const { patched, changes } = decide(job({ spec: `podFailurePolicy:\n  rules:\n  ${fail}` }), "training");
    expect(changes).toContain("prepend spec.podFailurePolicy.rules");
    expect(patched.spec.podFailurePolicy.rules.map((rule: { action: string }) => rule.action)).toEqual([
      "Ignore",
      "FailJob",
    ]);
  });

  it("that are ignored already are not ignored twice", () => {
    const spec = `podFailurePolicy:
  rules:
  - action: Ignore
    onPodConditions: [{type: DisruptionTarget, status: "True"}]`;
    const { changes, patched } = decide(job({ spec }), "training");
    expect(changes.filter((change) => change.includes("podFailurePolicy"))).toEqual([]);
    expect(patched.spec.backoffLimit).toBe(3);
  });

  it("that a rule before matches are warned about, and retries stay", () => {
    const spec = `podFailurePolicy:
  rules:
  - action: FailJob
    onExitCodes: {operator: NotIn, values: [0]}
  - action: Ignore
    onPodConditions: [{type: DisruptionTarget}]`;
    const { codes, patched } = decide(job({ spec }), "training");
    expect(codes).toContain("job-retries-preemption");
    expect(patched.spec.backoffLimit).toBeUndefined();
  });

  it("that a rule before does not match are ignored: another exit code is no preemption", () => {
    const spec = `podFailurePolicy:
  rules:
  - action: FailJob
    onExitCodes: {operator: In, values: [1]}
  - action: Ignore
    onPodConditions: [{type: DisruptionTarget}]`;
    const { codes, patched } = decide(job({ spec }), "training");
    expect(codes).not.toContain("job-retries-preemption");
    expect(patched.spec.backoffLimit).toBe(3);
  });

  it("that the user counts on purpose stay counted", () => {
    const spec = `podFailurePolicy:
  rules:
  - action: Count
    onPodConditions: [{type: DisruptionTarget}]`;
    const { changes, codes } = decide(job({ spec }), "training");
    expect(changes.filter((change) => change.includes("podFailurePolicy"))).toEqual([]);
    expect(codes).toContain("job-retries-preemption");
  });

  it("cannot be told from failures with 20 rules", () => {
    const rules = Array.from(
      { length: 20 },
      (_, index) => `  - action: Count\n    onExitCodes: {operator: In, values: [${index + 1}]}`,
    ).join("\n");
    const { codes, changes } = decide(job({ spec: `podFailurePolicy:\n  rules:\n${rules}` }), "training");
    expect(codes).toContain("job-retries-preemption");
    expect(changes.filter((change) => change.includes("spec.podFailurePolicy"))).toEqual([]);
    expect(changes).not.toContain("set spec.backoffLimit");
  });

  it("cannot be told from failures with podReplacementPolicy: TerminatingOrFailed", () => {
    const { codes, patched } = decide(job({ spec: "podReplacementPolicy: TerminatingOrFailed" }), "training");
    expect(codes).toContain("job-retries-preemption");
    expect(patched.spec.podFailurePolicy).toBeUndefined();
    expect(
      decide(job({ spec: "podReplacementPolicy: Failed" }), "training").patched.spec.podFailurePolicy,
    ).toEqual({
      rules: [IGNORE],
    });
  });

  it("cannot be told from failures before 1.26", () => {
    const { codes, patched } = decide(job(), "training", { kubernetesMinor: 25 });
    expect(codes).toContain("job-retries-preemption");
    expect(patched.spec.podFailurePolicy).toBeUndefined();
    const old = cronJob().replace("batch/v1", "batch/v1beta1");
    expect(decide(old, "training").codes).toContain("job-retries-preemption");
  });

  it("that are ignored can go on for ever, so a deadline is suggested", () => {
    expect(decide(job(), "training").codes).toContain("job-no-deadline");
    const ended = job({ spec: "activeDeadlineSeconds: 86400" });
    expect(decide(ended, "training").codes).not.toContain("job-no-deadline");
  });
});

describe("shared memory", () => {
  it("is mounted in the GPU container, without a size", () => {
    const { patched, codes } = decide(job(), "training");
    const spec = patched.spec.template.spec;
    expect(spec.volumes).toEqual([{ name: "dshm", emptyDir: { medium: "Memory" } }]);
    expect(spec.containers[0].volumeMounts).toEqual([{ name: "dshm", mountPath: "/dev/shm" }]);
    expect(codes).toContain("drain-needs-flag");
  });

  it("that is mounted already stays, with a trailing slash too", () => {
    const { changes, codes } = decide(
      job({
        container: "volumeMounts:\n- name: shm\n  mountPath: /dev/shm/",
        pod: "restartPolicy: Never\nvolumes:\n- name: shm\n  hostPath: {path: /dev/shm}",
      }),
      "training",
    );
    expect(changes.filter((change) => /volume/.test(change))).toEqual([]);
    expect(codes).not.toContain("drain-needs-flag");
  });

  it("gets a size from --shm, also where it is there already", () => {
    expect(
      decide(job(), "training", { shm: "8Gi" }).patched.spec.template.spec.volumes[0].emptyDir.sizeLimit,
    ).toBe("8Gi");
    const mounted = (size: string) =>
      job({
        container: "volumeMounts:\n- name: shm\n  mountPath: /dev/shm",
        pod: `restartPolicy: Never\nvolumes:\n- name: shm\n  emptyDir: {medium: Memory, sizeLimit: ${size}}`,
      });
    expect(decide(mounted("1Gi"), "training", { shm: "8Gi" }).changes).toContain(
      "set spec.template.spec.volumes[0].emptyDir.sizeLimit",
    );
    expect(decide(mounted("8192Mi"), "training", { shm: "8Gi" }).changes.join()).not.toContain("sizeLimit");
  });

  it("above the memory limit is warned about", () => {
    const container = "resources:\n  limits:\n    memory: 4Gi";
    expect(decide(job({ container }), "training", { shm: "8Gi" }).codes).toContain("shm-exceeds-memory");
    expect(decide(job({ container }), "training", { shm: "4Gi" }).codes).not.toContain("shm-exceeds-memory");
  });

  it("leaves the names of a StatefulSet's claims alone: its controller puts them in place of the pod's volumes", () => {
    const spec = "volumeClaimTemplates:\n- metadata: {name: dshm}\n  spec: {accessModes: [ReadWriteOnce]}";
    const podOf = (parts: Parameters<typeof statefulSet>[0]) =>
      decide(statefulSet({ container: gpus(1), spec, ...parts }), "training").patched.spec.template.spec;
    const alone = podOf({});
    expect(alone.volumes).toEqual([{ name: "dshm-2", emptyDir: { medium: "Memory" } }]);
    expect(alone.containers[0].volumeMounts).toEqual([{ name: "dshm-2", mountPath: "/dev/shm" }]);
    const hidden = podOf({ pod: "volumes:\n- name: dshm\n  emptyDir: {medium: Memory}" });
    expect(hidden.containers[0].volumeMounts[0].name).toBe("dshm-2");
    const container = `${gpus(1)}\nvolumeMounts:\n- name: dshm\n  mountPath: /dev/shm`;
    expect(podOf({ container }).volumes).toBeUndefined();
  });

  it("uses the volume dshm when it is memory, and another name when it is not", () => {
    const volume = (what: string) => `restartPolicy: Never\nvolumes:\n- name: dshm\n  ${what}`;
    const memory = decide(job({ pod: volume("emptyDir: {medium: Memory}") }), "training").patched.spec
      .template.spec;
    expect(memory.volumes).toHaveLength(1);
    expect(memory.containers[0].volumeMounts[0].name).toBe("dshm");
    const disk = decide(job({ pod: volume("emptyDir: {}") }), "training").patched.spec.template.spec;
    expect(disk.volumes).toHaveLength(2);
    expect(disk.containers[0].volumeMounts[0].name).toBe("dshm-2");
  });

  it("of the host needs no other", () => {
    const { changes } = decide(job({ pod: "restartPolicy: Never\nhostIPC: true" }), "training");
    expect(changes.filter((change) => /volume/.test(change))).toEqual([]);
  });

  it("refuses a size that is none", () => {
    expect(decide(job(), "training", { shm: "lots" }).codes).toEqual(["shm-size-invalid"]);
  });
});

describe("eviction and spot", () => {
  const annotations = (flags: object, parts = {}) =>
    decide(job(parts), "training", flags).patched.spec.template.metadata?.annotations;

  it("keeps Cluster Autoscaler from moving the pod", () => {
    expect(annotations({ platform: "gke", gpu: "l4" })).toEqual({
      "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
    });
  });

  it("keeps Karpenter from moving the pod", () => {
    expect(annotations({ platform: "eks-karpenter", gpu: "l4" })).toEqual({
      "karpenter.sh/do-not-disrupt": "true",
    });
  });

  it("leaves the user's own annotation", () => {
    const key = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    const parts = { podMetadata: `annotations:\n  ${key}: "true"` };
    expect(annotations({ platform: "gke", gpu: "l4" }, parts)).toEqual({ [key]: "true" });
    expect(decide(job(parts), "training", { platform: "gke", gpu: "l4" }).codes).toContain("may-be-evicted");
  });

  it("on spot Karpenter's annotation is not written, because it delays the signal", () => {
    expect(annotations({ platform: "eks-karpenter", gpu: "l4", spot: true })).toBeUndefined();
    const codes = (value: string) => {
      const parts = { podMetadata: `annotations:\n  karpenter.sh/do-not-disrupt: "${value}"` };
      return decide(job(parts), "training", { platform: "eks-karpenter", gpu: "l4", spot: true }).codes;
    };
    for (const value of ["true", "1h30m"]) expect(codes(value)).toContain("spot-signal-delayed");
    for (const value of ["false", ""]) expect(codes(value)).not.toContain("spot-signal-delayed");
  });

  it("on spot the nodes are selected and tolerated", () => {
    const { patched } = decide(job(), "training", { platform: "gke", gpu: "l4", spot: true });
    const spec = patched.spec.template.spec;
    expect(spec.nodeSelector).toMatchObject({ "cloud.google.com/gke-spot": "true" });
    expect(spec.tolerations.map(({ key }: { key: string }) => key)).toContain("cloud.google.com/gke-spot");
  });

  it("on spot a grace period beyond the notice is warned about", () => {
    const flags = { platform: "gke", gpu: "l4", spot: true };
    const long = job({ pod: "restartPolicy: Never\nterminationGracePeriodSeconds: 600" });
    expect(decide(long, "training", flags).codes).toContain("spot-grace-period");
    const short = job({ pod: "restartPolicy: Never\nterminationGracePeriodSeconds: 10" });
    expect(decide(short, "training", flags).codes).not.toContain("spot-grace-period");
    expect(decide(long, "training", { platform: "gke", gpu: "l4" }).codes).not.toContain("spot-grace-period");
  });
});

describe("parts of GPUs", () => {
  it("cannot talk to each other, so several in one container are warned about", () => {
    const mig = (count: number) => job({ container: gpus(count, "nvidia.com/mig-1g.10gb") });
    expect(decide(mig(2), "training").codes).toContain("mig-devices-apart");
    expect(decide(mig(1), "training").codes).not.toContain("mig-devices-apart");
    expect(decide(mig(2), "continuous").codes).not.toContain("mig-devices-apart");
  });
});

describe("kinds that never end", () => {
  it.each([
    ["Deployment", deployment()],
    ["StatefulSet", statefulSet()],
    ["DaemonSet", daemonSet()],
    ["Pod", pod()],
  ])("get the part about the pod, with a warning: %s", (_, manifest) => {
    const { patched, codes } = decide(manifest, "training");
    expect(codes).toContain("training-in-deployment");
    const spec = patched.spec.template?.spec ?? patched.spec;
    expect(spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 1 });
    expect(spec.volumes).toHaveLength(1);
    expect(patched.spec.backoffLimit).toBeUndefined();
  });

  it("a Pod that ends is no such kind", () => {
    expect(decide(pod({ pod: "restartPolicy: Never" }), "training").codes).not.toContain(
      "training-in-deployment",
    );
  });

  it("a live Pod's annotations are those of the object", () => {
    const { patched } = decide(pod({ pod: "restartPolicy: Never" }), "training", {
      platform: "gke",
      gpu: "l4",
    });
    expect(patched.metadata.annotations).toEqual({
      "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
    });
  });
});

describe("one GPU model for all ranks", () => {
  const values = (manifest: string, flags = {}) => {
    const { patched } = decide(manifest, "training", { gpu: "h100", ...flags });
    const required =
      patched.spec.template.spec.affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    return required?.nodeSelectorTerms[0].matchExpressions[0].values.length;
  };

  it("holds for several pods, not for the GPUs of one, which are on one node", () => {
    const many = values(job({ spec: "completions: 4\nparallelism: 4" }));
    expect(many ?? 1).toBe(1);
    expect(values(job())).toBeGreaterThan(1);
    expect(values(job(), { gpus: 8 })).toBeGreaterThan(1);
    expect(values(job({ container: gpus(4) }))).toBeGreaterThan(1);
  });

  it("holds for several pods whose GPUs the manifest already asks for", () => {
    expect(values(job({ container: gpus(4), spec: "completions: 4\nparallelism: 4" })) ?? 1).toBe(1);
  });
});
