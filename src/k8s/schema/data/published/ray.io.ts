/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const RAY_IO = `
# ray.io
AuthOptions|enableK8sTokenAuth:b|mode:s(disabled;token)|secretName:s
AutoscalerOptions2|env:[core.v1.EnvVar|envFrom:[core.v1.EnvFromSource|idleTimeoutSeconds:i|image:s|imagePullPolicy:s|resources:core.v1.ResourceRequirements|securityContext:core.v1.SecurityContext|upscalingMode:s(Default;Aggressive;Conservative)|volumeMounts:[core.v1.VolumeMount
AutoscalerOptions|args:[s|command:[s|env:[core.v1.EnvVar|envFrom:[core.v1.EnvFromSource|idleTimeoutSeconds:i|image:s|imagePullPolicy:s|resources:core.v1.ResourceRequirements|securityContext:core.v1.SecurityContext|upscalingMode:s(Default;Aggressive;Conservative)|version:s(v1;v2)|volumeMounts:[core.v1.VolumeMount
ClusterUpgradeOptions|gatewayClassName!:s|intervalSeconds!:i|maxSurgePercent:i|stepSizePercent!:i
CollectorOptions|env:[core.v1.EnvVar|image:s|imagePullPolicy:s|resources:core.v1.ResourceRequirements
Condition|jobDeploymentStatus:s(Failed)|jobStatus:s(SUCCEEDED;FAILED)|ttlSeconds:i(0..)
DeletionRules|condition!:Condition|policy!:s(DeleteCluster;DeleteWorkers;DeleteSelf;DeleteNone)
DeletionStrategy|deletionRules:[DeletionRules|onFailure:OnFailure|onSuccess:OnFailure
EgressRules|ports:[Ports|to:[To
GcsFaultToleranceOptions|backend:s(redis;rocksdb)|externalStorageNamespace:s|redisAddress:s|redisPassword:core.v1.EnvVar~37|redisUsername:core.v1.EnvVar~37|storage:Storage
HeadGroupSpec2|enableIngress:b|headService:HeadService|rayStartParams!:{s|serviceType:s|template!:core.v1.PodTemplateSpec~13
HeadGroupSpec|enableIngress:b|headService:HeadService|ingressOptions:IngressOptions|labels:{s|rayStartParams:{s|resources:{s|serviceType:s|template!:core.v1.PodTemplateSpec~13
HeadService|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:core.v1.ServiceSpec|status:core.v1.ServiceStatus~20
Head|egressRules:[EgressRules|ingressRules:[IngressRules
HistoryServerOptions|collectorOptions:CollectorOptions
IngressOptions|host:s|path:s|pathType:s(Exact;Prefix;ImplementationSpecific)|tls:[Tls
IngressRules|from:[To|ports:[Ports
IpBlock|cidr!:s|except:[s
NetworkPolicy|head:Head|mode:s(DenyAll;DenyAllIngress;DenyAllEgress)|worker:Head|workerGroups:[WorkerGroups
OnFailure|policy:s(DeleteCluster;DeleteWorkers;DeleteSelf;DeleteNone)
Ports|endPort:i|port:x|protocol:s
RayClusterSpec2|autoscalerOptions:AutoscalerOptions2|enableInTreeAutoscaling:b|headGroupSpec!:HeadGroupSpec2|headServiceAnnotations:{s|rayVersion:s|suspend:b|workerGroupSpecs:[WorkerGroupSpecs2
RayClusterSpec|authOptions:AuthOptions|autoscalerOptions:AutoscalerOptions|enableInTreeAutoscaling:b|gcsFaultToleranceOptions:GcsFaultToleranceOptions|headGroupSpec!:HeadGroupSpec|headServiceAnnotations:{s|historyServerOptions:HistoryServerOptions|managedBy:s|networkPolicy:NetworkPolicy|rayVersion:s|suspend:b|tlsOptions:TlsOptions|upgradeStrategy:UpgradeStrategy|workerGroupSpecs:[WorkerGroupSpecs
RayJobSpec2|clusterSelector:{s|entrypoint!:s|entrypointNumCpus:n|entrypointNumGpus:n|entrypointResources:s|jobId:s|metadata:{s|rayClusterSpec:RayClusterSpec2|runtimeEnvYAML:s|shutdownAfterJobFinishes:b|submitterPodTemplate:core.v1.PodTemplateSpec~13|suspend:b|ttlSecondsAfterFinished:i
RayJobSpec|activeDeadlineSeconds:i|backoffLimit:i|clusterSelector:{s|deletionStrategy:DeletionStrategy|entrypoint:s|entrypointNumCpus:n|entrypointNumGpus:n|entrypointResources:s|jobId:s|managedBy:s|metadata:{s|preRunningDeadlineSeconds:i(1..)|rayClusterSpec:RayClusterSpec|runtimeEnvYAML:s|shutdownAfterJobFinishes:b|submissionMode:s|submitterConfig:SubmitterConfig|submitterPodTemplate:core.v1.PodTemplateSpec~13|suspend:b|ttlSecondsAfterFinished:i
RayServiceSpec2|deploymentUnhealthySecondThreshold:i|rayClusterConfig:RayClusterSpec2|serveConfigV2:s|serveService:HeadService|serviceUnhealthySecondThreshold:i
RayServiceSpec|deploymentUnhealthySecondThreshold:i|excludeHeadPodFromServeSvc:b|managedBy:s|rayClusterConfig!:RayClusterSpec|rayClusterDeletionDelaySeconds:i(0..)|serveConfigV2:s|serveService:HeadService|serviceUnhealthySecondThreshold:i|suspend:b|upgradeStrategy:UpgradeStrategy2
ScaleStrategy|workersToDelete:[s
Storage|accessModes:[s|claimName:s|deletionPolicy:s(DeleteWithCluster;Retain)|size:Q|storageClassName:s|subPath:s
SubmitterConfig|backoffLimit:i
TlsOptions|enabled:b
Tls|hosts:[s|secretName:s
To|ipBlock:IpBlock|namespaceSelector:meta.v1.LabelSelector|podSelector:meta.v1.LabelSelector
UpgradeStrategy2|clusterUpgradeOptions:ClusterUpgradeOptions|type:s
UpgradeStrategy|type:s(Recreate;None)
WorkerGroupSpecs2|groupName!:s|maxReplicas:i|minReplicas:i|rayStartParams!:{s|replicas:i|scaleStrategy:ScaleStrategy|template!:core.v1.PodTemplateSpec~13
WorkerGroupSpecs|groupName!:s|idleTimeoutSeconds:i|labels:{s|maxReplicas:i|minReplicas:i|numOfHosts:i|priority:i|rayStartParams:{s|replicas:i|resources:{s|scaleStrategy:ScaleStrategy|suspend:b|template!:core.v1.PodTemplateSpec~13
WorkerGroups|egressRules:[EgressRules|groupName!:s|ingressRules:[IngressRules
# ray.io/v1
RayCluster(ray.io/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ray.io.RayClusterSpec|status:a
RayJob(ray.io/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ray.io.RayJobSpec|status:a
RayService(ray.io/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ray.io.RayServiceSpec|status:a
# ray.io/v1alpha1
RayCluster(ray.io/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ray.io.RayClusterSpec2|status:a
RayJob(ray.io/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ray.io.RayJobSpec2|status:a
RayService(ray.io/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ray.io.RayServiceSpec2|status:a
`;
