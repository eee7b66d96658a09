import { hasOrdinals, isCustomKind } from "../../k8s/kinds.ts";
import { objectTitle } from "../../k8s/object.ts";
import { jobExample } from "../examples/workloads.ts";
import { perPod, type Rule } from "../rule.ts";

/** A training run under a controller that starts it again when it is done. */
export const trainingInDeployment: Rule = {
  id: "training-in-deployment",
  severity: "warning",
  title: "Training that is started again when it ends",
  fix: "none",
  about: () => ({
    why: "A Deployment's pods are restarted whenever they end, also when they are done: a training run begins anew, over its own results, and never gives its GPUs back.",
    advice: "Make it a Job, which ends with its run and has retries of its own.",
    sources: [
      {
        title: "Pod templates of a Deployment: only `restartPolicy: Always` is allowed",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template",
      },
      { title: "Jobs", url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/" },
    ],
    bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: finetune
spec:
  selector:
    matchLabels:
      app: finetune
  template:
    metadata:
      labels:
        app: finetune
    spec:
      containers:
        - name: trainer
          image: pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
          command: [torchrun, --nproc-per-node=1, train.py, --epochs=3]
          resources:
            limits:
              nvidia.com/gpu: 1
`,
    good: jobExample({ spec: "backoffLimit: 3" }),
  }),
  check: perPod(({ workload, object, isGpuPod }, { profileOf }) => {
    const { kind } = workload;
    if (!isGpuPod || kind.lifecycle !== "restarts") return [];
    // What runs in a cluster, a notebook or a virtual machine comes and goes without it.
    if (isCustomKind(kind) && kind.life !== "serving") return [];
    if (profileOf(workload) !== "training") return [];
    return [
      {
        path: ["kind"],
        about: "object",
        // Stable names are why ranks are put into StatefulSets, though they end no better there.
        ...(hasOrdinals(kind) && { severity: "info" }),
        message: `${objectTitle(object)} looks like a training run, and a ${object.kind} starts it again whenever it ends`,
      },
    ];
  }),
};
