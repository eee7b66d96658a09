/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const GROVE_IO = `
# grove.io
Cliques|annotations:{s|labels:{s|name!:s|resourceSharing:[ResourceSharing|spec!:Spec|topologyConstraint:TopologyConstraint
Filter2|childCliqueNames:[s|childScalingGroupNames:[s
Filter|childCliqueNames:[s
HeadlessServiceConfig|publishNotReadyAddresses:b
Pack|preferred:s|required:s
PodCliqueScalingGroups|annotations:{s|cliqueNames!:[s|minAvailable:i|name!:s|replicas:i|resourceSharing:[ResourceSharing2|scaleConfig:autoscaling.v2.HorizontalPodAutoscalerSpec~14|topologyConstraint:TopologyConstraint
PodCliqueSetSpec|replicas:i|template!:Template|updateStrategy:UpdateStrategy
ResourceClaimTemplates|name!:s|templateSpec!:resource.v1.ResourceClaimTemplateSpec~16
ResourceSharing2|filter:Filter|name!:s|namespace:s|scope!:s(AllReplicas;PerReplica)
ResourceSharing3|filter:Filter2|name!:s|namespace:s|scope!:s(AllReplicas;PerReplica)
ResourceSharing|name!:s|namespace:s|scope!:s(AllReplicas;PerReplica)
Spec|autoScalingConfig:autoscaling.v2.HorizontalPodAutoscalerSpec~14|minAvailable:i|podSpec!:core.v1.PodSpec~15|replicas!:i|roleName!:s|startsAfter:[s
Template|cliqueStartupType:s(CliqueStartupTypeAnyOrder;CliqueStartupTypeInOrder;CliqueStartupTypeExplicit)|cliques!:[Cliques|headlessServiceConfig:HeadlessServiceConfig|podCliqueScalingGroups:[PodCliqueScalingGroups|priorityClassName:s|resourceClaimTemplates:[ResourceClaimTemplates|resourceSharing:[ResourceSharing3|terminationDelay:s|topologyConstraint:TopologyConstraint
TopologyConstraint|pack:Pack|packDomain:s|topologyName:s
UpdateStrategy|type:s(RollingRecreate;OnDelete)
# grove.io/v1alpha1
PodCliqueSet(grove.io/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec!:grove.io.PodCliqueSetSpec|status:a
`;
