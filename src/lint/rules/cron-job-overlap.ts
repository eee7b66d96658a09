import { isScheduled } from "../../k8s/kinds.ts";
import { deviceList, podDevices } from "../../workload/pod-devices.ts";
import { at, isNullish } from "../../yaml/access.ts";
import { gpuJob } from "../lifecycle/retries.ts";
import { perPod, type Rule } from "../rule.ts";

/** Runs of a CronJob that may hold GPUs side by side. */
export const cronJobOverlap: Rule = {
  id: "cron-job-overlap",
  severity: "info",
  title: "GPU CronJob whose runs may overlap",
  fix: "unsafe",
  about: () => ({
    why: "A CronJob starts the next run on time whether the last one has ended or not. A run that waits for a GPU or takes longer than usual then competes with the next for the same GPUs, and the runs pile up.",
    advice:
      "Set `concurrencyPolicy: Forbid` to leave a run out while one is going on, `Replace` to end it, or `Allow` if they may overlap.",
    sources: [
      {
        title: "CronJob: concurrency policy",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy",
      },
    ],
    bad: example(""),
    good: example("  concurrencyPolicy: Forbid\n"),
  }),
  check: perPod((pod, context) => {
    const job = gpuJob(pod, context);
    const path = ["spec", "concurrencyPolicy"];
    if (job === null || !isScheduled(pod.workload.kind)) return [];
    if (!isNullish(at(pod.object.root, path))) return [];
    const devices = deviceList(podDevices(pod.workload, context), job.pods);
    return [
      {
        path,
        message: `concurrencyPolicy is missing: the next run starts beside one that still ${devices === "" ? "runs" : `holds ${devices}`}`,
        fix: {
          safety: "unsafe",
          title: "set concurrencyPolicy to Forbid",
          operations: [{ op: "set", path, value: "Forbid", before: "jobTemplate" }],
        },
      },
    ];
  }),
};

function example(policy: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: evaluate
spec:
  schedule: "0 3 * * *"
${policy}  jobTemplate:
    spec:
      backoffLimit: 3
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: evaluate
              image: registry.example.com/evaluate:1.4.2
              resources:
                limits:
                  nvidia.com/gpu: 1
`;
}
