/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const PRODUCTION_STACK_VLLM_AI = `
# production-stack.vllm.ai
AutoscalingConfig|enabled:b|maxReplicas!:i(1..)|minReplicas:i(0..)|pollingInterval:i|scaleDownPolicy:ScaleDownPolicy|scaleUpPolicy:ScaleUpPolicy|triggers:Triggers
DeploymentConfig|deploymentStrategy:s(RollingUpdate;Recreate)|image!:Image|nodeSelectorTerms:[core.v1.NodeSelectorTerm|podAnnotations:{s|replicas:i|resources!:Resources|runtimeClass:s|shmSize:s|sidecarConfig:SidecarConfig|toleration:[core.v1.Toleration
HfTokenSecret|hfTokenKeyName:s|hfTokenSecretName:s
Image|name!:s|pullPolicy:s|pullSecretName:s|registry!:s
LmCacheConfig|cpuOffloadingBufferSize:s|diskOffloadingBufferSize:s|enabled:b|remoteSerde:s|remoteUrl:s
Model|chatTemplate:s|dtype:s|enableLoRA:b|enableTool:b|hfTokenSecret:HfTokenSecret|maxModelLen:i|maxNumSeqs:i|modelURL!:s|toolCallParser:s
Resources|cpu:s|gpu:s|gpuType:s|memory:s
ScaleDownPolicy|periodSeconds:i(1..)|podValue:i(1..)|scaleToZeroDelaySeconds:i|stabilizationWindowSeconds:i
ScaleUpPolicy|periodSeconds:i(1..)|podValue:i(1..)|stabilizationWindowSeconds:i
SidecarConfig|args:[s|command:[s|enabled:b|env:[core.v1.HTTPHeader~2|image!:Image|mountPath:s|name:s|resources:Resources
StorageConfig|accessMode:s(ReadWriteOnce;ReadOnlyMany;ReadWriteMany)|enabled:b|mountPath:s|size:s|storageClassName:s|volumeName:s
Triggers|generationTokensThreshold:i(1..)|prometheusAddress:s|promptTokensThreshold:i(1..)|requestsRunningThreshold:i(1..)
VLLMRuntimeSpec|autoscalingConfig:AutoscalingConfig|deploymentConfig!:DeploymentConfig|lmCacheConfig:LmCacheConfig|model!:Model|storageConfig:StorageConfig|vllmConfig!:VllmConfig
VllmConfig|enableChunkedPrefill:b|enablePrefixCaching:b|env:[core.v1.HTTPHeader~2|extraArgs:[s|gpuMemoryUtilization:s|maxLoras:i|port:i|tensorParallelSize:i|v1:b
# production-stack.vllm.ai/v1alpha1
VLLMRuntime(production-stack.vllm.ai/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:production-stack.vllm.ai.VLLMRuntimeSpec|status:a
`;
