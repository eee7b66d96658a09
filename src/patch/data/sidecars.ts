/** A helper container that never does a pod's own work, told by its name or its image. */
interface SidecarRow {
  readonly what: string;
  /** Globs of container names that injectors and manuals give it. */
  readonly names: readonly string[];
  /** Globs of image names: the last part of the repository, without registry, tag and digest. */
  readonly images: readonly string[];
  /** Where the name or image is documented: repository and path, or page. */
  readonly source: string;
}

/**
 * Only what is surely a helper wherever it stands beside another container. Web servers, caches and databases are
 * not here: they may be the pod's own work.
 */
export const SIDECARS: readonly SidecarRow[] = [
  {
    what: "Istio's proxy",
    names: ["istio-proxy"],
    images: ["proxyv2", "istio-proxyv2"],
    source: "istio/istio: manifests/charts/istio-control/istio-discovery/files/injection-template.yaml",
  },
  {
    what: "Linkerd's proxy",
    names: ["linkerd-proxy"],
    images: [],
    source: "linkerd/linkerd2: charts/partials/templates/_proxy.tpl",
  },
  {
    what: "Envoy",
    names: ["envoy", "envoy-proxy", "envoy-sidecar"],
    images: ["envoy", "envoy-distroless", "aws-appmesh-envoy"],
    source: "envoyproxy/envoy: ci/Dockerfile-envoy; docs.aws.amazon.com/app-mesh: Envoy image",
  },
  {
    what: "Consul's dataplane",
    names: ["consul-dataplane", "consul-connect-*"],
    images: ["consul-dataplane"],
    source: "hashicorp/consul-k8s: control-plane/connect-inject/webhook/consul_dataplane_sidecar.go",
  },
  {
    what: "Dapr's runtime",
    names: ["daprd"],
    images: ["daprd"],
    source: "dapr/dapr: pkg/injector/consts/consts.go",
  },
  {
    what: "Knative's queue proxy",
    names: ["queue-proxy"],
    images: [],
    source: "knative/serving: pkg/reconciler/revision/resources/queue.go",
  },
  {
    what: "the Cloud SQL proxy",
    names: ["cloud-sql-proxy", "cloudsql-proxy", "cloud-sql-auth-proxy"],
    images: ["cloud-sql-proxy", "gce-proxy"],
    source: "GoogleCloudPlatform/cloud-sql-proxy: examples/k8s-sidecar/README.md",
  },
  {
    what: "the AlloyDB proxy",
    names: ["alloydb-proxy", "alloydb-auth-proxy"],
    images: ["alloydb-auth-proxy"],
    source: "GoogleCloudPlatform/alloydb-auth-proxy: examples/k8s-sidecar",
  },
  {
    what: "the GKE Cloud Storage FUSE sidecar",
    names: ["gke-gcsfuse-sidecar", "gke-gcsfuse-metadata-prefetch"],
    images: ["gcs-fuse-csi-driver-sidecar-mounter"],
    source: "GoogleCloudPlatform/gcs-fuse-csi-driver: pkg/webhook/sidecar_spec.go",
  },
  {
    what: "Vault's agent",
    names: ["vault-agent"],
    images: ["vault-k8s"],
    source: "hashicorp/vault-k8s: agent-inject/agent/container_sidecar.go",
  },
  {
    what: "an authenticating proxy",
    names: ["oauth2-proxy", "oauth-proxy", "kube-rbac-proxy*", "azwi-proxy"],
    images: [
      "oauth2-proxy",
      "oauth-proxy",
      "origin-oauth-proxy",
      "ose-oauth-proxy",
      "kube-rbac-proxy",
      "ose-kube-rbac-proxy",
    ],
    source:
      "oauth2-proxy/oauth2-proxy: Dockerfile; brancz/kube-rbac-proxy: examples; openshift/oauth-proxy (quay.io/openshift/origin-oauth-proxy); Azure/azure-workload-identity: pkg/webhook/consts.go",
  },
  {
    what: "a log agent",
    names: ["fluent-bit", "fluentbit", "fluentd", "filebeat", "promtail", "vector-agent", "logrotate"],
    images: [
      "fluent-bit",
      "aws-for-fluent-bit",
      "fluentd",
      "fluentd-kubernetes-daemonset",
      "fluentd-gcp",
      "fluentd-elasticsearch",
      "filebeat",
      "promtail",
      "stackdriver-logging-agent",
    ],
    source:
      "kubernetes/website: content/en/docs/concepts/cluster-administration/logging.md; image names of fluent/*, elastic/beats, grafana/loki",
  },
  {
    what: "a trace or metrics agent",
    names: [
      "otel-agent",
      "otel-collector",
      "otc-container",
      "jaeger-agent",
      "datadog-agent",
      "cloudwatch-agent",
    ],
    images: [
      "jaeger-agent",
      "opentelemetry-collector",
      "opentelemetry-collector-contrib",
      "aws-otel-collector",
      "cloudwatch-agent",
    ],
    source:
      "open-telemetry/opentelemetry-operator: internal/naming/main.go; jaegertracing/jaeger-operator: pkg/inject/sidecar.go; aws-observability/aws-otel-collector",
  },
  {
    what: "a metrics exporter",
    names: [
      "metrics-exporter",
      "*-metrics-exporter",
      "prometheus-exporter",
      "node-exporter",
      "redis-exporter",
      "mysqld-exporter",
      "mysql-exporter",
      "postgres-exporter",
      "rabbitmq-exporter",
      "nginx-exporter",
      "nginx-prometheus-exporter",
      "jmx-exporter",
      "statsd-exporter",
      "memcached-exporter",
      "mongodb-exporter",
      "kafka-exporter",
      "blackbox-exporter",
      "elasticsearch-exporter",
      "dcgm-exporter",
    ],
    images: [
      "prometheus-to-sd",
      "node-exporter",
      "node_exporter",
      "redis-exporter",
      "redis_exporter",
      "mysqld-exporter",
      "mysqld_exporter",
      "mysql-exporter",
      "mysql_exporter",
      "postgres-exporter",
      "postgres_exporter",
      "rabbitmq-exporter",
      "rabbitmq_exporter",
      "nginx-exporter",
      "nginx_exporter",
      "nginx-prometheus-exporter",
      "nginx-prometheus_exporter",
      "jmx-exporter",
      "jmx_exporter",
      "statsd-exporter",
      "statsd_exporter",
      "memcached-exporter",
      "memcached_exporter",
      "mongodb-exporter",
      "mongodb_exporter",
      "kafka-exporter",
      "kafka_exporter",
      "blackbox-exporter",
      "blackbox_exporter",
      "elasticsearch-exporter",
      "elasticsearch_exporter",
      "dcgm-exporter",
      "dcgm_exporter",
    ],
    source: "prometheus.io/docs/instrumenting/exporters: list of exporters; NVIDIA/dcgm-exporter",
  },
  {
    what: "a configuration reloader",
    names: ["config-reloader", "configmap-reload", "*-config-reloader", "rules-configmap-reloader"],
    images: ["configmap-reload", "prometheus-config-reloader", "k8s-sidecar"],
    source: "prometheus-operator/prometheus-operator: pkg/operator/config_reloader.go; kiwigrid/k8s-sidecar",
  },
  {
    what: "git-sync",
    names: ["git-sync"],
    images: ["git-sync"],
    source: "kubernetes/git-sync: README.md",
  },
  {
    what: "a CSI helper",
    names: [
      "csi-provisioner",
      "csi-attacher",
      "csi-resizer",
      "csi-snapshotter",
      "node-driver-registrar",
      "csi-node-driver-registrar",
      "liveness-probe",
      "livenessprobe",
    ],
    images: [
      "csi-provisioner",
      "csi-attacher",
      "csi-resizer",
      "csi-snapshotter",
      "csi-node-driver-registrar",
      "livenessprobe",
    ],
    source: "kubernetes-csi/docs: book/src/sidecar-containers.md",
  },
  {
    what: "the addon resizer",
    names: ["addon-resizer"],
    images: ["addon-resizer", "addon-resizer-*"],
    source: "kubernetes/autoscaler: addon-resizer/README.md",
  },
];
