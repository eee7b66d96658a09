import { cronJobOverlap } from "../rules/cron-job-overlap.ts";
import { gpuDaemonSet } from "../rules/gpu-daemon-set.ts";
import { gpuKeptAfterEnd } from "../rules/gpu-kept-after-end.ts";
import { gpuPodsStartApart } from "../rules/gpu-pods-start-apart.ts";
import { gpuRolloutNeedsSpare } from "../rules/gpu-rollout-needs-spare.ts";
import { hpaCpuMetricOnGpu } from "../rules/hpa-cpu-metric-on-gpu.ts";
import { hpaFixedReplicas } from "../rules/hpa-fixed-replicas.ts";
import { hpaGpuMaximum } from "../rules/hpa-gpu-maximum.ts";
import { jobNoBackoffLimit } from "../rules/job-no-backoff-limit.ts";
import { jobNoDeadline } from "../rules/job-no-deadline.ts";
import { jobRetriesPreemption } from "../rules/job-retries-preemption.ts";
import { jobSidecarEndless } from "../rules/job-sidecar-endless.ts";
import { jobSpecRejected } from "../rules/job-spec-rejected.ts";
import { pdbBlocksDrain } from "../rules/pdb-blocks-drain.ts";
import { progressDeadlineShort } from "../rules/progress-deadline-short.ts";
import { queueRejected } from "../rules/queue-rejected.ts";
import { restartPolicyRejected } from "../rules/restart-policy-rejected.ts";
import { rolloutStrategyRejected } from "../rules/rollout-strategy-rejected.ts";
import { rwoClaimSeveralReplicas } from "../rules/rwo-claim-several-replicas.ts";
import { trainingInDeployment } from "../rules/training-in-deployment.ts";
import type { RuleGroup } from "./group.ts";

/** Rollouts, retries and scaling. */
export const LIFECYCLE_RULES: RuleGroup = {
  title: "Rollouts, retries and scaling",
  rules: [
    restartPolicyRejected,
    rolloutStrategyRejected,
    jobSpecRejected,
    gpuRolloutNeedsSpare,
    progressDeadlineShort,
    rwoClaimSeveralReplicas,
    pdbBlocksDrain,
    gpuDaemonSet,
    trainingInDeployment,
    jobNoBackoffLimit,
    jobRetriesPreemption,
    jobNoDeadline,
    gpuKeptAfterEnd,
    gpuPodsStartApart,
    queueRejected,
    jobSidecarEndless,
    cronJobOverlap,
    hpaFixedReplicas,
    hpaGpuMaximum,
    hpaCpuMetricOnGpu,
  ],
};
