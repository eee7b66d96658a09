/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const WORKLOADS_X_K8S_IO = `
# workloads.x-k8s.io
Components2|annotations:{s|labels:{s|name!:s|serviceName:s|size:i|template!:a
Components|name!:s|serviceName:s|size:i|template!:a
Coordination|name!:s|roles!:[s|strategy:Strategy
CustomComponentsPattern|components:[Components2|restartPolicy:s(None;RecreateRoleInstanceOnPodRestart)|restartPolicyConfig:RestartPolicyConfig
EngineRuntimes|containers:[core.v1.Container~8|injectContainers:[s|profileName!:s
InPlaceUpdateStrategy|gracePeriodSeconds:i
KubeScheduling|scheduleTimeoutSeconds:i
LeaderWorkerPattern|leaderTemplatePatch:a|restartPolicy:s(None;RecreateRoleInstanceOnPodRestart)|restartPolicyConfig:RestartPolicyConfig|sharedServiceSelection:s(All;LeaderOnly)|size:i|template:core.v1.PodTemplateSpec~50|templateRef:TemplateRef2|workerTemplatePatch:a
LeaderWorkerSet|patchLeaderTemplate:a|patchWorkerTemplate:a|size:i
PodGroupPolicy|kubeScheduling:KubeScheduling|volcanoScheduling:VolcanoScheduling
RestartPolicyConfig|baseDelaySeconds:i(0..)|maxDelaySeconds:i(0..)|type:s(None;RecreateRoleInstanceOnPodRestart)
RoleBasedGroupSpec2|roleTemplates:[RoleTemplates|roles!:[Roles2
RoleBasedGroupSpec|coordination:[Coordination|podGroupPolicy:PodGroupPolicy|roleTemplates:[RoleTemplates|roles!:[Roles
RoleTemplates|name!:s|template!:core.v1.PodTemplateSpec~50
Roles2|annotations:{s|customComponentsPattern:CustomComponentsPattern|dependencies:[s|engineRuntimes:[EngineRuntimes|labels:{s|leaderWorkerPattern:LeaderWorkerPattern|minReadySeconds:i|name!:s|podManagementPolicy:s(OrderedReady;Parallel)|replicas:i(0..)|rolloutStrategy:RolloutStrategy|scalingAdapter:ScalingAdapter2|servicePorts:[core.v1.ServicePort|standalonePattern:StandalonePattern
Roles|annotations:{s|components:[Components|dependencies:[s|engineRuntimes:[EngineRuntimes|labels:{s|leaderWorkerSet:LeaderWorkerSet|minReadySeconds:i|name!:s|replicas:i(0..)|restartPolicy:s(None;RecreateRoleInstanceOnPodRestart)|rolloutStrategy:RolloutStrategy|scalingAdapter:ScalingAdapter|servicePorts:[core.v1.ServicePort|template:core.v1.PodTemplateSpec~50|templatePatch:a|templateRef:TemplateRef|workload:autoscaling.v1.CrossVersionObjectReference~51
RollingUpdate2|inPlaceUpdateStrategy:InPlaceUpdateStrategy|maxSurge:x|maxUnavailable:x|partition:x|paused:b|type:s
RollingUpdate|maxSkew:s|maxUnavailable:s|partition:s
RolloutStrategy|rollingUpdate:RollingUpdate2|type:s(RollingUpdate)
ScalingAdapter2|enable:b|labels:{s
ScalingAdapter|enable:b
Scaling|maxSkew:s|progression:s(OrderScheduled;OrderReady)
StandalonePattern|template:core.v1.PodTemplateSpec~50|templateRef:TemplateRef2
Strategy|rollingUpdate:RollingUpdate|scaling:Scaling
TemplateRef2|name!:s|patch:a
TemplateRef|name!:s
VolcanoScheduling|priorityClassName:s|queue:s
# workloads.x-k8s.io/v1alpha1
RoleBasedGroup(workloads.x-k8s.io/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:workloads.x-k8s.io.RoleBasedGroupSpec|status:a
# workloads.x-k8s.io/v1alpha2
RoleBasedGroup(workloads.x-k8s.io/v1alpha2)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:workloads.x-k8s.io.RoleBasedGroupSpec2|status:a
`;
