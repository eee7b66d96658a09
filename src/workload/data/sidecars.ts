/** A helper container that never does a pod's own work, told by its name or its image. */
export interface SidecarRow {
  readonly what: string;
  /** Globs of container names that injectors and manuals give it. */
  readonly names: readonly string[];
  /** Globs of image names: the last part of the repository, without registry, tag and digest. */
  readonly images: readonly string[];
  /**
   * When it ends where nobody tells it to. `never`: a server or an agent that runs until it is stopped. `with-the-work`: it
   * watches for the end of the other containers. `unsaid`: nobody says so, or some run once.
   */
  readonly ends: "never" | "with-the-work" | "unsaid";
  /** Where the name or image is documented: repository and path, or page. */
  readonly source: string;
}

/**
 * The first row that fits counts. Only what is surely a helper wherever it stands beside another container. Web servers, caches and databases are
 * not here: they may be the pod's own work.
 *
 * That they do not end: proxies and agents are servers (docs.dapr.io: Running Dapr with a Kubernetes Job;
 * GoogleCloudPlatform/cloud-sql-proxy: examples/k8s-sidecar/job-with-shutdown-hook.yaml; istio/istio issue 11659;
 * linkerd.io: Graceful Pod Shutdown), and the sidecar of Cloud Storage FUSE waits for the other containers
 * (GoogleCloudPlatform/gcs-fuse-csi-driver issue 91); read 2026-11-30.
 */
export const SIDECARS: readonly SidecarRow[] = [
  {
    what: "Istio's proxy",
    names: ["istio-proxy"],
    images: ["proxyv2", "istio-proxyv2"],
    ends: "never",
    source: "istio/istio: manifests/charts/istio-control/istio-discovery/files/injection-template.yaml",
  },
  {
    what: "Linkerd's proxy",
    names: ["linkerd-proxy"],
    images: [],
    ends: "never",
    source: "linkerd/linkerd2: charts/partials/templates/_proxy.tpl",
  },
  {
    what: "Envoy",
    names: ["envoy", "envoy-proxy", "envoy-sidecar"],
    images: ["envoy", "envoy-distroless", "aws-appmesh-envoy"],
    ends: "never",
    source: "envoyproxy/envoy: ci/Dockerfile-envoy; docs.aws.amazon.com/app-mesh: Envoy image",
  },
  {
    what: "Consul's dataplane",
    names: ["consul-dataplane", "consul-connect-*"],
    images: ["consul-dataplane"],
    ends: "never",
    source: "hashicorp/consul-k8s: control-plane/connect-inject/webhook/consul_dataplane_sidecar.go",
  },
  {
    what: "Dapr's runtime",
    names: ["daprd"],
    images: ["daprd"],
    ends: "never",
    source: "dapr/dapr: pkg/injector/consts/consts.go",
  },
  {
    what: "Knative's queue proxy",
    names: ["queue-proxy"],
    images: [],
    ends: "unsaid",
    source: "knative/serving: pkg/reconciler/revision/resources/queue.go",
  },
  {
    what: "the Cloud SQL proxy",
    names: ["cloud-sql-proxy", "cloudsql-proxy", "cloud-sql-auth-proxy"],
    images: ["cloud-sql-proxy", "gce-proxy"],
    ends: "never",
    source: "GoogleCloudPlatform/cloud-sql-proxy: examples/k8s-sidecar/README.md",
  },
  {
    what: "the AlloyDB proxy",
    names: ["alloydb-proxy", "alloydb-auth-proxy"],
    images: ["alloydb-auth-proxy"],
    ends: "never",
    source: "GoogleCloudPlatform/alloydb-auth-proxy: examples/k8s-sidecar",
  },
  {
    what: "the GKE Cloud Storage FUSE sidecar",
    names: ["gke-gcsfuse-sidecar", "gke-gcsfuse-metadata-prefetch"],
    images: ["gcs-fuse-csi-driver-sidecar-mounter"],
    ends: "with-the-work",
    source: "GoogleCloudPlatform/gcs-fuse-csi-driver: pkg/webhook/sidecar_spec.go",
  },
  {
    what: "Vault's agent",
    names: ["vault-agent"],
    images: ["vault-k8s"],
    ends: "never",
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
    ends: "never",
    source:
      "oauth2-proxy/oauth2-proxy: Dockerfile; brancz/kube-rbac-proxy: examples; openshift/oauth-proxy (quay.io/openshift/origin-oauth-proxy); Azure/azure-workload-identity: pkg/webhook/consts.go",
  },
  {
    what: "a log agent",
    names: ["fluent-bit", "fluentbit", "fluentd", "filebeat", "promtail", "vector-agent"],
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
    ends: "never",
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
    ends: "never",
    source:
      "open-telemetry/opentelemetry-operator: internal/naming/main.go; jaegertracing/jaeger-operator: pkg/inject/sidecar.go; aws-observability/aws-otel-collector",
  },
  {
    what: "a metrics exporter",
    names: [
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
    ends: "never",
    source: "prometheus.io/docs/instrumenting/exporters: list of exporters; NVIDIA/dcgm-exporter",
  },
  {
    what: "a metrics exporter",
    names: ["metrics-exporter", "*-metrics-exporter", "prometheus-exporter"],
    images: [],
    ends: "unsaid",
    source: "prometheus.io/docs/instrumenting/exporters: names that people give them",
  },
  {
    what: "a log agent",
    names: ["logrotate"],
    images: [],
    ends: "unsaid",
    source: "kubernetes/website: content/en/docs/concepts/cluster-administration/logging.md",
  },
  {
    what: "a configuration reloader",
    names: ["config-reloader", "configmap-reload", "*-config-reloader", "rules-configmap-reloader"],
    images: ["configmap-reload", "prometheus-config-reloader", "k8s-sidecar"],
    ends: "unsaid",
    source: "prometheus-operator/prometheus-operator: pkg/operator/config_reloader.go; kiwigrid/k8s-sidecar",
  },
  {
    what: "git-sync",
    names: ["git-sync"],
    images: ["git-sync"],
    ends: "never",
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
    ends: "unsaid",
    source: "kubernetes-csi/docs: book/src/sidecar-containers.md",
  },
  {
    what: "the addon resizer",
    names: ["addon-resizer"],
    images: ["addon-resizer", "addon-resizer-*"],
    ends: "unsaid",
    source: "kubernetes/autoscaler: addon-resizer/README.md",
  },
];
