/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const WORKLOAD_SERVING_VOLCANO_SH = `
# workload.serving.volcano.sh
GangPolicy|minRoleReplicas:{i
GroupPolicy|highestTierAllowed:l(0..)|highestTierName:s|mode:s(hard;soft)
ModelServingSpec|plugins:[Plugins|recoveryPolicy:s(ServingGroupRecreate;RoleRecreate;None)|replicas:i|rolloutStrategy:RolloutStrategy|schedulerName:s|template!:Template
NetworkTopology|groupPolicy:GroupPolicy|rolePolicy:GroupPolicy
Plugins|config:a|name!:s|scope:Scope|type:s(BuiltIn)
Roles|entryTemplate!:core.v1.PodTemplateSpec~49|maxUnavailable:x|name!:s|partition:x|replicas:i|workerReplicas!:i|workerTemplate:core.v1.PodTemplateSpec~49
RollingUpdateConfiguration|maxUnavailable:x|partition:x
RolloutStrategy|rollingUpdateConfiguration:RollingUpdateConfiguration|type:s(ServingGroupRollingUpdate;RoleRollingUpdate)
Scope|roles:[s|target:s
Template|gangPolicy:GangPolicy|networkTopology:NetworkTopology|restartGracePeriodSeconds:l|roles!:[Roles
# workload.serving.volcano.sh/v1alpha1
ModelServing(workload.serving.volcano.sh/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:workload.serving.volcano.sh.ModelServingSpec|status:a
`;
