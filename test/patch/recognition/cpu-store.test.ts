import { describe, expect, it } from "vitest";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { cpuStoreOf } from "../../../src/patch/recognition/cpu-store.ts";
import { programRows } from "../../../src/program/known/known-programs.ts";
import { catalog, workloadsOf } from "../decide.ts";
import { deployment, type Parts } from "../manifests.ts";

/** What a Deployment with that container is taken for. */
function judge(image: string, parts: Parts = {}): string | null {
  const text = deployment(parts).replace(/image: \S+/, `image: ${image}`);
  const [workload] = workloadsOf(text);
  return workload === undefined ? null : (cpuStoreOf(leadPodSet(workload), catalog)?.told ?? null);
}

describe("a database, cache or broker", () => {
  it.each([
    ["redis", "image redis"],
    ["redis:7.4-alpine@sha256:00", "image redis"],
    ["docker.io/bitnami/postgresql-repmgr:16", "image bitnami/postgresql-repmgr"],
    ["registry.example:5000/team/mysql-57-centos7", "image team/mysql-57-centos7"],
    ["confluentinc/cp-kafka:7.6.0", "image confluentinc/cp-kafka"],
    ["rabbitmq:3-management", "image rabbitmq"],
    ["mcr.microsoft.com/mssql/server:2022-latest", "image mssql/server"],
    ["percona/percona-xtradb-cluster:8.0", "image percona/percona-xtradb-cluster"],
    ["quay.io/coreos/etcd:v3.5", "image coreos/etcd"],
  ])("is told by its image: %s", (image, told) => {
    expect(judge(image)).toBe(told);
  });

  it("is told by its command, also in a script, where nothing else runs", () => {
    expect(judge("base:1", { container: "command: [redis-server, /etc/redis.conf]" })).toBe(
      "command redis-server",
    );
    const script = (text: string) => ({ container: `command: [sh, -c, ${JSON.stringify(text)}]` });
    expect(judge("base:1", script("mkdir -p /data && exec mysqld --datadir=/data"))).toBe("command mysqld");
    expect(judge("base:1", script("redis-server & ./start-model"))).toBeNull();
    expect(judge("redis:7", script("cp /mnt/redis.conf /etc; redis-cli ping; redis-server"))).toBe(
      "image redis",
    );
  });

  it("may have known sidecars beside it, but no container of its own work", () => {
    expect(judge("redis", { more: "- name: metrics\n  image: oliver006/redis_exporter:v1" })).toBe(
      "image redis",
    );
    expect(judge("redis", { more: "- name: app\n  image: acme/ranker:1" })).toBeNull();
  });

  it.each([
    "acme/redis-worker:1",
    "opea/retriever-redis:latest",
    "acme/postgres-embedder",
    "redis-exporter",
    "acme/kafka-consumer",
    "ghcr.io/acme/vault-llm:2",
    "redisai/redisai:1.2",
    "registry.example/redis/ranker:1",
    "$IMAGE",
  ])("is none by a part of its image's name: %s", (image) => {
    expect(judge(image)).toBeNull();
  });

  it("is never told by a name", () => {
    const [workload] = workloadsOf(deployment().replaceAll("web", "redis").replaceAll("main", "postgres"));
    expect(workload && cpuStoreOf(leadPodSet(workload), catalog)).toBeNull();
  });

  it.each([
    "milvusdb/milvus:v2.5.4",
    "qdrant/qdrant:v1.13",
    "pgvector/pgvector:pg16",
    "docker.elastic.co/elasticsearch/elasticsearch:9.3.0",
    "opensearchproject/opensearch:3",
    "nvcr.io/nvidia/k8s/cuda-sample:vectoradd-cuda12.5.0",
    "nvidia/cuda:12.6.0-base-ubuntu24.04",
    "acme/model-registry:1",
  ])("is not what may use a GPU: %s", (image) => {
    expect(judge(image)).toBeNull();
  });

  it("is none where a program that computes runs in its image", () => {
    expect(judge("postgres:16", { container: "command: [python3, train.py]" })).toBeNull();
    expect(judge("redis:7", { container: "command: [nvidia-smi]" })).toBeNull();
  });
});

describe("a trace of a GPU keeps a database from being refused", () => {
  const traces: Readonly<Record<string, Parts>> = {
    "a resource of zero": { container: "resources: {limits: {nvidia.com/gpu: 0}}" },
    "a resource that nobody knows": { container: "resources: {limits: {acme.example/gpu-slice: 1}}" },
    "a claim": { pod: "resourceClaims: [{name: gpu, resourceClaimTemplateName: gpu}]" },
    "a variable": { container: "env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]" },
    "a command": { container: "args: [--device, cuda]" },
    "a label of the catalog": { pod: "nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}" },
    "a label of a team": { pod: "nodeSelector: {pool: gpu-nodes}" },
    "a toleration": { pod: "tolerations: [{key: nvidia.com/gpu, operator: Exists}]" },
    "a toleration of a team": { pod: "tolerations: [{key: sku, value: gpu}]" },
    "a runtime class": { pod: "runtimeClassName: nvidia" },
    "an annotation for shares": { podMetadata: 'annotations: {gpu-fraction: "0.5"}' },
  };
  it.each(Object.entries(traces))("%s", (_, parts) => {
    expect(judge("redis:7")).not.toBeNull();
    expect(judge("redis:7", parts)).toBeNull();
  });

  it("in the image", () => {
    expect.hasAssertions();
    for (const image of ["redis:7-gpu", "acme/cuda/redis:7", "redis-gpu:1"]) expect(judge(image)).toBeNull();
  });

  it("but not an expression that keeps it off GPU nodes, nor a word that only looks like one", () => {
    const term = "{matchExpressions: [{key: nvidia.com/gpu.present, operator: DoesNotExist}]}";
    const affinity = `{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${term}]}}}`;
    expect(judge("redis:7", { pod: `affinity: ${affinity}` })).toBe("image redis");
    expect(judge("redis:7", { pod: "nodeSelector: {output: tpupload}" })).toBe("image redis");
  });
});

it("every row has an image, a command or both, and a source", () => {
  expect.hasAssertions();
  for (const { images, commands, source } of programRows().filter((row) => row.cpuOnly)) {
    expect(images.length + commands.length).toBeGreaterThan(0);
    expect(source).not.toBe("");
  }
});
