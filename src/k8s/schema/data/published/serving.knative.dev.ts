/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const SERVING_KNATIVE_DEV = `
# serving.knative.dev
ImagePullSecrets|name:s
Metadata|annotations:{s|finalizers:[s|labels:{s|name:s|namespace:s|*:a
ServiceSpec|template:Template|traffic:[Traffic
Spec|affinity:{a|automountServiceAccountToken:b|containerConcurrency:l|containers!:[core.v1.Container~38|dnsConfig:{a|dnsPolicy:s|enableServiceLinks:b|hostAliases:[{a|hostIPC:b|hostNetwork:b|hostPID:b|idleTimeoutSeconds:l|imagePullSecrets:[ImagePullSecrets|initContainers:[{a|nodeSelector:{s|priorityClassName:s|responseStartTimeoutSeconds:l|runtimeClassName:s|schedulerName:s|securityContext:{a|serviceAccountName:s|shareProcessNamespace:b|timeoutSeconds:l|tolerations:[{a|topologySpreadConstraints:[{a|volumes:[Volumes
Template|metadata:Metadata|spec:Spec
Traffic|configurationName:s|latestRevision:b|percent:l|revisionName:s|tag:s|url:s
Volumes|configMap:core.v1.ConfigMapVolumeSource|csi:{a|emptyDir:{a|ephemeral:{a|hostPath:{a|image:{a|name!:s|persistentVolumeClaim:{a|projected:core.v1.ProjectedVolumeSource~30|secret:core.v1.SecretVolumeSource
# serving.knative.dev/v1
Service(serving.knative.dev/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:serving.knative.dev.ServiceSpec|status:a
`;
