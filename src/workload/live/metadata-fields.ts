import type { Workload } from "../../k8s/workload.ts";
import { at, items } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LiveField } from "./live-field.ts";

type Row = readonly [name: string, why: string];

/**
 * Fields of `metadata` that a client cannot set. kubernetes/kubernetes
 * staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go `ObjectMeta` ("Populated by the system. Read-only.");
 * a new object gets its uid and its time in apiserver pkg/registry/rest/meta.go `FillObjectMetaSystemFields`.
 */
const READ_ONLY: readonly Row[] = [
  ["creationTimestamp", "the API server sets the creation time"],
  ["deletionGracePeriodSeconds", "only the API server marks an object for deletion"],
  ["deletionTimestamp", "only the API server marks an object for deletion"],
  ["generation", "the API server counts the changes to the spec"],
  [
    "managedFields",
    // staging/src/k8s.io/apimachinery/pkg/util/managedfields: "metadata.managedFields must be nil".
    "the API server records who set which field and rejects a server-side apply that contains the record",
  ],
  // sig-architecture/api-conventions.md "Concurrency Control and Consistency".
  ["resourceVersion", "it allows an update of that version only, and any other version is a conflict"],
  ["selfLink", "it is a legacy field that the API server no longer sets"],
  ["uid", "the API server gives every object its own uid"],
];

/**
 * kubernetes/website concepts/architecture/garbage-collection: an object whose owners, named by uid, are all gone is
 * deleted.
 */
const OWNERS: Row = [
  "ownerReferences",
  "it names a live owner by uid; if that owner is gone, the new object is deleted too",
];

/**
 * Annotations that kubectl and controllers write. kubernetes/website
 * reference/labels-annotations-taints: `kubectl.kubernetes.io/last-applied-configuration`,
 * `batch.kubernetes.io/job-tracking`; kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go (the
 * others); staging/src/k8s.io/api/apps/v1/types.go `DeprecatedTemplateGeneration`.
 */
const ANNOTATIONS: readonly Row[] = [
  [
    "batch.kubernetes.io/job-tracking",
    "the API server wrote it, and it has had no effect since Kubernetes 1.27",
  ],
  ["deployment.kubernetes.io/desired-replicas", "the Deployment controller writes it"],
  ["deployment.kubernetes.io/max-replicas", "the Deployment controller writes it"],
  ["deployment.kubernetes.io/revision", "the Deployment controller counts its revisions"],
  ["deployment.kubernetes.io/revision-history", "the Deployment controller counts its revisions"],
  ["deprecated.daemonset.template.generation", "the API server counts the changes to a DaemonSet's template"],
  [
    "kubectl.kubernetes.io/last-applied-configuration",
    "`kubectl apply` records here what it applied and rewrites the record each time",
  ],
];

/** Fields of the object's own metadata. Owners by uid mean something only in the cluster that they are in. */
export function metadataFields(isLive: boolean): readonly LiveField[] {
  return [
    ...ANNOTATIONS.map(([name, why]) => ({ path: ["metadata", "annotations", name], why })),
    ...(isLive ? [...READ_ONLY, OWNERS] : READ_ONLY).map(([name, why]) => ({
      path: ["metadata", name],
      why,
    })),
  ];
}

/**
 * What marshaling puts into the templates of an object. A claim template has the status of a claim: kubernetes/kubernetes
 * pkg/apis/core/v1/defaults.go `SetDefaults_PersistentVolumeClaim` writes `phase: Pending`, and does so again.
 */
export function templateFields({ object, podSets }: Workload): readonly LiveField[] {
  const claims = items(at(object.root, ["spec", "volumeClaimTemplates"])).map(
    (_, index): FieldPath => ["spec", "volumeClaimTemplates", index],
  );
  const jobs = podSets.flatMap(({ jobSpec, jobPath }) =>
    jobSpec === null || jobPath === null ? [] : [jobPath.slice(0, -1)],
  );
  const templates = [
    ...jobs,
    ...podSets.flatMap(({ row, templatePath }) => (row.form === "template" ? [templatePath] : [])),
    ...claims,
  ].filter((path) => path.length > 0);
  return [
    ...templates.map((path) => ({
      path: [...path, "metadata", "creationTimestamp"],
      why: "a template is never created as an object",
    })),
    ...claims.map((path) => ({ path: [...path, "status"], why: "a claim template has no status" })),
  ];
}
