import type { Code } from "../codes/code.ts";
import { ownOf } from "../own.ts";

/**
 * Codes that were given up, with those that tell the same now. Configs and suppressions may still name them, and who
 * reads reports finds here what to look for. (Fingerprints of baselines are made of rules, none of which was renamed.)
 */
export const RENAMED: Readonly<Record<string, Code>> = {
  "autoscaled-gpus": "hpa-gpu-maximum",
  "autoscaler-paused": "autoscaler-insisted",
  "autoscaler-recreate": "autoscaler-insisted",
  "autoscaler-single-with-data": "autoscaler-insisted",
  "autoscaler-stateful-set": "autoscaler-insisted",
  "autoscaler-zero-replicas": "autoscaler-insisted",
  "container-name-repeated": "pod-name-repeated",
  "cpu-metric-on-gpu": "hpa-cpu-metric-on-gpu",
  "disruptions-count": "job-retries-preemption",
  "disruptions-count-as-failures": "job-retries-preemption",
  "gpu-on-every-node": "gpu-daemon-set",
  "gpu-quantity-negative": "gpu-quantity-not-whole",
  "gpu-quantity-unreadable": "gpu-quantity-not-whole",
  "gpu-quantity-whole": "gpu-quantity-not-whole",
  "grace-above-spot-notice": "spot-grace-period",
  "label-without-its-pair": "gpu-label-pair-missing",
  "no-active-deadline": "job-no-deadline",
  "rollout-needs-spare-gpus": "gpu-rollout-needs-spare",
  "rule-before-disruptions": "job-retries-preemption",
  "shm-above-memory-limit": "shm-exceeds-memory",
  "training-never-ends": "training-in-deployment",
};

/** The code that tells what the named one told, which is most often itself. */
export function currentCode(name: string): string {
  return ownOf(RENAMED, name) ?? name;
}
