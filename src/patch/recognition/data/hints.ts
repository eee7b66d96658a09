import type { Hypothesis } from "./evidence.ts";

/** When a hint counts: with an accelerator, without one, or always. */
export type When = "accelerated" | "plain" | "always";

/** Names that say something without naming a program. */
export interface HintRow {
  readonly names: readonly string[];
  readonly when: When;
  readonly for: Hypothesis;
  readonly points: number;
  /** Completes "it …"; `NAME` stands for what was found. */
  readonly text: string;
}

const DISTRIBUTED =
  "WORLD_SIZE MASTER_ADDR MASTER_PORT NNODES NODE_RANK RANK LOCAL_RANK NPROC_PER_NODE GPUS_PER_NODE PET_* " +
  "TORCHELASTIC_* HOROVOD_* DEEPSPEED_* TF_CONFIG JAX_COORDINATOR_*";

/**
 * Environment variables, `*` for any characters. Ranks: pytorch/pytorch docs/source/elastic/run.rst, tensorflow.org
 * guide "Distributed training", docs.jax.dev `jax.distributed`. Servers: docs.vllm.ai environment variables,
 * huggingface/text-generation-inference launcher, ollama/ollama docs/faq.md.
 */
export const ENV_HINTS: readonly HintRow[] = [
  {
    names: DISTRIBUTED.split(" "),
    when: "always",
    for: "training",
    points: 2.5,
    text: "is one rank of several (NAME)",
  },
  {
    names: ["NUM_EPOCHS", "EPOCHS", "LEARNING_RATE", "TRAIN_*", "TRAINING_*", "WANDB_*", "FINETUNE_*"],
    when: "always",
    for: "training",
    points: 2,
    text: "is set up for training (NAME)",
  },
  {
    names: ["NCCL_*", "RCCL_*"],
    when: "accelerated",
    for: "training",
    points: 1,
    text: "tunes collectives (NAME)",
  },
  {
    names: [
      "VLLM_*",
      "MAX_TOTAL_TOKENS",
      "MAX_INPUT_LENGTH",
      "MAX_BATCH_PREFILL_TOKENS",
      "NUM_SHARD",
      "OLLAMA_*",
      "TRITON_MODEL_*",
      "HF_TASK",
      "SERVED_MODEL_NAME",
    ],
    when: "always",
    for: "continuous",
    points: 1.5,
    text: "is set up to serve a model (NAME)",
  },
  {
    names: ["MODEL_ID", "MODEL_NAME", "MODEL_PATH", "HF_MODEL_ID"],
    when: "accelerated",
    for: "continuous",
    points: 0.5,
    text: "names a model (NAME)",
  },
  {
    names: [
      "CELERY_*",
      "*KAFKA*BOOTSTRAP*",
      "*KAFKA_BROKER*",
      "RABBITMQ_*",
      "AMQP_*",
      "SQS_*",
      "*QUEUE_URL",
      "*QUEUE_NAME",
    ],
    when: "plain",
    for: "bursty",
    points: 1,
    text: "knows a queue (NAME)",
  },
  {
    names: ["WATCH_NAMESPACE", "OPERATOR_NAME", "LEADER_ELECT*"],
    when: "always",
    for: "none",
    points: 3,
    text: "watches the cluster as an operator does (NAME)",
  },
  {
    names: [
      "MYSQL_ROOT_PASSWORD",
      "POSTGRES_PASSWORD",
      "MONGO_INITDB_*",
      "SA_PASSWORD",
      "ETCD_*",
      "ALLOW_EMPTY_PASSWORD",
    ],
    when: "plain",
    for: "none",
    points: 1.5,
    text: "sets up a store (NAME)",
  },
  {
    names: ["PORT", "HTTP_PORT", "ASPNETCORE_*", "*_SERVICE_ADDR", "SPRING_*"],
    when: "plain",
    for: "bursty",
    points: 1,
    text: "is a service among others (NAME)",
  },
];

/** Flags of commands, without dashes, lower case, with `-` for `_` and `.`. Sources as for programs. */
export const FLAG_HINTS: readonly HintRow[] = [
  {
    names:
      "epochs num-epochs num-train-epochs learning-rate lr max-steps train-steps num-train-steps train-batch-size per-device-train-batch-size gradient-accumulation-steps deepspeed deepspeed-config nproc-per-node nnodes rdzv-endpoint train-data training-data train-file warmup-steps weight-decay".split(
        " ",
      ),
    when: "always",
    for: "training",
    points: 2.5,
    text: "is told how to train (--NAME)",
  },
  {
    names:
      "max-model-len tensor-parallel-size gpu-memory-utilization model-repository model-store model-base-path served-model-name num-shard max-num-seqs rest-api-port max-batch-prefill-tokens model-control-mode n-gpu-layers".split(
        " ",
      ),
    when: "always",
    for: "continuous",
    points: 2.5,
    text: "is told how to serve a model (--NAME)",
  },
  {
    names: ["host", "port", "listen", "bind"],
    when: "accelerated",
    for: "continuous",
    points: 1,
    text: "listens (--NAME)",
  },
  {
    names: ["host", "port", "listen", "bind"],
    when: "plain",
    for: "bursty",
    points: 0.5,
    text: "listens (--NAME)",
  },
  {
    names:
      "leader-elect leader-election enable-leader-election leader-election-namespace metrics-bind-address health-probe-bind-address kubeconfig webhook-port cloud-provider metrics-addr".split(
        " ",
      ),
    when: "always",
    for: "none",
    points: 3,
    text: "is started like a controller (--NAME)",
  },
];

/** Words in the names of scripts and modules that are run. */
export const SCRIPT_HINTS: readonly HintRow[] = [
  {
    names:
      "train training trainer finetune finetuning finetuner pretrain pretraining sft dpo grpo rlhf lora distill".split(
        " ",
      ),
    when: "always",
    for: "training",
    points: 4,
    text: "runs a training script (NAME)",
  },
  {
    names: ["serve", "server", "serving", "api", "app", "webui"],
    when: "accelerated",
    for: "continuous",
    points: 2,
    text: "runs a server (NAME)",
  },
  {
    names: ["serve", "server", "serving", "api", "app", "web", "webapp"],
    when: "plain",
    for: "bursty",
    points: 1.5,
    text: "runs a server (NAME)",
  },
  {
    names: ["worker", "consumer", "subscriber"],
    when: "plain",
    for: "bursty",
    points: 1.5,
    text: "runs a worker (NAME)",
  },
  {
    names: ["test", "tests", "check", "smoke", "validate", "benchmark", "bench", "migrate", "backup"],
    when: "always",
    for: "none",
    points: 1,
    text: "runs a test or a task (NAME)",
  },
];

/** Words in the names of the workload, its container and its recommended labels. A name is a hint, no more. */
export const NAME_HINTS: readonly HintRow[] = [
  {
    names: "train training trainer finetune finetuning pretrain pretraining sft".split(" "),
    when: "always",
    for: "training",
    points: 1.5,
    text: "is called NAME",
  },
  {
    names: "serve serving server inference predictor llm endpoint api vllm tgi triton".split(" "),
    when: "accelerated",
    for: "continuous",
    points: 1,
    text: "is called NAME",
  },
  {
    names:
      "api web webapp website webserver frontend backend gateway service svc portal shop storefront front cart checkout catalog site ui".split(
        " ",
      ),
    when: "plain",
    for: "bursty",
    points: 1,
    text: "is called NAME",
  },
  {
    names: "worker consumer processor subscriber".split(" "),
    when: "plain",
    for: "bursty",
    points: 1,
    text: "is called NAME",
  },
  {
    names:
      "operator controller webhook scheduler autoscaler exporter driver plugin daemon provisioner validator admission collector".split(
        " ",
      ),
    when: "always",
    for: "none",
    points: 2,
    text: "is called NAME",
  },
  {
    names:
      "db database mysql mariadb postgres postgresql mongo mongodb redis cache rabbitmq kafka zookeeper etcd elasticsearch storage".split(
        " ",
      ),
    when: "plain",
    for: "none",
    points: 2,
    text: "is called NAME",
  },
  {
    names:
      "test tests e2e debug benchmark bench smoketest migration migrate backup cleanup monitor monitoring notebook jupyter proxy agent".split(
        " ",
      ),
    when: "always",
    for: "none",
    points: 1,
    text: "is called NAME",
  },
];
