/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const ORCHESTRATION_AIBRIX_AI = `
# orchestration.aibrix.ai
Affinity|podGroupAffinity:PodGroupAffinity|podGroupAntiAffinity:PodGroupAntiAffinity
CoschedulingSchedulingStrategy|minMember:i(1..)|minResources:{Q|scheduleTimeoutSeconds:i
DisruptionTolerance|maxUnavailable:x
GodelSchedulingStrategy|affinity:Affinity|application:s|minMember:i|priorityClassName:s|scheduleTimeoutSeconds:i
NodeSelector|nodeSelectorTerms!:[core.v1.NodeSelectorTerm
PodGroupAffinity|nodeSelector:NodeSelector|preferred:[Preferred|required:[Preferred|sortRules:[SortRules
PodGroupAntiAffinity|preferred:[Preferred|required:[Preferred
Preferred|topologyKey:s
Roles|disruptionTolerance:DisruptionTolerance|name:s|podGroupSize:i(1..100)|replicas:i|schedulingStrategy:SchedulingStrategy|stateful:b|template:core.v1.PodTemplateSpec~36|updateStrategy:UpdateStrategy|upgradeOrder:i(1..)
SchedulingStrategy|coschedulingSchedulingStrategy:CoschedulingSchedulingStrategy|godelSchedulingStrategy:GodelSchedulingStrategy|volcanoSchedulingStrategy:VolcanoSchedulingStrategy
SortRules|dimension:s|order!:s|resource!:s
Spec|roles:[Roles|schedulingStrategy:SchedulingStrategy|topologyPolicy:TopologyPolicy|updateStrategy:s(Parallel;Sequential;Interleave)
StormServiceSpec|disruptionTolerance:DisruptionTolerance|paused:b|replicas:i|revisionHistoryLimit:i|selector!:meta.v1.LabelSelector|stateful:b|template!:Template|updateStrategy:UpdateStrategy2
Template|metadata:meta.v1.ObjectMeta~7|spec:Spec
TopologyPolicy|key!:s|mode:s(Preferred;Required)|scope!:s(StormService;RoleSet;Role)
UpdateStrategy2|maxSurge:x|maxUnavailable:x|type:s(RollingUpdate;InPlaceUpdate)
UpdateStrategy|maxSurge:x|maxUnavailable:x|type:s(Recreate;InPlaceIfPossible)
VolcanoSchedulingStrategy|minMember:i|minResources:{Q|minTaskMember:{i|priorityClassName:s|queue:s
# orchestration.aibrix.ai/v1alpha1
StormService(orchestration.aibrix.ai/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:orchestration.aibrix.ai.StormServiceSpec|status:a
`;
