import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { decide } from "../decide.ts";
import { deployment, gpus, pod } from "../manifests.ts";
import { bursty, join, refusals } from "./run.ts";

describe("shared memory", () => {
  it("that a GPU profile of gpuify added goes again", () => {
    const trained = stringify(decide(pod({ container: gpus(2) }), "training").patched);
    expect(trained).toContain("/dev/shm");
    const { podSpec } = bursty(trained);
    expect(podSpec.volumes).toBeUndefined();
    expect(podSpec.containers[0].volumeMounts).toBeUndefined();
  });

  it("with a size stays, and that is told: nothing tells a flag's from a person's", () => {
    const trained = stringify(decide(pod({ container: gpus(2) }), "training", { shm: "16Gi" }).patched);
    const run = bursty(trained);
    expect(run.podSpec.volumes).toHaveLength(1);
    expect(run.codes).toContain("shared-memory-kept");
  });

  it.each([
    ["a comment behind the name", "- name: dshm", "- name: dshm # NCCL"],
    ["a comment above", "- name: dshm\n    emptyDir", "# for NCCL\n  - name: dshm\n    emptyDir"],
    ["a comment on the list", "volumes:", "volumes: # for NCCL"],
    ["a comment above the mount", "- name: dshm\n      mount", "# for NCCL\n    - name: dshm\n      mount"],
    ["a size that was commented out", "medium: Memory", "medium: Memory\n      # sizeLimit: 8Gi"],
    ["an anchor", "emptyDir:", "emptyDir: &memory"],
    ["another field", "mountPath: /dev/shm", "mountPath: /dev/shm\n      readOnly: false"],
  ])("with %s is a person's and stays", (_, part, instead) => {
    const plain = pod({
      container: `${gpus(2)}\nvolumeMounts:\n- name: dshm\n  mountPath: /dev/shm`,
      pod: "volumes:\n- name: dshm\n  emptyDir:\n    medium: Memory",
    });
    expect(bursty(plain).podSpec.volumes).toBeUndefined();
    const own = plain.replace(part, instead);
    expect(own).not.toBe(plain);
    const run = bursty(own);
    expect(run.podSpec.volumes).toHaveLength(1);
    expect(run.podSpec.containers[0].volumeMounts).toHaveLength(1);
    expect(run.codes).toContain("shared-memory-kept");
  });

  it("that somebody wrote by hand stays: CPU programs share memory too", () => {
    const text = pod({
      container: `${gpus(2)}\nvolumeMounts:\n- mountPath: /dev/shm\n  name: dshm`,
      pod: "volumes:\n- name: dshm\n  emptyDir:\n    medium: Memory",
    });
    expect(bursty(text).podSpec.volumes).toHaveLength(1);
  });
});

describe("annotations against eviction", () => {
  it("with a comment above the first of them stay together, and that is told", () => {
    const trained = stringify(decide(pod({ container: gpus(2) }), "training").patched);
    const own = trained.replace(/( *)cluster-autoscaler/, "$1# a long run\n$1cluster-autoscaler");
    expect(own).not.toBe(trained);
    const run = bursty(own);
    expect(Object.keys(run.patched.metadata.annotations)).toContain("karpenter.sh/do-not-disrupt");
    expect(run.codes).toContain("eviction-annotations-stay");
  });

  it("that GPU profiles write go, other values of the same keys stay", () => {
    const annotations = (text: string): unknown =>
      bursty(deployment({ container: gpus(1), podMetadata: `labels:\n  app: web\nannotations:\n${text}` }))
        .patched.spec.template.metadata;
    expect(
      annotations(
        '  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n  karpenter.sh/do-not-disrupt: "true"',
      ),
    ).toEqual({ labels: { app: "web" } });
    expect(annotations('  karpenter.sh/do-not-disrupt: "30m"')).toEqual({
      labels: { app: "web" },
      annotations: { "karpenter.sh/do-not-disrupt": "30m" },
    });
  });

  it("of a pod without a GPU are its owner's", () => {
    const run = bursty(
      pod({ metadata: 'name: web\nannotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"' }),
      { keepOff: "none" },
    );
    expect(run.changes).toEqual([]);
  });

  it.each([
    ["one alone", '  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"'],
    [
      "another order",
      '  karpenter.sh/do-not-disrupt: "true"\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"',
    ],
    [
      "a comment",
      '  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n  karpenter.sh/do-not-disrupt: "true" # pinned by hand',
    ],
  ])("without any other sign of a training run stay: %s", (_, annotations) => {
    const podMetadata = `labels:\n  app: web\nannotations:\n${annotations}`;
    const run = bursty(deployment({ container: gpus(1), podMetadata }));
    const kept = run.patched.spec.template.metadata.annotations;
    expect(Object.keys(kept).length).toBe(annotations.split("\n").length);
  });

  it("of a bare Pod leave the map for the record", () => {
    const run = bursty(
      pod({
        container: gpus(1),
        metadata:
          'name: web\nannotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n  karpenter.sh/do-not-disrupt: "true"',
      }),
    );
    expect(Object.keys(run.patched.metadata.annotations)).toEqual(["gpuify.dev/restore"]);
  });
});

describe("device claims", () => {
  const template = (name: string, deviceClass: string, version = "v1"): string => {
    const request =
      version === "v1"
        ? `exactly:\n          deviceClassName: ${deviceClass}`
        : `deviceClassName: ${deviceClass}`;
    return `apiVersion: resource.k8s.io/${version}\nkind: ResourceClaimTemplate\nmetadata:\n  name: ${name}\nspec:\n  spec:\n    devices:\n      requests:\n      - name: gpu\n        ${request}\n`;
  };
  const claiming = pod({
    pod: "resourceClaims:\n- name: gpu\n  resourceClaimTemplateName: one-gpu",
    container: "resources:\n  claims:\n  - name: gpu",
    more: "initContainers:\n- name: warm\n  image: b\n  resources:\n    claims:\n    - name: gpu",
  });

  it.each(["v1", "v1beta1"])("▲ go from the pod and from all containers (%s)", (version) => {
    const { podSpec } = bursty(join(claiming, template("one-gpu", "gpu.nvidia.com", version)));
    expect(podSpec.resourceClaims).toBeUndefined();
    expect(podSpec.containers[0].resources).toEqual({ requests: { cpu: 1 } });
    expect(podSpec.initContainers[0]).toEqual({ name: "warm", image: "b" });
  });

  it("are refused where the template is not in the input", () => {
    expect(refusals(claiming)).toEqual(["claim-not-in-input"]);
  });

  it("are refused where nobody knows what their class hands out", () => {
    expect(refusals(join(claiming, template("one-gpu", "nic.example.com")))).toEqual([
      "device-class-unknown",
    ]);
    expect(refusals(join(claiming, template("one-gpu", "fast-gpus")))).toEqual(["device-class-unknown"]);
  });

  it.each(["qat.intel.com", "mrdma.google.com", "compute-domain-default-channel.nvidia.com"])(
    "for %s stay, in the pod and in all containers",
    (deviceClass) => {
      const run = bursty(join(claiming, template("one-gpu", deviceClass)));
      expect(run.podSpec.resourceClaims).toHaveLength(1);
      expect(run.podSpec.containers[0].resources.claims).toEqual([{ name: "gpu" }]);
      expect(run.podSpec.initContainers[0].resources.claims).toEqual([{ name: "gpu" }]);
    },
  );

  it("of several classes are judged together", () => {
    const mixed = `${template("one-gpu", "gpu.nvidia.com")}      - name: nic\n        exactly:\n          deviceClassName: nic.example.com\n`;
    expect(refusals(join(claiming, mixed))).toEqual(["claim-not-gpu-alone"]);
    const either = template("one-gpu", "gpu.nvidia.com").replace(
      /exactly:\n.*\n/,
      "firstAvailable:\n        - {name: a, deviceClassName: gpu.nvidia.com}\n        - {name: b, deviceClassName: mig.nvidia.com}\n",
    );
    expect(bursty(join(claiming, either)).podSpec.resourceClaims).toBeUndefined();
  });
});
