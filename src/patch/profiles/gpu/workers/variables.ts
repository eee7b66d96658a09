import type { Json } from "../../../../edit/operation.ts";
import { ON_BY_DEFAULT_SINCE } from "../../../../k8s/on-by-default.ts";
import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Settings } from "../../../../profile/settings.ts";
import { at, items, member, textAt } from "../../../../yaml/access.ts";
import type { YamlNode } from "../../../../yaml/tree.ts";
import { fixedJobName } from "./names.ts";

/**
 * What the workers need to find each other, as environment variables. PyTorch's `env://` takes MASTER_ADDR and
 * MASTER_PORT; torchrun takes each of its options from `PET_<OPTION>` where the command line does not give it
 * (pytorch/pytorch torch/distributed/argparse_util.py `env`, torch/distributed/run.py).
 */
export type Rendezvous = {
  readonly service: string;
  readonly count: number;
  readonly podSet: PodSet;
  /** Minor of Kubernetes 1.x. */
  readonly minor: number;
  /** Variables that the config says, which are among the workload's already. */
  readonly configured: Settings["env"];
};

/** A pair of variables that say the same, torchrun's after the common one. */
export interface Pair {
  readonly name: "NODE_RANK" | "MASTER_ADDR" | "MASTER_PORT" | "NNODES";
  readonly twin: string;
  readonly reason: string;
  /** Fields of the variable besides its name. */
  readonly value: (facts: Rendezvous, jobName: string) => { readonly [field: string]: Json };
  /** True for a value of the user's that says the same. */
  readonly agrees: (node: YamlNode, facts: Rendezvous) => boolean;
}

/** torchrun's own default (torch/distributed/run.py). */
const MASTER_PORT = "29500";

/** Both labels are Kubernetes' own (kubernetes/api batch/v1 well_known_labels.go); the first came with 1.27. */
const JOB_NAME_LABELS = ["batch.kubernetes.io/job-name", "job-name"] as const;

/** An annotation from the start, a label too from 1.28 on (KEP-4017). */
const INDEX_KEY = "batch.kubernetes.io/job-completion-index";

/** The pairs in the order in which they are written: what refers to another comes later. */
export const PAIRS: readonly Pair[] = [
  {
    name: "NODE_RANK",
    twin: "PET_NODE_RANK",
    reason:
      "each worker's number; by its label, because $(JOB_COMPLETION_INDEX) is not yet known where `env` is read",
    value: ({ minor }) =>
      fieldRef(
        minor < ON_BY_DEFAULT_SINCE.completionIndexLabel ? annotationPath(INDEX_KEY) : labelPath(INDEX_KEY),
      ),
    agrees: (node) => [labelPath(INDEX_KEY), annotationPath(INDEX_KEY)].includes(fieldPathOf(node) ?? ""),
  },
  {
    name: "MASTER_ADDR",
    twin: "PET_MASTER_ADDR",
    reason: "the worker with the number 0, by its name under the Service",
    value: ({ service }, jobName) => ({ value: `$(${jobName})-0.${service}` }),
    agrees: isFirstWorker,
  },
  {
    name: "MASTER_PORT",
    twin: "PET_MASTER_PORT",
    reason: "where the first worker listens; 29500 is torchrun's own default",
    value: () => ({ value: MASTER_PORT }),
    // Any port is as good as another.
    agrees: () => true,
  },
  {
    name: "NNODES",
    twin: "PET_NNODES",
    reason: "how many workers there are",
    value: ({ count }) => ({ value: String(count) }),
    agrees: (node, { count }) => allowsNodes(textAt(node, ["value"]) ?? "", count),
  },
];

/** A variable with the Job's name, and what it is called where that name is taken by something else. */
export const JOB_NAMES = ["JOB_NAME", "GPUIFY_JOB_NAME"] as const;

/** True for a name under which gpuify tells workers of each other. */
export function isRendezvousName(name: string): boolean {
  return (
    JOB_NAMES.some((one) => one === name) || PAIRS.some((pair) => pair.name === name || pair.twin === name)
  );
}

/** True for a number of nodes, or torchrun's range of them (`1:4`), that `count` meets. */
export function allowsNodes(text: string, count: number): boolean {
  const match = /^(\d+)(?::(\d+))?$/.exec(text);
  if (match === null) return false;
  const least = Number(match[1]);
  return least <= count && count <= (match[2] === undefined ? least : Number(match[2]));
}

/** Fields of a variable that holds the Job's name, which a CronJob or `generateName` makes anew each time. */
export function jobNameValue({ minor }: Rendezvous): { readonly [field: string]: Json } {
  return fieldRef(labelPath(JOB_NAME_LABELS[minor < ON_BY_DEFAULT_SINCE.jobNameLabel ? 1 : 0]));
}

/** True for a variable that holds the Job's name. */
export function isJobName(node: YamlNode, { podSet }: Rendezvous): boolean {
  const path = fieldPathOf(node);
  if (path !== null) return JOB_NAME_LABELS.some((label) => path === labelPath(label));
  const fixed = fixedJobName(podSet);
  return fixed !== null && textAt(node, ["value"]) === fixed;
}

/** True for a variable that takes the Job's name or the worker's number from the pod, in any form that was written. */
export function isOfPod(node: YamlNode): boolean {
  const own = [...JOB_NAME_LABELS.map(labelPath), labelPath(INDEX_KEY), annotationPath(INDEX_KEY)];
  return own.includes(fieldPathOf(node) ?? "");
}

/** A container's variables by name; of two with one name the last counts, as for the kubelet. */
export function variablesOf(
  container: ContainerView,
): ReadonlyMap<string, { readonly node: YamlNode; readonly index: number }> {
  return new Map(
    items(member(container.node, "env")).map((node, index) => [
      textAt(node, ["name"]) ?? "",
      { node, index },
    ]),
  );
}

/** `<job>-0.<service>`, also with what DNS adds behind it. */
function isFirstWorker(node: YamlNode, { service, podSet }: Rendezvous): boolean {
  const value = textAt(node, ["value"]) ?? "";
  const dot = value.indexOf("-0.");
  if (dot < 0) return false;
  const [job, host] = [value.slice(0, dot), value.slice(dot + 3)];
  const isJob = /^\$\((?:JOB_NAME|GPUIFY_JOB_NAME)\)$/.test(job) || job === fixedJobName(podSet);
  return isJob && (host === service || host.startsWith(`${service}.`));
}

function fieldPathOf(node: YamlNode): string | null {
  return textAt(at(node, ["valueFrom", "fieldRef"]), ["fieldPath"]);
}

function fieldRef(fieldPath: string): { readonly [field: string]: Json } {
  return { valueFrom: { fieldRef: { fieldPath } } };
}

function labelPath(key: string): string {
  return `metadata.labels['${key}']`;
}

function annotationPath(key: string): string {
  return `metadata.annotations['${key}']`;
}
