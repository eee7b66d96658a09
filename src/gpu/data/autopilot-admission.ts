import type { AdmissionRow } from "../admission-rows.ts";
import type { SourceId } from "./sources.ts";

/** The day on which what Autopilot rejects was read. */
const READ = "2026-11-30";

function read(confidence: "official" | "source-code", ...source: readonly SourceId[]) {
  return { source, date: READ, confidence } as const;
}

/**
 * Keys that Autopilot lists where it rejects another (gke-autopilot-selectors; 2021, 2022, 2024 and 2025: the list
 * grows), and those by which Google's pages on Autopilot select GPUs, shares of them, TPUs, spot and reserved capacity.
 */
const SELECTABLE: readonly string[] = [
  "cloud.google.com/compute-class",
  "cloud.google.com/machine-family",
  "cloud.google.com/gke-ephemeral-storage-local-ssd",
  "cloud.google.com/gke-spot",
  "cloud.google.com/gke-preemptible",
  "cloud.google.com/gke-provisioning",
  "cloud.google.com/gke-flex-start",
  "cloud.google.com/gke-placement-group",
  "cloud.google.com/placement-policy-name",
  "cloud.google.com/reservation-name",
  "cloud.google.com/reservation-project",
  "cloud.google.com/reservation-affinity",
  "cloud.google.com/requested-min-cpu-platform",
  "cloud.google.com/gke-os-distribution",
  "cloud.google.com/private-node",
  "cloud.google.com/gke-accelerator",
  "cloud.google.com/gke-accelerator-count",
  "cloud.google.com/gke-gpu-driver-version",
  "cloud.google.com/gke-gpu-partition-size",
  "cloud.google.com/gke-gpu-sharing-strategy",
  "cloud.google.com/gke-max-shared-clients-per-gpu",
  "cloud.google.com/gke-tpu-accelerator",
  "cloud.google.com/gke-tpu-topology",
  "sandbox.gke.io/runtime",
  "kubernetes.io/os",
  "kubernetes.io/arch",
  "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone",
];

/**
 * CPUs and memory (GiB) of the largest machine that has as many GPUs, by the value of GKE's accelerator label. The node
 * itself needs some of both, so that a pod gets less: with one A100 of 40 GB Autopilot says no above 11 CPUs and 74 GiB
 * (gke-autopilot-maximum). N1 machines take any memory, so those with T4 have none here.
 */
const MACHINES: AdmissionRow["machines"]["value"]["sizes"] = {
  "nvidia-tesla-t4": { 1: [48], 2: [48], 4: [96] },
  "nvidia-l4": { 1: [32, 128], 2: [24, 96], 4: [48, 192], 8: [96, 384] },
  "nvidia-tesla-a100": { 1: [12, 85], 2: [24, 170], 4: [48, 340], 8: [96, 680], 16: [96, 1360] },
  "nvidia-a100-80gb": { 1: [12, 170], 2: [24, 340], 4: [48, 680], 8: [96, 1360] },
  "nvidia-h100-80gb": { 1: [26, 234], 2: [52, 468], 4: [104, 936], 8: [208, 1872] },
  "nvidia-h100-mega-80gb": { 8: [208, 1872] },
  "nvidia-h200-141gb": { 8: [224, 2952] },
  "nvidia-b200": { 8: [224, 3968] },
  "nvidia-gb200": { 4: [140, 884] },
  "nvidia-gb300": { 4: [144, 960] },
  "nvidia-rtx-pro-6000": { 1: [48, 180], 2: [96, 360], 4: [192, 720], 8: [384, 1440] },
};

/** What GKE Autopilot's admission (GKE Warden) rejects, in pods with GPUs and without. */
export const AUTOPILOT_ADMISSION: AdmissionRow = {
  by: "Autopilot",
  selectors: {
    value: {
      allowed: SELECTABLE,
      rejected: {
        "cloud.google.com/gke-nodepool":
          "Remove it, since Autopilot makes the pools itself; select the GPU model or a compute class.",
        "iam.gke.io/gke-metadata-server-enabled":
          "Remove it: all nodes of Autopilot have the metadata server.",
        "kubernetes.io/hostname":
          "Remove it: nodes of Autopilot come and go; select a zone or a compute class.",
        "beta.kubernetes.io/os": "Use its new name kubernetes.io/os.",
        "beta.kubernetes.io/arch": "Use its new name kubernetes.io/arch.",
      },
      systemDomains: ["cloud.google.com", "kubernetes.io", "gke.io", "k8s.io", "gke.networks.io"],
      exemption: "autogke-node-affinity-selector-limitation",
    },
    ...read(
      "official",
      "gke-autopilot-selectors",
      "gke-workload-identity",
      "gke-allowlist",
      "gke-workload-separation",
      "gke-labels",
    ),
  },
  // No page has this list: GKE's own words, in reports of 2025 and 2026.
  computeClass: {
    value: {
      key: "cloud.google.com/compute-class",
      builtIn: [
        "Accelerator",
        "Balanced",
        "Performance",
        "Scale-Out",
        "autopilot",
        "autopilot-spot",
        "autopilot-arm",
        "autopilot-arm-spot",
      ],
      beside: [
        "cloud.google.com/compute-class",
        "topology.kubernetes.io/region",
        "topology.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "cloud.google.com/gke-accelerator-count",
        "cloud.google.com/gke-tpu-topology",
        "cloud.google.com/gke-tpu-accelerator",
      ],
    },
    ...read("official", "gke-compute-class-selectors", "gke-compute-classes"),
  },
  host: {
    value: {
      paths: ["/var/log"],
      // The page's list, with `ephemeral` of the Restricted policy that it names, and `image`, of which no page speaks.
      volumes: [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "gcePersistentDisk",
        "hostPath",
        "image",
        "nfs",
        "persistentVolumeClaim",
        "projected",
        "secret",
      ],
      capabilities: [
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "NET_RAW",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
        "SYS_PTRACE",
      ],
      capabilityFlags: { NET_ADMIN: "--workload-policies=allow-net-admin" },
      portAnnotation: "autopilot.gke.io/host-port-assignment",
      exemptions: {
        namespaces: "autogke-disallow-hostnamespaces",
        paths: "autogke-no-write-mode-hostpath",
        ports: "autogke-no-host-port",
        privileged: "autogke-disallow-privilege",
        capabilities: "autogke-default-linux-capabilities",
      },
    },
    ...read("official", "gke-autopilot-security", "gke-host-ports", "gke-allowlist"),
  },
  machines: {
    value: {
      key: "cloud.google.com/gke-accelerator",
      sizes: MACHINES,
      exemption: "autogke-pod-limit-constraints",
    },
    ...read("source-code", "gke-gpu-machines", "gke-machines", "gke-autopilot-maximum"),
  },
  allowlist: {
    value: {
      label: "cloud.google.com/matching-allowlist",
      advice:
        "Only a WorkloadAllowlist in the cluster, installed by an AllowlistSynchronizer (GKE 1.32.2-gke.1652000 or later), can let it in",
    },
    ...read("official", "gke-allowlists", "gke-allowlist"),
  },
};
