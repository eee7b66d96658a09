import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { deployment, job } from "./manifests.ts";

const TYPE = "cloud.google.com/gke-tpu-accelerator";
const SHAPE = "cloud.google.com/gke-tpu-topology";
const CHIPS = "cloud.google.com/gke-accelerator-count";
const V5E = { platform: "gke", gpu: "tpu-v5e" } as const;

const pod = (outcome: ReturnType<typeof decide>) => outcome.patched.spec.template.spec;
const pods = (number: number) => job({ spec: `parallelism: ${number}\ncompletions: ${number}` });

describe("a TPU", () => {
  it("is asked for by type, shape and all chips of a machine; GKE tolerates for it", () => {
    const outcome = decide(deployment(), "continuous", { ...V5E, gpus: 4 });
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "google.com/tpu": 4 });
    expect(pod(outcome).nodeSelector).toEqual({ [TYPE]: "tpu-v5-lite-podslice", [SHAPE]: "2x2" });
    expect(pod(outcome).tolerations).toBeUndefined();
    expect(outcome.decision.vendor).toBe("google");
  });

  it("needs no shared memory for its chips to talk, unlike GPUs", () => {
    expect(pod(decide(deployment(), "continuous", { ...V5E, gpus: 4 })).volumes).toBeUndefined();
    expect(pod(decide(deployment(), "continuous", { gpus: 4 })).volumes).toBeDefined();
  });

  it.each([2, 3, 5, 16])("is not given by %d chips, which no machine has", (gpus) => {
    expect(decide(deployment(), "continuous", { ...V5E, gpus }).codes).toContain("count-not-on-platform");
  });

  it("comes in a slice of the shape that was named, one pod on each machine", () => {
    const outcome = decide(pods(4), "training", { ...V5E, gpus: 4, topology: "4x4" });
    expect(pod(outcome).nodeSelector[SHAPE]).toBe("4x4");
    expect(outcome.codes).not.toContain("slice-needs-pods");
  });

  it("is warned about where the Job runs another number of pods than the slice has machines", () => {
    const { decision } = decide(pods(2), "training", { ...V5E, gpus: 4, topology: "4x4" });
    const [warning] = decision.diagnostics.filter(({ code }) => code === "slice-needs-pods");
    expect(warning?.message).toContain("has 4 machines of 4 chips, and Job/web runs 2 pods");
    expect(warning?.location?.path).toBe("spec.parallelism");
  });

  it("is warned about where every pod of a Job would get a slice of its own", () => {
    expect(decide(pods(4), "training", { ...V5E, gpus: 4 }).codes).toContain("slices-apart");
    expect(decide(job(), "training", { ...V5E, gpus: 4 }).codes).not.toContain("slices-apart");
  });

  it("keeps the shape that the manifest selects, where nobody names one", () => {
    const manifest = job({
      spec: "parallelism: 16\ncompletions: 16",
      pod: `nodeSelector:\n  ${TYPE}: tpu-v5-lite-podslice\n  ${SHAPE}: 8x8`,
    });
    const outcome = decide(manifest, "training", { ...V5E, gpus: 4 });
    expect(pod(outcome).nodeSelector[SHAPE]).toBe("8x8");
    expect(outcome.codes).not.toContain("slice-needs-pods");
  });

  it("changes its shape where one is named", () => {
    const manifest = pods(4).replace("    spec:", `    spec:\n      nodeSelector:\n        ${SHAPE}: 8x8`);
    const outcome = decide(manifest, "training", { ...V5E, gpus: 4, topology: "4x4" });
    expect(pod(outcome).nodeSelector[SHAPE]).toBe("4x4");
  });

  it("says how many chips a machine has where two sizes make the shape", () => {
    const outcome = decide(pods(2), "training", { ...V5E, gpus: 4, topology: "2x4" });
    expect(pod(outcome).nodeSelector).toMatchObject({ [SHAPE]: "2x4", [CHIPS]: "4" });
  });

  it("leaves with everything that selects it, and comes back", () => {
    const there = decide(deployment(), "continuous", { ...V5E, gpus: 8 });
    const away = decide(there.text, "bursty", { platform: "gke" });
    expect(pod(away).nodeSelector).toBeUndefined();
    expect(JSON.stringify(pod(away).containers)).not.toContain("google.com/tpu");
    const back = decide(away.text, "continuous", { platform: "gke" });
    expect(pod(back).containers[0].resources.limits["google.com/tpu"]).toBe(8);
    expect(pod(back).nodeSelector).toEqual(pod(there).nodeSelector);
  });

  it("takes the place of a GPU, with its labels and resource", () => {
    const gpu = decide(deployment(), "continuous", { platform: "gke", gpu: "l4" });
    const outcome = decide(gpu.text, "continuous", { ...V5E, gpus: 1 });
    expect(pod(outcome).containers[0].resources.limits).toEqual({ "google.com/tpu": 1 });
    expect(pod(outcome).nodeSelector).toEqual({ [TYPE]: "tpu-v5-lite-podslice", [SHAPE]: "1x1" });
  });
});
