import type { Life, Lifecycle } from "../../../k8s/kind-row.ts";
import { hasOrdinals, isScheduled, type WorkloadKind } from "../../../k8s/kinds.ts";
import type { SignalRow } from "./signals.ts";

/** Kinds differ in how their pods end: kubernetes/website, concepts/workloads/controllers. */
const LIFECYCLES: Readonly<Record<Lifecycle, SignalRow>> = {
  restarts: {
    text: "is restarted for ever",
    accelerated: { continuous: 2, training: -3 },
    plain: { bursty: 1, training: -3 },
  },
  "per-node": { text: "runs on every node", accelerated: { none: 4 }, plain: { none: 4 } },
  ends: {
    text: "runs to an end",
    accelerated: { training: 4, continuous: -3 },
    plain: { none: 1, continuous: -3, bursty: -1 },
  },
  once: { text: "is a single pod", accelerated: { none: 0.5 }, plain: { none: 1 } },
  none: { text: "is a template that others use", accelerated: {}, plain: {} },
};

const NUMBERED: SignalRow = {
  text: "keeps an identity per pod",
  accelerated: { continuous: 1, training: -2 },
  plain: { none: 1, training: -2 },
};

const SCHEDULED: SignalRow = {
  text: "runs by schedule",
  accelerated: { training: 3, continuous: -4 },
  plain: { none: 2, continuous: -4, bursty: -2 },
};

/** What custom resources are for, which most of them are made for alone. */
const LIVES: Readonly<Record<Life, SignalRow>> = {
  serving: {
    text: "is of a kind that serves",
    accelerated: { continuous: 5, training: -4 },
    plain: { bursty: 1, training: -3 },
  },
  batch: {
    text: "is of a kind for runs that end",
    accelerated: { training: 5, continuous: -3 },
    plain: { none: 1, continuous: -3, bursty: -1 },
  },
  cluster: { text: "is a cluster for programs that come and go", accelerated: {}, plain: { none: 1 } },
  workspace: { text: "is a workspace of a person", accelerated: { none: 1 }, plain: { none: 2 } },
  template: LIFECYCLES.none,
  wrapper: LIFECYCLES.none,
  vm: { text: "is a virtual machine", accelerated: { none: 1 }, plain: { none: 2 } },
};

/** What a kind says by itself. */
export function kindSignal(kind: WorkloadKind): SignalRow {
  if (kind.life !== undefined) return LIVES[kind.life];
  if (hasOrdinals(kind)) return NUMBERED;
  if (isScheduled(kind)) return SCHEDULED;
  return LIFECYCLES[kind.lifecycle];
}

/** Triggers of KEDA that count waiting work (keda.sh/docs: scalers). */
export const QUEUE_TRIGGERS: ReadonlySet<string> = new Set([
  "activemq",
  "apache-kafka",
  "artemis-queue",
  "aws-kinesis-stream",
  "aws-sqs-queue",
  "azure-eventhub",
  "azure-queue",
  "azure-servicebus",
  "beanstalkd",
  "gcp-pubsub",
  "kafka",
  "liiklus",
  "nats-jetstream",
  "pulsar",
  "rabbitmq",
  "redis",
  "redis-cluster",
  "redis-streams",
  "solace-event-queue",
  "stan",
  "temporal",
]);
