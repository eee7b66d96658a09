/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const KUBEAI_ORG = `
# kubeai.org
Adapters|name!:s|url!:s
Files|content!:s|path!:s
LoadBalancing|prefixHash:PrefixHash|strategy:s(LeastLoad;PrefixHash)
ModelSpec|adapters:[Adapters|args:[s|autoscalingDisabled:b|cacheProfile:s|engine!:s(OLlama;VLLM;FasterWhisper;Infinity)|env:{s|envFrom:[core.v1.EnvFromSource|features!:[s(TextGeneration;TextEmbedding;Reranking;SpeechToText)|files:[Files|image:s|loadBalancing:LoadBalancing|maxReplicas:i(1..)|minReplicas:i(0..)|owner:s|priorityClassName:s|replicas:i|resourceProfile:s|scaleDownDelaySeconds:l|targetRequests:i(1..)|url!:s
PrefixHash|meanLoadFactor:l(100..)|prefixCharLength:l|replication:l
# kubeai.org/v1
Model(kubeai.org/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeai.org.ModelSpec|status:a
`;
