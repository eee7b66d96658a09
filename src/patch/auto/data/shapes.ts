import type { WorkloadClass } from "../../../k8s/kinds.ts";
import type { SignalRow } from "./signals.ts";

const FOR_EVER = {
  accelerated: { continuous: 2, training: -3 },
  plain: { bursty: 1, training: -3 },
};

/** Kinds differ in how their pods end: kubernetes/website, concepts/workloads/controllers. */
export const KINDS: Readonly<Record<WorkloadClass, SignalRow>> = {
  deployment: { text: "is restarted for ever", ...FOR_EVER },
  "replica-set": { text: "is restarted for ever", ...FOR_EVER },
  "stateful-set": {
    text: "keeps an identity per pod",
    accelerated: { continuous: 1, training: -2 },
    plain: { none: 1, training: -2 },
  },
  "daemon-set": { text: "runs on every node", accelerated: { none: 4 }, plain: { none: 4 } },
  job: {
    text: "runs to an end",
    accelerated: { training: 4, continuous: -3 },
    plain: { none: 1, continuous: -3, bursty: -1 },
  },
  "cron-job": {
    text: "runs by schedule",
    accelerated: { training: 3, continuous: -4 },
    plain: { none: 2, continuous: -4, bursty: -2 },
  },
  pod: { text: "is a single pod", accelerated: { none: 0.5 }, plain: { none: 1 } },
  template: { text: "is a template that others use", accelerated: {}, plain: {} },
};

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
