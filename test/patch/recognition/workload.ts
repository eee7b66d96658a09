import { leadPodSet } from "../../../src/k8s/workload.ts";
import type { AutoVerdict } from "../../../src/patch/recognition/data/evidence.ts";
import { recognizeProfile } from "../../../src/patch/recognition/recognize.ts";
import { surroundingsOf } from "../../../src/workload/surroundings.ts";
import { catalog, objectsOf, workloadsOf } from "../decide.ts";

/** What is said of the first workload of a stream. */
export function recognize(text: string): AutoVerdict {
  const objects = objectsOf(text);
  const workload = workloadsOf(text)[0];
  if (workload === undefined) throw new Error("no workload");
  return recognizeProfile(leadPodSet(workload), { surroundings: surroundingsOf(objects), catalog });
}

/** A container's fields as flow YAML, so that a test is one line. */
export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly gpus?: number;
  readonly port?: number;
  readonly env?: readonly string[];
  readonly probe?: true;
}

function containerOf(one: Container): unknown {
  return {
    name: one.name ?? "main",
    ...(one.image !== undefined && { image: one.image }),
    ...(one.command !== undefined && { command: one.command }),
    ...(one.args !== undefined && { args: one.args }),
    ...(one.gpus !== undefined && { resources: { limits: { "nvidia.com/gpu": one.gpus } } }),
    ...(one.port !== undefined && { ports: [{ containerPort: one.port }] }),
    ...(one.env !== undefined && { env: one.env.map((name) => ({ name, value: "x" })) }),
    ...(one.probe && { readinessProbe: { httpGet: { path: "/", port: one.port } } }),
  };
}

const API: Readonly<Record<string, string>> = { Job: "batch/v1", CronJob: "batch/v1", Pod: "v1" };

/** A workload with one container, as JSON, which is YAML too. `spec` are fields beside the pod template. */
export function workload(
  kind: string,
  container: Container,
  spec: Readonly<Record<string, unknown>> = {},
  pod: Readonly<Record<string, unknown>> = {},
): string {
  const podSpec = { ...pod, containers: [containerOf(container)] };
  const template = { template: { spec: podSpec } };
  const own =
    kind === "Pod"
      ? podSpec
      : kind === "CronJob"
        ? { schedule: "0 3 * * *", jobTemplate: { spec: { ...spec, ...template } } }
        : { ...spec, ...template };
  const object = { apiVersion: API[kind] ?? "apps/v1", kind, metadata: { name: "thing" }, spec: own };
  return `${JSON.stringify(object)}\n`;
}
