import { type Examples, row } from "./row.ts";

/** Everything that does not compute on accelerators. */
export const OTHER_EXAMPLES: Readonly<Record<string, Examples>> = {
  "a web server": row(
    ["nginx:1.27", "registry.k8s.io/nginx-slim:0.8", "httpd:2.4"],
    ["nginx -g daemon"],
    ["nginx/nginx-prometheus-exporter", "nginx/nginx-ingress", "example/enginx", "tool check nginx"],
  ),
  "a web application": row(
    ["wordpress:4.8-apache", "php:8-apache"],
    ["catalina.sh run", "php -S 0.0.0.0:80"],
    ["php:8-cli", "example/ghostly", "tool ghost"],
  ),
  "a sample web service": row(
    ["gcr.io/google-samples/hello-app:1.0", "hashicorp/http-echo:0.2.3", "traefik/whoami"],
    ["/http-echo -text=hi"],
    ["example/hello", "hello-worldly/x"],
  ),
  "a Python web server": row(
    ["tiangolo/uvicorn-gunicorn:python3.11"],
    ["gunicorn app:app", "python -m http.server 80", "python manage.py runserver", "uv run uvicorn app:app"],
    ["pip install gunicorn", "client --server uvicorn"],
  ),
  "a Ruby web server": row(
    [],
    ["bundle exec puma -C config/puma.rb", "rails server -b 0.0.0.0"],
    ["rails console", "tool --with puma"],
  ),
  "a Node.js server": row([], ["npm start", "node server.js"], ["npm install", "node worker.js"]),
  "an LLM gateway": row(
    ["ghcr.io/berriai/litellm:main", "ghcr.io/open-webui/open-webui:main"],
    ["litellm --config c.yaml"],
    ["example/lite"],
  ),
  Celery: row(
    [],
    ["celery -A proj worker -l info", "celery worker"],
    ["celery -A proj beat", "celery flower"],
  ),
  "a Ruby queue worker": row(
    ["example/sidekiq:1"],
    ["bundle exec sidekiq -q default", "rake resque:work"],
    ["rake db:seed", "example/kick"],
  ),
  "a Python queue worker": row([], ["rq worker high", "dramatiq app"], ["rq info", "example arq"]),
  "a PHP queue worker": row(
    [],
    ["php artisan queue:work --tries=3", "php bin/console messenger:consume async"],
    ["php artisan serve"],
  ),
  "a Dask worker": row(
    [],
    ["dask worker tcp://scheduler:8786", "dask-cuda-worker x"],
    ["dask scheduler", "dask-scheduler"],
  ),
  "a Kafka consumer": row(
    [],
    ["/opt/kafka/bin/kafka-console-consumer.sh --topic x"],
    ["kafka-topics.sh --list"],
  ),

  "a relational database": row(
    [
      "postgres:16",
      "bitnami/postgresql:16",
      "mcr.microsoft.com/mssql/server:2022",
      "cockroachdb/cockroach:v23",
    ],
    ["docker-entrypoint.sh mysqld", "postgres -c x"],
    [
      "registry.example/postgres-operator",
      "prom/mysqld-exporter",
      "registry.example/mysql-backup",
      "psql postgres",
    ],
  ),
  "a document, graph or column database": row(
    ["mongo:7", "cassandra:4", "clickhouse/clickhouse-server:24"],
    ["mongod --bind_ip 0.0.0.0"],
    ["mongo-express:1", "example/mango"],
  ),
  "a cache": row(
    ["redis:7", "memcached:1.6"],
    ["redis-server /etc/redis.conf"],
    ["oliver006/redis-exporter", "example/redistribute", "redis-cli ping"],
  ),
  "a search engine": row(
    ["docker.elastic.co/elasticsearch/elasticsearch:8.13.0", "opensearchproject/opensearch:2"],
    [],
    ["docker.elastic.co/kibana/kibana:8", "example/search"],
  ),
  "a vector database": row(
    ["milvusdb/milvus:v2.4", "qdrant/qdrant:v1"],
    ["milvus run standalone"],
    ["example/vectors", "milvus stop"],
  ),
  "a message broker": row(
    ["rabbitmq:4.3.2-management-alpine", "apache/kafka:3.8", "nats:2"],
    ["rabbitmq-server"],
    ["provectuslabs/kafka-ui", "example/kafka-consumer", "example/natsu"],
  ),
  "a coordination store": row(
    ["quay.io/coreos/etcd:v3.5", "zookeeper:3.9"],
    ["etcd --name x"],
    ["example/etcetera", "etcdctl get x"],
  ),
  "an object store or a file system": row(
    ["minio/minio:latest", "mcr.microsoft.com/azure-storage/azurite", "quay.io/ceph/ceph:v18"],
    ["minio server /data"],
    ["minio/operator", "mc mb x"],
  ),

  "an operator or a controller": row(
    ["quay.io/tigera/operator:master", "gcr.io/kfserving/kfserving-controller:0.2.0"],
    ["/manager --leader-elect", "/usr/bin/my-operator"],
    ["example/controls", "tool start my-operator"],
  ),
  "an admission webhook": row(
    ["registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.9"],
    ["/webhook"],
    ["example/hook"],
  ),
  "a part of the control plane": row(
    ["registry.k8s.io/kube-apiserver:v1.31", "registry.k8s.io/coredns/coredns:v1.11"],
    ["kube-apiserver --v=2", "./cluster-autoscaler --v=4"],
    ["example/api-server-x", "example/cluster"],
  ),
  "a storage or network driver": row(
    ["registry.k8s.io/sig-storage/csi-provisioner:v5", "nvcr.io/nvidia/k8s-device-plugin:v0.17"],
    ["/opt/bin/flanneld --iface eth0"],
    ["example/driver"],
  ),
  "an ingress or a mesh": row(
    ["traefik:v3", "private-registry.nginx.com/nginx-ic/nginx-plus-ingress:3.2.1", "haproxy:3.0"],
    ["pilot-discovery discovery"],
    ["example/trafficker", "example/meshed"],
  ),
  "a deployment or security tool": row(
    ["quay.io/argoproj/argocd:latest", "jenkins/jenkins:lts", "fluxcd/source:v1"],
    ["/argocd-repo-server"],
    ["example/jenkinsfile", "argocdlike"],
  ),
  metrics: row(
    ["prom/prometheus:v2", "prom/pushgateway", "oliver006/redis_exporter:v1"],
    ["/bin/prometheus --config.file=x"],
    ["example/grafanalike"],
  ),
  "logs or traces": row(
    ["fluent/fluent-bit:3", "jaegertracing/all-in-one"],
    ["/otelcol-contrib --config x"],
    ["example/logs"],
  ),
  "a notebook": row(
    ["quay.io/jupyter/base-notebook:latest", "tensorflow/tensorflow:2.13.0-gpu-jupyter"],
    ["jupyter lab --ip 0.0.0.0", "start-notebook.sh"],
    ["tensorflow/tensorflow:2.13.0-gpu", "example/notes"],
  ),
  "a desktop or an editor": row(["codercom/code-server:4"], ["/usr/sbin/sshd -D"], ["example/code"]),
  "a load test": row(
    ["locustio/locust:2", "peterevans/vegeta:latest", "grafana/k6"],
    ["vegeta -cpus=5 attack -rate=1", "python benchmark_serving.py --backend vllm"],
    ["example/load", "ab"],
  ),
  "a migration": row(
    ["flyway/flyway:10", "vndg/migration-data-v3:latest"],
    ["alembic upgrade head", "python manage.py migrate"],
    ["example/bird", "alembic current"],
  ),
  "a backup or a clean-up": row(["restic/restic:0.17"], ["pg_dump -h db"], ["example/back"]),
  "a look at the devices": row(
    ["nvcr.io/nvidia/k8s/cuda-sample:vectoradd-cuda12.5.0", "registry.k8s.io/cuda-vector-add:v0.1"],
    ["nvidia-smi -L", "/cuda-samples/vectorAdd"],
    ["nvcr.io/nvidia/k8s/cuda-sample:nbody-cuda11.7.1", "echo nvidia-smi"],
  ),
  "a test of the network between devices": row(
    ["example/nccl-tests:1"],
    ["mpirun -np 8 all_reduce_perf -b 8"],
    ["example/nccl"],
  ),
  "an image that does nothing": row(
    ["registry.k8s.io/pause:3.9", "busybox:1.36", "gcr.io/k8s-staging-perf-tests/sleep:v0.1.0"],
    [],
    ["example/pauser", "example/asleep"],
  ),
  "a bare system image": row(
    ["ubuntu:22.04", "python:3.12", "nvidia/cuda:12.6.0-base-ubuntu22.04"],
    [],
    ["example/ubuntu-app", "example/python"],
  ),
};
