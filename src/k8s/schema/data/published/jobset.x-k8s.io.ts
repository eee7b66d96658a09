/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const JOBSET_X_K8S_IO = `
# jobset.x-k8s.io
Coordinator|jobIndex:l|podIndex:l|replicatedJob!:s
DependsOn|name!:s|status!:s(Ready;Complete)
FailurePolicy|maxRestarts:i|restartStrategy:s(Recreate;BlockingRecreate;InPlaceRestart)|rules:[Rules
JobSetSpec|coordinator:Coordinator|failurePolicy:FailurePolicy|managedBy:s|network:Network|replicatedJobs:[ReplicatedJobs|startupPolicy:StartupPolicy|successPolicy:SuccessPolicy|suspend:b|ttlSecondsAfterFinished:i(0..)|volumeClaimPolicies:[VolumeClaimPolicies
Network|enableDNSHostnames:b|publishNotReadyAddresses:b|subdomain:s
ReplicatedJobs|dependsOn:[DependsOn|groupName:s|name!:s|replicas:i(0..)|template!:batch.v1.JobTemplateSpec~13
RetentionPolicy|whenDeleted:s(Delete;Retain)
Rules|action!:s(FailJobSet;RestartJobSet;RestartJobSetAndIgnoreMaxRestarts;RestartJob;RestartJobAndIgnoreMaxRestarts)|name:s|onJobFailureMessagePatterns:[s|onJobFailureReasons:[s|targetReplicatedJobs:[s
StartupPolicy|startupPolicyOrder!:s(AnyOrder;InOrder)
SuccessPolicy|operator!:s(All;Any)|targetReplicatedJobs:[s
Templates|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:core.v1.PersistentVolumeClaimSpec|status:core.v1.PersistentVolumeClaimStatus
VolumeClaimPolicies|retentionPolicy:RetentionPolicy|templates:[Templates
# jobset.x-k8s.io/v1alpha2
JobSet(jobset.x-k8s.io/v1alpha2)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:jobset.x-k8s.io.JobSetSpec|status:a
`;
