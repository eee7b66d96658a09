import type { ProgramRow } from "./row.ts";

/**
 * Databases, caches and brokers that compute on CPUs, whatever their build. Not here: search engines and vector
 * databases, which may index on GPUs (milvus.io/docs/install_cluster-helm-gpu.md;
 * elastic.co/docs/reference/elasticsearch/mapping-reference/gpu-vector-indexing), and stores of files, whose names other
 * programs have too (`model-registry`). Commands are left to images, which all of them have.
 */
export const CPU_STORES: readonly ProgramRow[] = [
  {
    what: "a relational database",
    images: [
      "postgres",
      "postgresql",
      "postgis",
      "timescaledb",
      "spilo",
      "mysql",
      "mysql57",
      "mariadb",
      "percona",
      "mssql/server",
      "mssql-server",
      "oracle-database",
      "cockroach",
      "cockroachdb",
      "tidb",
      "yugabyte",
      "vttablet",
      "vitess/lite",
    ],
    commands: ["postgres", "mysqld", "mariadbd", "sqlservr", "cockroach start*"],
    source:
      "hub.docker.com/_/postgres, _/mysql, _/mariadb, _/percona; mcr.microsoft.com/mssql/server; cockroachdb/cockroach",
  },
  {
    what: "a document, graph or column database",
    images: [
      "mongo",
      "mongodb",
      "couchdb",
      "couchbase",
      "cassandra",
      "scylla",
      "neo4j",
      "arangodb",
      "dgraph",
      "clickhouse",
      "clickhouse-server",
      "influxdb",
      "rethinkdb",
      "hbase",
      "druid",
      "questdb",
    ],
    commands: ["mongod", "mongos", "clickhouse-server", "influxd"],
    source:
      "hub.docker.com/_/mongo, _/couchdb, _/cassandra, _/neo4j, _/influxdb, clickhouse/clickhouse-server",
  },
  {
    what: "a cache",
    images: ["redis", "valkey", "keydb", "dragonfly", "memcached", "hazelcast", "infinispan"],
    commands: ["redis-server", "redis-sentinel", "valkey-server", "memcached"],
    source: "hub.docker.com/_/redis, _/memcached; valkey/valkey; hazelcast/hazelcast",
  },
  {
    what: "a message broker",
    images: [
      "kafka",
      "rabbitmq",
      "nats",
      "nats-streaming",
      "activemq",
      "artemis",
      "pulsar",
      "redpanda",
      "emqx",
      "mosquitto",
      "rocketmq",
      "nsq",
      "vernemq",
    ],
    commands: ["rabbitmq-server", "nats-server", "kafka-server-start.sh", "mosquitto"],
    source:
      "apache/kafka; hub.docker.com/_/rabbitmq, _/nats, _/eclipse-mosquitto; apachepulsar/pulsar; redpandadata/redpanda",
  },
  {
    what: "a coordination store",
    images: ["etcd", "zookeeper", "consul", "vault"],
    commands: ["etcd", "zkServer.sh start*", "consul agent", "vault server"],
    source: "quay.io/coreos/etcd; hub.docker.com/_/zookeeper; hashicorp/consul, hashicorp/vault",
  },
];

/** Other programs that keep data. */
const OTHER_STORES: readonly ProgramRow[] = [
  {
    what: "a search engine",
    images: [
      "elasticsearch",
      "elasticsearch-oss",
      "opensearch",
      "solr",
      "meilisearch",
      "typesense",
      "quickwit",
    ],
    commands: [],
    source:
      "docker.elastic.co/elasticsearch; opensearchproject/opensearch; hub.docker.com/_/solr; getmeili/meilisearch",
  },
  {
    what: "a vector database",
    images: ["milvus", "qdrant", "weaviate", "chroma", "chromadb", "vespa", "pgvector"],
    commands: ["milvus run", "chroma run"],
    source: "milvusdb/milvus, qdrant/qdrant, semitechnologies/weaviate, chromadb/chroma, pgvector/pgvector",
  },
  {
    what: "an object store or a file system",
    images: [
      "minio",
      "ceph",
      "glusterfs",
      "gluster-centos",
      "seaweedfs",
      "ozone",
      "hadoop",
      "hdfs",
      "localstack",
      "azurite",
      "nfs-server",
      "volume-nfs",
      "juicefs",
      "openebs",
      "longhorn",
      "git-daemon",
      "registry",
      "gitea",
    ],
    commands: [
      "minio server",
      "weed master",
      "weed volume",
      "weed filer",
      "hdfs namenode",
      "hdfs datanode",
      "ozone om",
      "ozone scm",
      "ozone datanode",
      "ozone s3g",
    ],
    source:
      "minio/minio, rook/rook, chrislusf/seaweedfs, apache/ozone, apache/hadoop, localstack/localstack, Azure/Azurite, distribution/distribution",
  },
];

/** Programs that keep data: no profile is made for them. */
export const STORES: readonly ProgramRow[] = [...CPU_STORES, ...OTHER_STORES];
