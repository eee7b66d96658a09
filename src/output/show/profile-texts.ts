import { AUTO, NONE, PROFILES } from "../../profile/built-in.ts";
import type { Settings } from "../../profile/settings.ts";

/** What a profile of the program does, in words: the data behind `show profiles`. */
export interface ProfileText {
  readonly name: string;
  /** Null where the workload decides. */
  readonly base: Settings["base"] | null;
  readonly looksLike: string;
  readonly gets: string;
  /** What changes, one line each. */
  readonly changes: readonly string[];
  /** What stays as it is although one might expect otherwise, one line each. */
  readonly leaves: readonly string[];
  /** Flags that matter for this profile: those that `patch` takes with it. */
  readonly flags: readonly string[];
}

type Words = Omit<ProfileText, "name" | "base" | "looksLike" | "flags">;

const WORDS: Readonly<Record<Exclude<Settings["base"], "none">, Words>> = {
  continuous: {
    gets: "whole GPUs on GPU nodes",
    changes: [
      "the GPU limit of one container: the number it has, else what its command asks for, else 1; a request for the same resource is made equal",
      "with --mig a part of a GPU in place of whole ones; with --topology the shape of a TPU slice",
      "the tolerations of the platform's GPU nodes, and its runtime class where GPU pods need one (k3s)",
      "a selector for the GPU model, when one is named; without one only where the platform guarantees a label",
      "/dev/shm in memory, with more than one GPU per pod or with --shm",
      "with --cpu the CPU request of the container with the GPU; with --memory its memory request and limit",
      "what bursty took away comes back, and what gpuify made for another profile (autoscaler, workers) goes",
    ],
    leaves: [
      "replicas and the rollout strategy; a warning tells how many spare GPUs a rollout needs",
      "an autoscaler that aims at the workload; its maximum in GPUs is told",
      "images and probes; a note says where a server has no probes",
      "CPU and memory, without --cpu and --memory",
    ],
  },
  bursty: {
    gets: "no GPU; CPU replicas that grow and shrink",
    changes: [
      "accelerator resources of every vendor are removed, and what only they need",
      "GPU tolerations, selectors, affinity and runtime classes that the catalog knows are removed",
      "CPU pods are kept off GPU nodes, where the platform does not taint them",
      "a CPU request of 1 where none is set; a note says so",
      "a HorizontalPodAutoscaler for a Deployment: from its replicas to --max-replicas, else four times as many",
      "a Job with several completions runs more of them at once with --parallelism; --shards N numbers N pods of one",
      "the annotation gpuify.dev/restore keeps what a GPU profile needs to put it back",
    ],
    leaves: [
      "spec.replicas: without it the next client-side apply would drop to one replica; see --release-replicas",
      "a Deployment that cannot grow safely (paused, Recreate, a volume of its own …): no autoscaler",
      "an autoscaler that aims at the workload already (HPA, VPA, or KEDA's)",
      "code and images: CUDA in them is told, not changed",
    ],
  },
  training: {
    gets: "one or many GPUs per pod, and retries that do not burn GPUs",
    changes: [
      "GPU limit, tolerations, runtime class and selector as in continuous, also --mig, --topology, --cpu and --memory; pods that work together get one GPU model value",
      "/dev/shm in memory for the GPU container, unless something is mounted there",
      "a podFailurePolicy rule that does not count preemptions, first in the list, with restartPolicy: Never",
      "backoffLimit, where unset: 3 per parallel pod, also with restartPolicy: OnFailure, where preemptions count; 3 per index for an Indexed Job that works off more indexes than run at once",
      "annotations that keep the platform's node autoscaler from evicting the pod; on spot nodes not Karpenter's, which would delay the signal that the node goes",
      "what bursty took away comes back, and its autoscaler goes",
      "with --workers N: an Indexed Job of N pods that find each other, with a headless Service before it and the variables that torchrun reads",
      "with --one-per-node too: an anti-affinity that puts each of these pods on its own node",
      "with --queue NAME: the label by which Kueue admits the Job; no selector then but what was asked for by name",
    ],
    leaves: [
      "CPU and memory, without --cpu and --memory",
      "retries that are set, and backoffLimitPerIndex",
      "activeDeadlineSeconds: suggested where it is missing, never set",
    ],
  },
};

const FLAGS_OF_ALL = [...new Set(PROFILES.flatMap((profile) => profile.flags))].map(dashed);

/** The three built-in profiles, and the two names that stand for none of them. */
export const PROFILE_TEXTS: readonly ProfileText[] = [
  ...PROFILES.flatMap(({ name, base, looksLike, flags }): ProfileText[] =>
    base === "none" ? [] : [{ name, base, looksLike, ...WORDS[base], flags: flags.map(dashed) }],
  ),
  {
    name: AUTO,
    base: null,
    looksLike: "one of the three, and its manifest tells which",
    gets: "what that profile gives",
    changes: [
      "each workload is decided by itself: by its kind, images, commands, ports, probes, schedule, resources, and the autoscalers that aim at it",
      "a profile is taken that is at least 80 % sure; how sure it is, and why, is told",
    ],
    leaves: [
      "what looks like none of the three, such as a database or an operator: told, and left as it is",
      "what is less sure: a note that names the flag and the annotation that decide; an error, and nothing is written, where that very workload is named or is the only one",
    ],
    flags: FLAGS_OF_ALL,
  },
  {
    name: NONE,
    base: "none",
    looksLike: "no longer for GPU nodes",
    gets: "nothing; what places it on GPU nodes is taken out",
    changes: ["GPU tolerations, selectors, affinity and runtime classes that the catalog knows are removed"],
    leaves: [
      "the accelerators that containers ask for; bursty takes them away too",
      "selectors, tolerations and affinity that the catalog does not know",
      "replicas, retries, queues, workers, /dev/shm, and annotations against eviction",
    ],
    flags: ["--platform", "--kubernetes-version"],
  },
];

function dashed(flag: string): string {
  return `--${flag}`;
}
