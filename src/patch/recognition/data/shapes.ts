import type { Lifecycle } from "../../../k8s/kind-row.ts";
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

/** What a kind says by itself. */
export function kindSignal(kind: WorkloadKind): SignalRow {
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
