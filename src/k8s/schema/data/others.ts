/**
 * Written by `npm run schema` from the OpenAPI definitions of Kubernetes (Apache-2.0, Copyright The Kubernetes Authors);
 * the grammar is in `../table.ts`.
 */
export const OTHERS = `
# apps.v1
DaemonSet(apps/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:DaemonSetSpec|status:DaemonSetStatus
DaemonSetCondition|lastTransitionTime:t|message:s|reason:s|status!:s|type!:s
DaemonSetSpec|minReadySeconds:i|revisionHistoryLimit:i|selector!:meta.v1.LabelSelector|template!:core.v1.PodTemplateSpec|updateStrategy:DaemonSetUpdateStrategy
DaemonSetStatus|collisionCount:i|conditions:[DaemonSetCondition|currentNumberScheduled!:i|desiredNumberScheduled!:i|numberAvailable:i|numberMisscheduled!:i|numberReady!:i|numberUnavailable:i|observedGeneration:l|updatedNumberScheduled:i
DaemonSetUpdateStrategy|rollingUpdate:RollingUpdateDaemonSet|type:s
Deployment(apps/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:DeploymentSpec|status:DeploymentStatus
DeploymentCondition|lastTransitionTime:t|lastUpdateTime:t|message:s|reason:s|status!:s|type!:s
DeploymentSpec|minReadySeconds:i|paused:b|progressDeadlineSeconds:i|replicas:i|revisionHistoryLimit:i|selector!:meta.v1.LabelSelector|strategy:DeploymentStrategy|template!:core.v1.PodTemplateSpec
DeploymentStatus|availableReplicas:i|collisionCount:i|conditions:[DeploymentCondition|observedGeneration:l|readyReplicas:i|replicas:i|terminatingReplicas@33-:i|unavailableReplicas:i|updatedReplicas:i
DeploymentStrategy|rollingUpdate:RollingUpdateDeployment|type:s
ReplicaSet(apps/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:ReplicaSetSpec|status:ReplicaSetStatus
ReplicaSetCondition|lastTransitionTime:t|message:s|reason:s|status!:s|type!:s
ReplicaSetSpec|minReadySeconds:i|replicas:i|selector!:meta.v1.LabelSelector|template:core.v1.PodTemplateSpec
ReplicaSetStatus|availableReplicas:i|conditions:[ReplicaSetCondition|fullyLabeledReplicas:i|observedGeneration:l|readyReplicas:i|replicas!:i|terminatingReplicas@33-:i
RollingUpdateDaemonSet|maxSurge:x|maxUnavailable:x
RollingUpdateDeployment|maxSurge:x|maxUnavailable:x
RollingUpdateStatefulSetStrategy|maxUnavailable:x|partition:i
StatefulSet(apps/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:StatefulSetSpec|status:StatefulSetStatus
StatefulSetCondition|lastTransitionTime:t|message:s|reason:s|status!:s|type!:s
StatefulSetOrdinals|start:i
StatefulSetPersistentVolumeClaimRetentionPolicy|whenDeleted:s|whenScaled:s
StatefulSetSpec|minReadySeconds:i|ordinals:StatefulSetOrdinals|persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy|podManagementPolicy:s|replicas:i|revisionHistoryLimit:i|selector!:meta.v1.LabelSelector|serviceName:s|template!:core.v1.PodTemplateSpec|updateStrategy:StatefulSetUpdateStrategy|volumeClaimTemplates:[core.v1.PersistentVolumeClaim
StatefulSetStatus|availableReplicas:i|collisionCount:i|conditions:[StatefulSetCondition|currentReplicas:i|currentRevision:s|observedGeneration:l|readyReplicas:i|replicas!:i|updateRevision:s|updatedReplicas:i
StatefulSetUpdateStrategy|rollingUpdate:RollingUpdateStatefulSetStrategy|type:s
# autoscaling.v1
CrossVersionObjectReference|apiVersion:s|kind!:s|name!:s
HorizontalPodAutoscaler(autoscaling/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec@-35:HorizontalPodAutoscalerSpec|spec!@36-:HorizontalPodAutoscalerSpec|status:HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec|maxReplicas!:i|minReplicas:i|scaleTargetRef!:CrossVersionObjectReference|targetCPUUtilizationPercentage:i
HorizontalPodAutoscalerStatus|currentCPUUtilizationPercentage:i|currentReplicas!:i|desiredReplicas!:i|lastScaleTime:t|observedGeneration:l
# autoscaling.v2
ContainerResourceMetricSource|container!:s|name!:s|target!:MetricTarget
ContainerResourceMetricStatus|container!:s|current!:MetricValueStatus|name!:s
CrossVersionObjectReference|apiVersion:s|kind!:s|name!:s
ExternalMetricSource|metric!:MetricIdentifier|target!:MetricTarget
ExternalMetricStatus|current!:MetricValueStatus|metric!:MetricIdentifier
HPAScalingPolicy|periodSeconds!:i|type!:s|value!:i
HPAScalingRules|policies:[HPAScalingPolicy|selectPolicy:s|stabilizationWindowSeconds:i|tolerance@33-:q
HorizontalPodAutoscaler(autoscaling/v2)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec@-35:HorizontalPodAutoscalerSpec|spec!@36-:HorizontalPodAutoscalerSpec|status:HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerBehavior|scaleDown:HPAScalingRules|scaleUp:HPAScalingRules
HorizontalPodAutoscalerCondition|lastTransitionTime:t|message:s|reason:s|status!:s|type!:s
HorizontalPodAutoscalerSpec|behavior:HorizontalPodAutoscalerBehavior|maxReplicas!:i|metrics:[MetricSpec|minReplicas:i|scaleTargetRef!:CrossVersionObjectReference
HorizontalPodAutoscalerStatus|conditions:[HorizontalPodAutoscalerCondition|currentMetrics:[MetricStatus|currentReplicas:i|desiredReplicas!:i|lastScaleTime:t|observedGeneration:l
MetricIdentifier|name!:s|selector:meta.v1.LabelSelector
MetricSpec|containerResource:ContainerResourceMetricSource|external:ExternalMetricSource|object:ObjectMetricSource|pods:PodsMetricSource|resource:ResourceMetricSource|type!:s
MetricStatus|containerResource:ContainerResourceMetricStatus|external:ExternalMetricStatus|object:ObjectMetricStatus|pods:PodsMetricStatus|resource:ResourceMetricStatus|type!:s
MetricTarget|averageUtilization:i|averageValue:q|type!:s|value:q
MetricValueStatus|averageUtilization:i|averageValue:q|value:q
ObjectMetricSource|describedObject!:CrossVersionObjectReference|metric!:MetricIdentifier|target!:MetricTarget
ObjectMetricStatus|current!:MetricValueStatus|describedObject!:CrossVersionObjectReference|metric!:MetricIdentifier
PodsMetricSource|metric!:MetricIdentifier|target!:MetricTarget
PodsMetricStatus|current!:MetricValueStatus|metric!:MetricIdentifier
ResourceMetricSource|name!:s|target!:MetricTarget
ResourceMetricStatus|current!:MetricValueStatus|name!:s
# batch.v1
CronJob(batch/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec@-35:CronJobSpec|spec!@36-:CronJobSpec|status:CronJobStatus
CronJobSpec|concurrencyPolicy:s|failedJobsHistoryLimit:i|jobTemplate!:JobTemplateSpec|schedule!:s|startingDeadlineSeconds:l|successfulJobsHistoryLimit:i|suspend:b|timeZone:s
CronJobStatus|active:[core.v1.ObjectReference|lastScheduleTime:t|lastSuccessfulTime:t
Job(batch/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:JobSpec|status:JobStatus
JobCondition|lastProbeTime:t|lastTransitionTime:t|message:s|reason:s|status!:s|type!:s
JobSpec|activeDeadlineSeconds:l|backoffLimit:i|backoffLimitPerIndex:i|completionMode:s|completions:i|managedBy@30-:s|manualSelector:b|maxFailedIndexes:i|parallelism:i|podFailurePolicy:PodFailurePolicy|podReplacementPolicy:s|selector:meta.v1.LabelSelector|successPolicy@30-:SuccessPolicy|suspend:b|template!:core.v1.PodTemplateSpec|ttlSecondsAfterFinished:i
JobStatus|active:i|completedIndexes:s|completionTime:t|conditions:[JobCondition|failed:i|failedIndexes:s|ready:i|startTime:t|succeeded:i|terminating:i|uncountedTerminatedPods:UncountedTerminatedPods
JobTemplateSpec|metadata:meta.v1.ObjectMeta|spec:JobSpec
PodFailurePolicyOnExitCodesRequirement|containerName:s|operator!:s|values!:[i
PodFailurePolicyOnPodConditionsPattern|status:s|type!:s
PodFailurePolicyRule|action!:s|onExitCodes:PodFailurePolicyOnExitCodesRequirement|onPodConditions:[PodFailurePolicyOnPodConditionsPattern
PodFailurePolicy|rules!:[PodFailurePolicyRule
SuccessPolicy@30-|rules!:[SuccessPolicyRule
SuccessPolicyRule@30-|succeededCount:i|succeededIndexes:s
UncountedTerminatedPods|failed:[s|succeeded:[s
# meta.v1
Condition|lastTransitionTime!:t|message!:s|observedGeneration:l|reason!:s|status!:s|type!:s
LabelSelectorRequirement|key!:s|operator!:s|values:[s
LabelSelector|matchExpressions:[LabelSelectorRequirement|matchLabels:{s
ManagedFieldsEntry|apiVersion:s|fieldsType:s|fieldsV1:a|manager:s|operation:s|subresource:s|time:t
ObjectMeta|annotations:{s|creationTimestamp:t|deletionGracePeriodSeconds:l|deletionTimestamp:t|finalizers:[s|generateName:s|generation:l|labels:{s|managedFields:[ManagedFieldsEntry|name:s|namespace:s|ownerReferences:[OwnerReference|resourceVersion:s|selfLink:s|uid:s
OwnerReference|apiVersion!:s|blockOwnerDeletion:b|controller:b|kind!:s|name!:s|uid!:s
# node.v1
Overhead|podFixed:{q
RuntimeClass(node.k8s.io/v1)|apiVersion:s|handler!:s|kind:s|metadata:meta.v1.ObjectMeta|overhead:Overhead|scheduling:Scheduling
Scheduling|nodeSelector:{s|tolerations:[core.v1.Toleration
# policy.v1
PodDisruptionBudget(policy/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:PodDisruptionBudgetSpec|status:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec|maxUnavailable:x|minAvailable:x|selector:meta.v1.LabelSelector|unhealthyPodEvictionPolicy:s
PodDisruptionBudgetStatus|conditions:[meta.v1.Condition|currentHealthy!@-35:i|currentHealthy@36-:i|desiredHealthy!@-35:i|desiredHealthy@36-:i|disruptedPods:{t|disruptionsAllowed!@-35:i|disruptionsAllowed@36-:i|expectedPods!@-35:i|expectedPods@36-:i|observedGeneration:l
# scheduling.v1
PriorityClass(scheduling.k8s.io/v1)|apiVersion:s|description:s|globalDefault:b|kind:s|metadata:meta.v1.ObjectMeta|preemptionPolicy:s|value:i
`;
