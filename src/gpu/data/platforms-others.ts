import type { PlatformRow } from "../rows.ts";
import { migByResource, noSchedule, nvidiaToleration, PLAIN, tolerates } from "./platform-parts.ts";
import { lookedUp, noted } from "./provenance.ts";
import { OKE_SPOT_TOLERATION } from "./spot-tolerations.ts";
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from "./traces.ts";
import { WHOLE_WHERE_DISCOVERED } from "./whole-gpus.ts";

const PREEMPTIBLE = "oci.oraclecloud.com/oke-is-preemptible";

const gfdMayBeMissing = "a label that depends on GPU Feature Discovery could leave it Pending for ever";

/** Where NVIDIA's components label the nodes, as on `generic-nvidia`. */
const discovered = {
  ...PLAIN,
  resources: { nvidia: "nvidia.com/gpu" },
  tolerations: { nvidia: [nvidiaToleration] },
  mig: migByResource,
  noLabelReason: gfdMayBeMissing,
  wholeGpus: { nvidia: WHOLE_WHERE_DISCOVERED },
  countRule: "unknown",
} as const;

/** Clouds with machines of their own. */
const clouds: readonly PlatformRow[] = [
  {
    ...PLAIN,
    name: "coreweave",
    title: "CoreWeave Kubernetes Service",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: {
      nvidia: [
        // Its effect is not documented; a toleration without one covers all.
        { value: { key: "is_gpu", operator: "Exists" }, ...noted("sample", "cw-refarch") },
      ],
    },
    taints: [
      {
        key: "is_gpu",
        value: null,
        effect: null,
        by: "default",
        on: "GPU nodes",
        ...noted("sample", "cw-refarch"),
      },
    ],
    vendorLabel: {
      nvidia: {
        value: { key: "node.coreweave.cloud/class", value: "gpu" },
        ...noted("official", "cw-sched"),
      },
    },
    noLabelReason: "",
    evictionAnnotations: [SAFE_TO_EVICT],
    remarks: [
      {
        value: "CoreWeave runs NVIDIA GPU Operator: do not install another",
        ...noted("official", "cw-sched"),
      },
      {
        value: "spot capacity is a property of the Node Pool; its nodes carry no label for it",
        ...lookedUp("official", "cw-spot"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("official", "cw-sched", "cw-refarch", "ca-coreweave"),
  },
  {
    ...PLAIN,
    name: "oke",
    title: "Oracle Kubernetes Engine",
    resources: { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" },
    tolerations: {
      nvidia: [tolerates("nvidia.com/gpu", noted("official", "ca-oci", "oke-hpc"))],
      amd: [tolerates("amd.com/gpu", noted("official", "ca-oci", "oke-hpc"))],
    },
    taints: [
      noSchedule(
        { key: "nvidia.com/gpu", value: "present", by: "default", on: "NVIDIA nodes" },
        lookedUp("official", "oke-kpo"),
      ),
      noSchedule(
        { key: "amd.com/gpu", value: "present", by: "default", on: "AMD nodes" },
        lookedUp("official", "oke-kpo", "oke-hpc"),
      ),
      noSchedule(
        { key: PREEMPTIBLE, value: "present", by: "default", on: "preemptible nodes" },
        lookedUp("official", "oke-preemptible", "oke-kpo"),
      ),
    ],
    vendorLabel: {
      nvidia: { value: { key: "nvidia.com/gpu", value: "true" }, ...noted("official", "oke-hpc", "ca-oci") },
      amd: { value: { key: "amd.com/gpu", value: "true" }, ...noted("official", "oke-hpc") },
    },
    noLabelReason: "",
    spot: {
      label: { value: { key: PREEMPTIBLE, value: "true" }, ...lookedUp("official", "oke-preemptible") },
      tolerations: [OKE_SPOT_TOLERATION],
      notice: null,
    },
    capacity: [{ key: PREEMPTIBLE, values: ["true"], ...lookedUp("official", "oke-preemptible") }],
    evictionAnnotations: [SAFE_TO_EVICT],
    remarks: [
      {
        value: "bare metal shapes (BM) are never preemptible: with --spot only VM shapes remain",
        ...lookedUp("official", "oke-preemptible"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("official", "oke-hpc", "ca-oci"),
  },
  {
    ...PLAIN,
    name: "doks",
    title: "DigitalOcean Kubernetes",
    resources: { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" },
    tolerations: {
      nvidia: [tolerates("nvidia.com/gpu", noted("official", "doks-docs"))],
      amd: [tolerates("amd.com/gpu", noted("official", "doks-docs"))],
    },
    taints: [
      noSchedule(
        { key: "nvidia.com/gpu", value: "", by: "default", on: "NVIDIA nodes" },
        noted("official", "doks-docs"),
      ),
      noSchedule(
        { key: "amd.com/gpu", value: "", by: "default", on: "AMD nodes" },
        noted("official", "doks-docs"),
      ),
    ],
    vendorLabel: {
      nvidia: brand("nvidia"),
      amd: brand("amd"),
    },
    noLabelReason: "",
    evictionAnnotations: [SAFE_TO_EVICT],
    remarks: [
      {
        value:
          "values of the model label other than h100 and mi300x are not documented, so they are not written",
        ...noted("official", "doks-docs"),
      },
    ],
    countRule: "unknown",
    ...noted("official", "doks-docs", "ca-providers"),
  },
];

/** Distributions and clouds whose GPU labels come from NVIDIA's components. */
const discoveredPlatforms: readonly PlatformRow[] = [
  {
    ...discovered,
    name: "openshift",
    title: "OpenShift with Node Feature Discovery and NVIDIA GPU Operator",
    evictionAnnotations: [SAFE_TO_EVICT],
    remarks: [
      {
        value: "cluster-api/accelerator belongs on MachineSets, not in pods",
        ...noted("official", "openshift-docs"),
      },
      {
        value: "no runtimeClassName is needed; hostPath and privileged containers are forbidden by default",
        ...noted("official", "openshift-docs"),
      },
    ],
    ...noted("official", "openshift-docs", "gpu-operator-mig", "gfd"),
  },
  {
    ...discovered,
    name: "nebius",
    title: "Nebius Managed Kubernetes",
    taints: [
      noSchedule(
        { key: "nvidia.com/gpu", value: null, by: "convention", on: "GPU nodes of Soperator's recipes" },
        noted("sample", "nebius-lib"),
      ),
    ],
    evictionAnnotations: [SAFE_TO_EVICT],
    remarks: [
      {
        value: "labels such as nebius.com/gpu-name were seen in manifests only, so they are not written",
        ...noted("sample", "nebius-lib"),
      },
    ],
    ...noted("official", "nebius-topo", "gfd"),
  },
  {
    ...discovered,
    name: "lke",
    title: "Akamai (Linode) Kubernetes Engine",
    evictionAnnotations: [SAFE_TO_EVICT],
    remarks: [
      {
        value:
          "the device plugin or GPU Operator is the user's to install; it offers RTX 4000 Ada and RTX PRO 6000",
        ...noted("official", "linode-docs"),
      },
    ],
    ...noted("official", "linode-docs", "gfd"),
  },
  {
    ...discovered,
    name: "k3s",
    title: "k3s",
    evictionAnnotations: [SAFE_TO_EVICT, DO_NOT_DISRUPT],
    runtimeClass: { value: "nvidia", ...noted("official", "k3s-docs") },
    ...noted("official", "k3s-docs", "gfd"),
  },
  {
    ...discovered,
    name: "minikube",
    title: "minikube",
    tolerations: {},
    mig: null,
    wholeGpus: {},
    noLabelReason: "minikube's node has no GPU label",
    evictionAnnotations: [SAFE_TO_EVICT, DO_NOT_DISRUPT],
    ...noted("official", "minikube"),
  },
];

/** The platforms beyond the three large clouds. */
export const OTHER_PLATFORMS: readonly PlatformRow[] = [...clouds, ...discoveredPlatforms];

function brand(value: string) {
  return { value: { key: "doks.digitalocean.com/gpu-brand", value }, ...noted("official", "doks-docs") };
}
