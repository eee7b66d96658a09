/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const BATCH_VOLCANO_SH = `
# batch.volcano.sh
DependsOn|iteration:s|name:[s
JobSpec|maxRetry:i(0..)|minAvailable:i(0..)|minSuccess:i(1..)|networkTopology:NetworkTopology|plugins:{[s|policies:[Policies|priorityClassName:s|queue:s|runningEstimate:s|schedulerName:s|tasks:[Tasks|ttlSecondsAfterFinished:i(0..)|volumes:[Volumes
NetworkTopology|highestTierAllowed:l(0..)|highestTierName:s|mode:s(hard;soft)
PartitionPolicy|minPartitions:i(0..)|networkTopology:NetworkTopology|partitionSize!:i(1..)|totalPartitions!:i(1..)
Policies|action:s|event:s(*;PodPending;PodRunning;PodFailed;PodEvicted;Unknown;TaskCompleted;OutOfSync;CommandIssued;JobUpdated;TaskFailed)|events:[s(*;PodPending;PodRunning;PodFailed;PodEvicted;Unknown;TaskCompleted;OutOfSync;CommandIssued;JobUpdated;TaskFailed)|exitCode:i|timeout:s
Tasks|dependsOn:DependsOn|maxRetry:i(0..)|minAvailable:i(0..)|name:s|partitionPolicy:PartitionPolicy|policies:[Policies|replicas:i(0..)|template:core.v1.PodTemplateSpec~13|topologyPolicy:s(none;best-effort;restricted;single-numa-node)
Volumes|mountPath!:s|volumeClaim:core.v1.PersistentVolumeClaimSpec|volumeClaimName:s
# batch.volcano.sh/v1alpha1
Job(batch.volcano.sh/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:batch.volcano.sh.JobSpec|status:a
`;
