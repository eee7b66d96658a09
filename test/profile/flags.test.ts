import { describe, expect, it } from "vitest";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { flagLayer } from "../../src/profile/settings-from-flags.ts";

/** Each flag with a value, the setting that it is, and its name. A flag that is not here does not compile. */
const FLAGS: {
  readonly [K in keyof Required<DecisionFlags>]: readonly [Required<DecisionFlags>[K], string, string];
} = {
  gpus: [0, "gpus", "--gpus"],
  gpu: ["h100", "model", "--gpu"],
  vendor: ["amd", "vendor", "--vendor"],
  platform: ["gke", "platform", "--platform"],
  container: ["main", "container", "--container"],
  role: ["worker", "role", "--role"],
  spot: [true, "spot", "--spot"],
  mig: ["1g.5gb", "mig", "--mig"],
  topology: ["2x4", "topology", "--topology"],
  shm: ["1Gi", "shm", "--shm"],
  rollout: ["keep", "rollout", "--rollout"],
  keepOff: ["preferred", "keepOff", "--keep-off"],
  replicas: [0, "replicas", "--replicas"],
  maxReplicas: [9, "maxReplicas", "--max-replicas"],
  burst: [2.5, "burst", "--burst"],
  cpu: ["2", "cpu", "--cpu"],
  memory: ["1Gi", "memory", "--memory"],
  noAutoscale: [true, "autoscale", "--no-autoscale"],
  releaseReplicas: [true, "releaseReplicas", "--release-replicas"],
  parallelism: [3, "parallelism", "--parallelism"],
  shards: [4, "shards", "--shards"],
  workers: [5, "workers", "--workers"],
  onePerNode: [true, "onePerNode", "--one-per-node"],
  queue: ["team", "queue", "--queue"],
  force: [true, "force", "--force"],
  kubernetesMinor: [30, "kubernetesMinor", "--kubernetes-version"],
};

describe("what the flags say", () => {
  it.each(Object.entries(FLAGS))(
    "%s is one setting with the flag as origin",
    (flag, [value, setting, name]) => {
      expect(flagLayer({ [flag]: value })).toEqual({
        [setting]: { value: flag === "noAutoscale" ? false : value, origin: { kind: "flag", name } },
      });
    },
  );

  it("is nothing where none is given", () => {
    expect(flagLayer({})).toEqual({});
  });
});
