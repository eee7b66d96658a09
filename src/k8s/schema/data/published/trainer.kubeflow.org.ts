/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const TRAINER_KUBEFLOW_ORG = `
# trainer.kubeflow.org
ClusterTrainingRuntimeSpec|mlPolicy:MlPolicy|podGroupPolicy:PodGroupPolicy|template:Template
Containers|env:[core.v1.EnvVar|name!:s|securityContext:core.v1.SecurityContext|volumeMounts:[core.v1.VolumeMount
Coordinator|jobIndex:l|podIndex:l|replicatedJob!:s
Coscheduling|scheduleTimeoutSeconds:i
Dataset|env:[core.v1.EnvVar|secretRef:SecretRef|storageUri:s
DependsOn|name!:s|status!:s(Ready;Complete)
EnvInjection|targets:[Targets
FailurePolicy|maxRestarts:i|restartStrategy:s(Recreate;BlockingRecreate;InPlaceRestart)|rules:[Rules
Flux|numProcPerNode:i
Initializer|dataset:Dataset|model:Dataset
Jax@-
MlPolicy|flux:Flux|jax:Jax|mpi:Mpi|numNodes:i|torch:Torch|xgboost:Jax
Mpi|mpiImplementation:s(OpenMPI;)|numProcPerNode:i|runLauncherAsNode:b|sshAuthMountPath:s
NetworkTopology|highestTierAllowed:l|mode:s(hard;soft)
Network|enableDNSHostnames:b|publishNotReadyAddresses:b|subdomain:s
PodGroupPolicy|coscheduling:Coscheduling|volcano:Volcano
ReplicatedJobs2|name!:s|template:Template3
ReplicatedJobs|dependsOn:[DependsOn|groupName:s|name!:s|replicas:i|template!:batch.v1.JobTemplateSpec~13
RetentionPolicy|whenDeleted:s(Delete;Retain)
Rules|action!:s(FailJobSet;RestartJobSet;RestartJobSetAndIgnoreMaxRestarts;RestartJob;RestartJobAndIgnoreMaxRestarts)|name!:s|onJobFailureMessagePatterns:[s|onJobFailureReasons:[s|targetReplicatedJobs:[s
RuntimePatches|manager!:s|time:t|trainingRuntimeSpec:TrainingRuntimeSpec
SchedulingGates|name!:s
SecretRef|name:s
Spec2|affinity:core.v1.Affinity~1|containers:[Containers|imagePullSecrets:[SecretRef|initContainers:[Containers|nodeSelector:{s|schedulingGates:[SchedulingGates|securityContext:core.v1.PodSecurityContext~9|serviceAccountName:s|terminationGracePeriodSeconds:l(0..)|tolerations:[core.v1.Toleration|volumes:[core.v1.Volume~47
Spec3|template:Template2
Spec4|replicatedJobs:[ReplicatedJobs2
Spec|coordinator:Coordinator|failurePolicy:FailurePolicy|managedBy:s|network:Network|replicatedJobs:[ReplicatedJobs|startupPolicy:StartupPolicy|successPolicy:SuccessPolicy|suspend:b|ttlSecondsAfterFinished:i(0..)|volumeClaimPolicies:[VolumeClaimPolicies
StartupPolicy|startupPolicyOrder!:s(AnyOrder;InOrder)
SuccessPolicy|operator!:s(All;Any)|targetReplicatedJobs:[s
Targets|containerNames!:[s|jobName!:s
Template2|metadata:meta.v1.ObjectMeta~7|spec:Spec2
Template3|metadata:meta.v1.ObjectMeta~7|spec:Spec3
Template4|metadata:meta.v1.ObjectMeta~7|spec:Spec4
Templates|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta~7|spec:core.v1.PersistentVolumeClaimSpec|status:core.v1.PersistentVolumeClaimStatus
Template|metadata:meta.v1.ObjectMeta~7|spec:Spec
Torch|envInjection:EnvInjection
TrainJobSpec|activeDeadlineSeconds:l(1..)|initializer:Initializer|managedBy:s|runtimePatches:[RuntimePatches|runtimeRef!:core.v1.TypedLocalObjectReference~48|suspend:b|trainer:Trainer
Trainer|args:[s|command:[s|env:[core.v1.EnvVar|image:s|numNodes:i(0..)|numProcPerNode:i|resourcesPerNode:core.v1.ResourceRequirements
TrainingRuntimeSpec|template:Template4
Volcano|networkTopology:NetworkTopology
VolumeClaimPolicies|retentionPolicy:RetentionPolicy|templates:[Templates
# trainer.kubeflow.org/v1alpha1
ClusterTrainingRuntime(trainer.kubeflow.org/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:trainer.kubeflow.org.ClusterTrainingRuntimeSpec
TrainJob(trainer.kubeflow.org/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:trainer.kubeflow.org.TrainJobSpec|status:a
`;
