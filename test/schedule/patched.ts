import { schedulingPod } from "../../src/k8s/scheduling/scheduling-pod.ts";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import { leadPodSet } from "../../src/k8s/workload.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { catalog, workloadsOf } from "../patch/decide.ts";

/** What the whole pipeline makes of a manifest. */
export type Patched = (PatchedText & { readonly ok: false }) | (Written & { readonly pod: SchedulingPod });

/** The same, with nothing read back. */
export type PatchedText = Written | { readonly ok: false; readonly code: string; readonly message: string };

interface Written {
  readonly ok: true;
  readonly text: string;
}

const encoder = new TextEncoder();

/** What was asked and answered: other tests ask the same. */
const answers = new Map<string, PatchedText>();

/** Patches the only workload of a manifest, as `gpuify patch` would, and reads the pod back from the text. */
export function patch(manifest: string, profile: string, flags: DecisionFlags): Patched {
  const patched = patchText(manifest, profile, flags);
  return patched.ok ? { ...patched, pod: podOf(patched.text) } : patched;
}

/** Patches a manifest, as `gpuify patch` would. */
export function patchText(manifest: string, profile: string, flags: DecisionFlags): PatchedText {
  const question = JSON.stringify([manifest, profile, flags]);
  const answer = answers.get(question) ?? answerTo(manifest, profile, flags);
  answers.set(question, answer);
  return answer;
}

function answerTo(manifest: string, profile: string, flags: DecisionFlags): PatchedText {
  const outcome = patchManifests(
    [{ name: "app.yaml", bytes: encoder.encode(manifest), named: true }],
    { profile, scope: { all: true, select: [], labels: [], namespace: null }, strict: false, flags },
    catalog,
  );
  const error = outcome.scopeProblem ?? outcome.diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined) return { ok: false, code: error.code, message: error.message };
  const { text } = outcome.files[0] ?? { text: "" };
  return { ok: true, text };
}

/** The pod of the first workload in a text. */
export function podOf(text: string): SchedulingPod {
  const workload = workloadsOf(text)[0];
  if (workload === undefined) throw new Error("no workload came out");
  const read = schedulingPod(leadPodSet(workload));
  if (!read.ok) throw new Error(`the API server would refuse it: ${JSON.stringify(read.problems)}`);
  return read.value;
}

/** A server that says nothing about placement. */
export const SERVER = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example/web:1
          resources:
            requests: {cpu: "2", memory: 4Gi}
`;

/** A batch job of so many pods at once. */
export function job(pods: number): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
  completions: ${pods}
  parallelism: ${pods}
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: train
          image: registry.example/train:1
`;
}

/** A batch job by the clock. */
export const CRON_JOB = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: registry.example/report:1
`;
