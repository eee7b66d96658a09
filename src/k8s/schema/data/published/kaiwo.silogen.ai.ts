/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const KAIWO_SILOGEN_AI = `
# kaiwo.silogen.ai
AutoscalerOptions|env:[core.v1.EnvVar~17|envFrom:[core.v1.EnvFromSource|idleTimeoutSeconds:i|image:s|imagePullPolicy:s|resources:core.v1.ResourceRequirements|securityContext:core.v1.SecurityContext|upscalingMode:s(Default;Aggressive;Conservative)|version:s(v1;v2)|volumeMounts:[core.v1.VolumeMount
AzureBlob|connectionString!:ConnectionString|containers!:[Containers
ConnectionString|file:s|secretKey:s|secretName:s
Containers|files:[Files|folders:[Folders|name!:s
Data|download:Download|mountPath:s|storageSize:s
Download|azureBlob:[AzureBlob|gcs:[Gcs|git:[Git|s3:[S3
Files|path!:s|targetPath!:s
Folders|glob:s|path!:s|targetPath!:s
GcsFaultToleranceOptions|externalStorageNamespace:s|redisAddress!:s|redisPassword:core.v1.EnvVar~19|redisUsername:core.v1.EnvVar~19
Gcs|applicationCredentials!:ConnectionString|buckets!:[Containers
Git|branch:s|commit:s|path:s|repository!:s|targetPath!:s|token:ConnectionString|username:ConnectionString
HeadGroupSpec|enableIngress:b|headService:HeadService|rayStartParams:{s|serviceType:s|template!:core.v1.PodTemplateSpec~21
HeadService|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:core.v1.ServiceSpec|status:core.v1.ServiceStatus~20
Head|podIP:s|podName:s|serviceIP:s|serviceName:s
HuggingFace|mountPath:s|preCacheRepos:[PreCacheRepos|storageSize:s
ImagePullSecrets|name:s
Job|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:batch.v1.JobSpec~18|status:batch.v1.JobStatus|*:a
KaiwoJobSpec|clusterQueue:s|dangerous:b|duration:s|entrypoint:s|env:[core.v1.EnvVar~17|gpuModels:[s|gpuVendor:s|gpus:l|gpusPerReplica:l|image:s|imagePullSecrets:[ImagePullSecrets|job:Job|podTemplateSpecLabels:{s|preferredTopologyLabel:s|priorityClass:s|ray:b|rayJob:RayJob|replicas:l|requiredTopologyLabel:s|resources:core.v1.ResourceRequirements|secretVolumes:[SecretVolumes|storage:Storage|user:s|version:s
PreCacheRepos|files:[s|repoId!:s
RayClusterSpec|autoscalerOptions:AutoscalerOptions|enableInTreeAutoscaling:b|gcsFaultToleranceOptions:GcsFaultToleranceOptions|headGroupSpec!:HeadGroupSpec|headServiceAnnotations:{s|managedBy:s|rayVersion:s|suspend:b|workerGroupSpecs:[WorkerGroupSpecs
RayClusterStatus|availableWorkerReplicas:i|conditions:[meta.v1.Condition|desiredCPU:Q|desiredGPU:Q|desiredMemory:Q|desiredTPU:Q|desiredWorkerReplicas:i|endpoints:{s|head:Head|lastUpdateTime:t|maxWorkerReplicas:i|minWorkerReplicas:i|observedGeneration:l|readyWorkerReplicas:i|reason:s|state:s|stateTransitionTimes:{t
RayJobInfo|endTime:t|startTime:t
RayJob|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:Spec|status:Status|*:a
S3|accessKeyId:ConnectionString|buckets!:[Containers|endpointUrl!:s|secretKey:ConnectionString
ScaleStrategy|workersToDelete:[s
SecretVolumes|key:s|mountPath:s|name:s|secretName:s|subPath:s
Spec|activeDeadlineSeconds:i|backoffLimit:i|clusterSelector:{s|deletionPolicy:s|entrypoint:s|entrypointNumCpus:n|entrypointNumGpus:n|entrypointResources:s|jobId:s|managedBy:s|metadata:{s|rayClusterSpec:RayClusterSpec|runtimeEnvYAML:s|shutdownAfterJobFinishes:b|submissionMode:s|submitterConfig:SubmitterConfig|submitterPodTemplate:core.v1.PodTemplateSpec~21|suspend:b|ttlSecondsAfterFinished:i
Status|dashboardURL:s|endTime:t|failed:i|jobDeploymentStatus:s|jobId:s|jobStatus:s|message:s|observedGeneration:l|rayClusterName:s|rayClusterStatus:RayClusterStatus|rayJobInfo:RayJobInfo|reason:s|startTime:t|succeeded:i
Storage|accessMode:s|data:Data|huggingFace:HuggingFace|storageClassName:s|storageEnabled:b
SubmitterConfig|backoffLimit:i
WorkerGroupSpecs|groupName!:s|idleTimeoutSeconds:i|maxReplicas:i|minReplicas:i|numOfHosts:i|rayStartParams:{s|replicas:i|scaleStrategy:ScaleStrategy|suspend:b|template!:core.v1.PodTemplateSpec~21
# kaiwo.silogen.ai/v1alpha1
KaiwoJob(kaiwo.silogen.ai/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kaiwo.silogen.ai.KaiwoJobSpec|status:a
`;
