import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { decide } from "./decide.ts";
import { cronJob, deployment, gpus, job, type Parts, pod } from "./manifests.ts";

const RESTORE = "gpuify.dev/restore";

const values = (text: string): unknown[] =>
  parseAllDocuments(text).map((document) => document.toJS() as unknown);

/** GPU profile, CPUs, GPU profile again: the manifest must be what it was after the first. */
function roundTrip(manifest: string, profile: string, flags = {}, bursty = {}, back = {}): void {
  const first = decide(manifest, profile, flags);
  expect(first.codes.filter((code) => code.startsWith("restore"))).toEqual([]);
  const away = decide(first.text, "bursty", bursty);
  expect(JSON.stringify(away.patched.spec)).not.toContain('"nvidia.com/gpu":');
  const again = decide(away.text, profile, back);
  expect(values(again.text)).toEqual(values(first.text));
}

describe("switching back restores", () => {
  const PLACED: Parts = {
    container: gpus(2),
    spec: "replicas: 4",
    pod: `runtimeClassName: nvidia
nodeSelector:
  nvidia.com/gpu.product: NVIDIA-L4
  team: vision
tolerations:
- key: nvidia.com/gpu
  operator: Exists`,
  };

  it("count, nodes, runtime class and replicas of a Deployment; the HPA of the CPUs goes", () => {
    roundTrip(deployment(PLACED), "continuous");
    const away = decide(deployment(PLACED), "bursty");
    expect(away.decision.generated).toHaveLength(1);
    const back = decide(away.text, "continuous");
    expect(back.decision.dropped).toHaveLength(1);
    expect(back.decision.gpus).toMatchObject({ before: 0, after: 8 });
    expect(back.patched.metadata.annotations).toBeUndefined();
  });

  it("a Job's width, and its shards become one again", () => {
    roundTrip(job({ container: gpus(4) }), "training", {}, { shards: 8 });
    roundTrip(
      job({ container: gpus(1), spec: "completions: 8\nparallelism: 2" }),
      "training",
      {},
      { parallelism: 8 },
    );
    roundTrip(cronJob({ container: gpus(1) }), "training", { shm: "4Gi" });
  });

  it.each([
    ["medium: Memory, sizeLimit: 8Gi", 1],
    ["medium: Memory", undefined],
  ])("shared memory that the profile would not give by itself (%s)", (memory, staying) => {
    const container = `${gpus(1)}\nvolumeMounts:\n- name: dshm\n  mountPath: /dev/shm`;
    const manifest = deployment({ container, pod: `volumes:\n- name: dshm\n  emptyDir: {${memory}}` });
    expect(decide(manifest, "bursty").patched.spec.template.spec.volumes?.length).toBe(staying);
    roundTrip(manifest, "continuous");
  });

  it("a Pod, whose own annotations come and go", () => {
    const gke = { platform: "gke" };
    roundTrip(
      pod({ container: gpus(1), pod: "restartPolicy: Never" }),
      "training",
      { ...gke, gpu: "l4" },
      gke,
      gke,
    );
  });

  it("required affinity, term by term", () => {
    const affinity = `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4]}
        - {key: zone, operator: In, values: [a]}
      - matchExpressions:
        - {key: zone, operator: In, values: [b]}
        - {key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L4]}`;
    const away = decide(deployment({ container: gpus(1), pod: affinity }), "bursty");
    const back = decide(away.text, "continuous");
    const terms =
      back.patched.spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution
        .nodeSelectorTerms;
    expect(terms).toHaveLength(2);
    for (const term of terms) {
      expect(JSON.stringify(term)).toContain("NVIDIA-L4");
      expect(JSON.stringify(term)).not.toContain("DoesNotExist");
    }
  });

  it("other profiles' steps come on top without doubling anything", () => {
    const away = decide(deployment({ container: gpus(2), spec: "replicas: 4" }), "bursty");
    const back = decide(away.text, "continuous");
    expect(back.patched.spec.template.spec.tolerations).toHaveLength(1);
    expect(back.patched.spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]).toBe(2);
  });
});

describe("a flag wins over what was recorded", () => {
  const manifest = deployment({
    container: gpus(2),
    pod: "nodeSelector:\n  nvidia.com/gpu.product: Tesla-T4",
  });
  const away = decide(manifest, "bursty");
  const limits = (flags: object) =>
    decide(away.text, "continuous", flags).patched.spec.template.spec.containers[0].resources.limits;

  it("the number", () => {
    expect(limits({ gpus: 4 })).toMatchObject({ "nvidia.com/gpu": 4 });
  });

  it("the model, with the old one's selector gone", () => {
    const { patched } = decide(away.text, "continuous", { gpu: "l4" });
    expect(JSON.stringify(patched.spec)).not.toContain("Tesla-T4");
    expect(JSON.stringify(patched.spec)).toContain("NVIDIA-L4");
    expect(patched.metadata.annotations?.[RESTORE]).toBeUndefined();
  });

  it("the platform, with the other one's selector gone", () => {
    const onGke = deployment({
      container: gpus(1),
      pod: "nodeSelector:\n  cloud.google.com/gke-accelerator: nvidia-l4",
    });
    const off = decide(onGke, "bursty", { platform: "gke" });
    const { patched } = decide(off.text, "continuous", { platform: "eks-karpenter", gpu: "l4" });
    expect(JSON.stringify(patched.spec)).not.toContain("gke-accelerator");
  });

  it("the vendor", () => {
    expect(limits({ vendor: "amd" })).toMatchObject({ "amd.com/gpu": 2 });
    expect(limits({ vendor: "amd" })).not.toHaveProperty("nvidia.com/gpu");
  });

  it("the container", () => {
    const two = deployment({ container: gpus(2), more: "- name: second\n  image: other" });
    const off = decide(two, "bursty");
    const { patched } = decide(off.text, "continuous", { container: "second" });
    const [main, second] = patched.spec.template.spec.containers;
    expect(main.resources?.limits?.["nvidia.com/gpu"]).toBeUndefined();
    expect(second.resources.limits["nvidia.com/gpu"]).toBe(2);
  });
});

describe("a record that cannot be read", () => {
  it("is said at its place and left alone", () => {
    const damaged = deployment({ metadata: `name: web\nannotations:\n  ${RESTORE}: "{not json"` });
    const { codes, patched } = decide(damaged, "continuous");
    expect(codes).toContain("restore-unreadable");
    expect(patched.metadata.annotations[RESTORE]).toBe("{not json");
  });
});
