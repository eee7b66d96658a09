import type { ProgramRow } from "./row.ts";

/** Programs in which somebody works: they neither serve nor end. */
export const INTERACTIVE: readonly ProgramRow[] = [
  {
    what: "a notebook",
    images: [
      "jupyter",
      "notebook",
      "jupyterhub",
      "jupyterlab",
      "tensorflow:jupyter",
      "zeppelin",
      "rstudio",
      "rapidsai/notebooks",
    ],
    commands: [
      "jupyter",
      "jupyter-lab",
      "jupyter-notebook",
      "start-notebook.sh",
      "start-notebook.py",
      "start-singleuser.sh",
      "jupyterhub",
    ],
    source:
      "jupyter/docker-stacks, jupyterhub/zero-to-jupyterhub-k8s, tensorflow/build: images, rapidsai/docker, rocker-org/rocker-versioned2",
  },
  {
    what: "a desktop or an editor",
    images: [
      "code-server",
      "openvscode-server",
      "theia",
      "novnc",
      "selkies",
      "webtop",
      "egl-desktop",
      "glx-desktop",
    ],
    commands: ["code-server", "sshd"],
    source:
      "coder/code-server, gitpod-io/openvscode-server, selkies-project/docker-nvidia-glx-desktop, linuxserver/docker-webtop",
  },
];

/** Programs that measure others. */
export const LOAD_TESTS: readonly ProgramRow[] = [
  {
    what: "a load test",
    images: [
      "locust",
      "locust-tasks",
      "k6",
      "vegeta",
      "wrk",
      "wrk2",
      "fortio",
      "jmeter",
      "loadgenerator",
      "load-generator",
      "loadgen",
      "siege",
      "iperf",
      "iperf3",
      "netperf",
      "fio",
      "stress",
      "stress-ng",
      "genai-perf",
    ],
    commands: [
      "locust",
      "k6 run",
      "vegeta attack",
      "vegeta -cpus=* attack",
      "wrk",
      "hey",
      "fortio load",
      "jmeter",
      "genai-perf",
      "llmperf",
      "token_benchmark_ray.py",
      "benchmark_serving.py",
      "vllm bench",
      "sglang.bench_serving",
      "stress",
      "stress-ng",
      "iperf3",
      "iperf",
      "fio",
      "ab -n",
      "siege",
      "perf_analyzer",
    ],
    source:
      "locustio/locust, grafana/k6, tsenart/vegeta, wg/wrk, rakyll/hey, fortio/fortio, triton-inference-server/perf_analyzer, ray-project/llmperf, axboe/fio",
  },
];

/** Tasks of administration that run once. */
export const TASKS: readonly ProgramRow[] = [
  {
    what: "a migration",
    images: ["flyway", "liquibase", "migration", "migrations", "migrate", "migrator"],
    commands: [
      "flyway",
      "liquibase",
      "alembic upgrade",
      "manage.py migrate",
      "rails db:migrate",
      "rake db:migrate",
      "migrate",
      "artisan migrate",
      "prisma migrate",
      "dotnet ef",
    ],
    source:
      "flyway/flyway-docker, liquibase/docker, golang-migrate/migrate, sqlalchemy/alembic, django/django, rails/rails",
  },
  {
    what: "a backup or a clean-up",
    images: ["backup", "restic", "kopia", "pg-backup", "cleanup", "pruner", "certgen"],
    commands: ["pg_dump", "pg_dumpall", "mysqldump", "mongodump", "restic", "velero backup"],
    source: "postgres, mysql and mongo documentation; restic/restic; vmware-tanzu/velero",
  },
];

/** Programs that only show whether accelerators are there, or whether they can talk. */
export const DEVICE_CHECKS: readonly ProgramRow[] = [
  {
    what: "a look at the devices",
    images: [
      "cuda-sample:vectoradd",
      "cuda-vector-add",
      "cuda-sample:devicequery",
      "gpu-operator-validator",
      "rocminfo",
      "rocm-smi",
    ],
    commands: [
      "nvidia-smi",
      "rocm-smi",
      "rocminfo",
      "amd-smi",
      "hl-smi",
      "neuron-ls",
      "neuron-top",
      "npu-smi",
      "mx-smi",
      "ixsmi",
      "cnmon",
      "xpu-smi",
      "clinfo",
      "vectorAdd",
      "vectoradd",
      "deviceQuery",
      "dcgmi",
      "vulkaninfo",
      "tpu-info",
    ],
    source:
      "nvcr.io/nvidia/k8s/cuda-sample; registry.k8s.io/cuda-vector-add; the vendors' tools for listing devices",
  },
  {
    what: "a test of the network between devices",
    images: ["nccl-tests", "nccl-test", "perftest", "rccl-tests"],
    commands: [
      "all_reduce_perf",
      "all_gather_perf",
      "alltoall_perf",
      "sendrecv_perf",
      "reduce_scatter_perf",
      "ib_write_bw",
      "ib_read_bw",
      "ib_send_bw",
    ],
    source: "NVIDIA/nccl-tests: README.md; ROCm/rccl-tests: README.md; linux-rdma/perftest: README",
  },
];

/** Images and commands that stand in for a workload. */
export const STAND_INS: readonly ProgramRow[] = [
  {
    what: "an image that does nothing",
    images: [
      "pause",
      "sleep",
      "busybox",
      "pause-amd64",
      "agnhost",
      "library/bash",
      "toolbox",
      "netshoot",
      "dnsutils",
      "cirros",
    ],
    commands: [],
    source:
      "registry.k8s.io/pause, registry.k8s.io/e2e-test-images/agnhost, hub.docker.com/_/busybox, nicolaka/netshoot",
  },
  {
    what: "a bare system image",
    images: [
      "library/ubuntu",
      "library/debian",
      "library/alpine",
      "library/centos",
      "library/fedora",
      "library/rockylinux",
      "library/amazonlinux",
      "library/python",
      "library/perl",
      "nvidia/cuda",
      "ubi8/*",
      "ubi9/*",
    ],
    commands: [],
    source: "hub.docker.com/_/ubuntu, _/debian, _/alpine, _/python; docs.nvidia.com/cuda: containers",
  },
];
