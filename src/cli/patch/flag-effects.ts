import { type DecisionFlag, PROFILES, type Profile } from "../../profile/built-in.ts";
import type { RawOptions } from "../shared/command.ts";
import { isGiven, usageError } from "../shared/values.ts";

/** Why a profile has no use for a flag: completes "because". */
const WHY: Readonly<Partial<Record<Profile["base"], Partial<Record<DecisionFlag, string>>>>> = {
  bursty: {
    gpus: "bursty takes GPUs away",
    gpu: "bursty takes GPUs away",
    vendor: "bursty takes the GPUs of every vendor away",
    mig: "bursty takes GPUs away",
    topology: "bursty takes TPUs away",
    spot: "bursty chooses no machines",
    shm: "only GPU pods need shared memory from gpuify",
    rollout: "CPU pods can surge; there is nothing to spare",
    workers: "bursty pods do not wait for each other; --shards N shares out the work of a Job",
    "one-per-node": "bursty pods do not wait for each other, and may share a node",
    queue: "bursty takes GPUs away, and with them the reason to queue for them",
  },
  continuous: {
    "keep-off": "continuous pods belong on GPU nodes",
    replicas: "continuous leaves the number of replicas alone: each replica costs GPUs",
    "max-replicas": "continuous writes no autoscaler",
    burst: "continuous writes no autoscaler",
    "no-autoscale": "continuous writes no autoscaler",
    "release-replicas": "continuous writes no autoscaler",
    parallelism: "continuous work does not run to an end",
    shards: "continuous work does not run to an end",
    force: "continuous grows nothing",
    workers: "continuous work does not run to an end",
    "one-per-node": "continuous work has no group of workers",
    queue: "continuous work does not wait for its turn",
  },
  training: {
    "keep-off": "training pods belong on GPU nodes",
    rollout: "training runs to an end and is not rolled out",
    replicas: "training has no replicas",
    "max-replicas": "training writes no autoscaler",
    burst: "training writes no autoscaler",
    "no-autoscale": "training writes no autoscaler",
    "release-replicas": "training writes no autoscaler",
    parallelism: "training keeps the number of ranks",
    shards: "training keeps the number of ranks",
    force: "training grows nothing",
  },
};

/** They tell which labels are of GPU nodes and which API the objects are for; `none` sets nothing. */
const FLAGS_OF_NONE: readonly DecisionFlag[] = ["platform", "kubernetes-version"];

/** @throws Failure (usage) for the first flag that means nothing with the profile, saying why and where it does. */
export function assertFlagsMatter(raw: RawOptions, profile: Pick<Profile, "name" | "base">): void {
  const legal = PROFILES.find((row) => row.base === profile.base)?.flags ?? FLAGS_OF_NONE;
  const all = new Set(PROFILES.flatMap((row) => row.flags));
  for (const flag of all) {
    if (!isGiven(raw, `--${flag}`) || legal.includes(flag)) continue;
    const why =
      profile.base === "none"
        ? `${profile.name} only takes out what places pods on GPU nodes`
        : (WHY[profile.base]?.[flag] ?? `${profile.name} has no use for it`);
    const others = PROFILES.filter((row) => row.flags.includes(flag)).map((row) => row.name);
    throw usageError(
      `--${flag} has no effect with -p ${profile.name}: ${why}`,
      `leave it out; it works with -p ${others.join(" and -p ")}`,
    );
  }
}
