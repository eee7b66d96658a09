/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const LEADERWORKERSET_X_K8S_IO = `
# leaderworkerset.x-k8s.io
LeaderWorkerSetSpec|leaderWorkerTemplate!:LeaderWorkerTemplate|networkConfig:NetworkConfig|replicas:i(0..1000000)|rolloutStrategy:RolloutStrategy|startupPolicy:s(LeaderCreated;LeaderReady)
LeaderWorkerTemplate|leaderTemplate:core.v1.PodTemplateSpec~13|persistentVolumeClaimRetentionPolicy:apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy|restartPolicy:s(Default;RecreateGroupOnPodRestart;RecreateGroupAfterStart;None)|size:i|subGroupPolicy:SubGroupPolicy|volumeClaimTemplates:[VolumeClaimTemplates|workerTemplate!:core.v1.PodTemplateSpec~13
NetworkConfig|subdomainPolicy!:s(Shared;UniquePerReplica)
RollingUpdateConfiguration|maxSurge:x|maxUnavailable:x|partition:i
RolloutStrategy|rollingUpdateConfiguration:RollingUpdateConfiguration|type:s(RollingUpdate)
SubGroupPolicy|subGroupPolicyType:s(LeaderWorker;LeaderExcluded)|subGroupSize:i
VolumeClaimTemplates|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:core.v1.PersistentVolumeClaimSpec|status:core.v1.PersistentVolumeClaimStatus
# leaderworkerset.x-k8s.io/v1
LeaderWorkerSet(leaderworkerset.x-k8s.io/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:leaderworkerset.x-k8s.io.LeaderWorkerSetSpec|status:a
`;
