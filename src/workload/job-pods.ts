import { at, count } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";

/** How many pods a Job runs, as the API server fills in what is not written. */
interface JobPods {
  /** Pods that may run at once by `parallelism`; 0 for a Job that somebody holds back. */
  readonly parallelism: number;
  /** Pods that must succeed; null where only `parallelism` is written: the first success then ends the Job. */
  readonly completions: number | null;
  /** Pods that run at once: `parallelism` above `completions` starts no more pods than there is work left. */
  readonly atOnce: number;
}

/**
 * The pods of a Job's spec. Without both numbers both are 1, also for an Indexed Job. What is no plain whole number,
 * or a negative one, counts as not written.
 * Source: kubernetes/kubernetes pkg/apis/batch/v1/defaults.go (SetDefaults_Job), kubernetes.io: Jobs, parallel execution.
 */
export function jobPods(jobSpec: YamlNode | null): JobPods {
  const written = count(at(jobSpec, ["parallelism"]));
  const parallelism = written ?? 1;
  const completions = count(at(jobSpec, ["completions"])) ?? (written === null ? 1 : null);
  return {
    parallelism,
    completions,
    atOnce: completions === null ? parallelism : Math.min(parallelism, completions),
  };
}
