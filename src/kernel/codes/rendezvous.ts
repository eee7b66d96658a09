import type { Declarations } from "./declaration.ts";

const HEADLESS = {
  title: "Services: headless Services",
  url: "https://kubernetes.io/docs/concepts/services-networking/service/#headless-services",
};

const POD_HOSTNAMES = {
  title: "DNS for Services and Pods: Pod's hostname and subdomain fields",
  url: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields",
};

const DNS_POLICY = {
  title: "DNS for Services and Pods: Pod's DNS Policy",
  url: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy",
};

const TORCHRUN = {
  title: "torchrun (Elastic Launch)",
  url: "https://docs.pytorch.org/docs/stable/elastic/run.html",
};

/** How the workers of a Job find each other: Service, DNS, variables and launchers. */
export const RENDEZVOUS_CODES = {
  "workers-service-taken": {
    severity: "error",
    title: "Service name of the workers is taken",
    why: "Only a headless Service (`clusterIP: None`) that selects the pods gives each of them a name, and a live Service cannot become headless.",
    advice: "Rename the Job or the Service.",
    sources: [HEADLESS, POD_HOSTNAMES],
  },
  "workers-service-not-seen": {
    severity: "warning",
    title: "Service of the workers is not in the input",
    why: "The workers find each other only under a headless Service of that name that selects them.",
    advice: "Make sure that the Service exists, or remove `subdomain`, and gpuify makes one.",
    sources: [HEADLESS, POD_HOSTNAMES],
  },
  "workers-found-late": {
    severity: "warning",
    title: "Service without names of pods that start",
    why: "By default a Service gives names only to pods that are ready, and the workers look for the first one before it is.",
    advice: "Set `publishNotReadyAddresses: true` on the Service.",
    sources: [POD_HOSTNAMES],
  },
  "workers-service-later": {
    severity: "warning",
    title: "Service of the workers is deployed after them",
    why: "Argo CD and Helm deploy hooks and waves one after the other and wait for a Job to end, so a Service in a later one comes too late.",
    advice: "Give the Service the same hook and wave or weight as the Job.",
    sources: [
      {
        title: "Argo CD: Sync Phases and Waves",
        url: "https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/",
      },
      { title: "Helm: Chart Hooks", url: "https://helm.sh/docs/topics/charts_hooks/" },
    ],
  },
  "workers-service-renamed": {
    severity: "info",
    title: "Name that kustomize would change on one side",
    why: "kustomize does not know that the `subdomain` of a pod is the name of a Service, so it does not rename both.",
    advice:
      "Run gpuify after kustomize where it changes names: `kubectl kustomize . | gpuify -p training … -`.",
  },
  "workers-service-stays": {
    severity: "info",
    title: "Service of workers kept for another workload",
    why: "The workers of the other workload find each other under the names that this Service gives them.",
    advice: "Delete the Service once no workload uses it any more.",
  },
  "workers-service-left": {
    severity: "info",
    title: "Service of workers left in the cluster",
    why: "gpuify takes out of the input what it added there; a Service in another file or in the cluster stays.",
    advice: "Delete the Service where it is.",
  },
  "service-created-once": {
    severity: "info",
    title: "Service that exists from the second run on",
    why: "With `generateName` each run makes a new Job, and all of them share one Service, which `kubectl create` makes only once.",
    advice: "Ignore the error `AlreadyExists` for the Service.",
  },

  "workers-dns-of-host": {
    severity: "warning",
    title: "Workers use the DNS of the node",
    why: "Only the DNS of the cluster knows the names of the workers.",
    advice: "Set `dnsPolicy` to `ClusterFirst`, or with `hostNetwork` to `ClusterFirstWithHostNet`.",
    sources: [DNS_POLICY],
  },
  "workers-dns-without-searches": {
    severity: "warning",
    title: "Workers without DNS search domains",
    why: "The workers know each other by short names, which only the search domains of the cluster complete.",
    advice:
      "Remove `dnsPolicy`, or name the DNS of the cluster and `<namespace>.svc.<cluster domain>` in `dnsConfig`.",
    sources: [DNS_POLICY],
  },

  "workers-variable-contradicts": {
    severity: "warning",
    title: "Variable that misleads the workers",
    why: "It is not what the workers of this Job need, and a second variable beside it would contradict it.",
    advice: "Remove the variable, and gpuify writes it.",
    sources: [TORCHRUN],
  },
  "workers-variables-win": {
    severity: "info",
    title: "Variables of `env` hide those of `envFrom`",
    why: "Where `env` and `envFrom` both set a variable, Kubernetes takes the value from `env`, which is what gpuify writes.",
    advice: "Remove variables of the rendezvous, such as `MASTER_ADDR`, from the source of `envFrom`.",
    sources: [
      {
        title: "Kubernetes API: Container, envFrom",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container",
      },
    ],
  },
  "launcher-not-told": {
    severity: "warning",
    title: "Launcher that does not know the other workers",
    why: "Each worker would train by itself, on the whole data, while it holds its GPUs.",
    advice: "Launch with torchrun, which reads the environment, or tell the launcher of the other workers.",
    sources: [
      {
        title: "Accelerate: the command line",
        url: "https://huggingface.co/docs/accelerate/package_reference/cli",
      },
      { title: "DeepSpeed: getting started", url: "https://www.deepspeed.ai/getting-started/" },
    ],
  },
  "launcher-stays-alone": {
    severity: "warning",
    title: "Launcher option that keeps workers apart",
    why: "What a launcher is told on its command line overrides the environment, so each worker would train by itself.",
    advice:
      "Remove it for torchrun, which reads the environment; give others `$(NNODES)`, `$(NODE_RANK)`, `$(MASTER_ADDR)` and `$(MASTER_PORT)`.",
    sources: [TORCHRUN],
  },
} as const satisfies Declarations;
