/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const KAITO_SH = `
# kaito.sh
Adapters|source:Source|strength:s
Output|image:s|imagePushSecret:s|volumeSource:a
Partition|count:l(1..)|mode!:s(mig;accelerator)|profile:s
Preset2|accessMode:s(public;private)|name!:s|presetOptions:PresetOptions2
PresetOptions2|image:s|imagePullSecrets:[s|modelAccessSecret:s
PresetOptions|image:s|imagePullSecrets:[s
Preset|accessMode:s(public;private)|name!:s|presetOptions:PresetOptions
Source|image:s|imagePullSecrets:[s|name:s|urls:[s|volumeSource:a
WorkspaceInference2|adapters:[Adapters|config:s|preset:Preset2|template:a
WorkspaceInference|adapters:[Adapters|config:s|preset:Preset|template:a
WorkspaceResource2|count:l|instanceType:s|labelSelector!:meta.v1.LabelSelector|partition:Partition|preferredNodes:[s
WorkspaceResource|count:l|instanceType:s|labelSelector!:meta.v1.LabelSelector|preferredNodes:[s
WorkspaceTuning2|config:s|input!:Source|method:s|output!:Output|preset:Preset2
WorkspaceTuning|config:s|input!:Source|method:s|output!:Output|preset:Preset
# kaito.sh/v1alpha1
Workspace(kaito.sh/v1alpha1)|apiVersion:s|inference:kaito.sh.WorkspaceInference|kind:s|metadata:meta.v1.ObjectMeta|resource:kaito.sh.WorkspaceResource|status:a|tuning:kaito.sh.WorkspaceTuning
# kaito.sh/v1beta1
Workspace(kaito.sh/v1beta1)|apiVersion:s|inference:kaito.sh.WorkspaceInference2|kind:s|metadata:meta.v1.ObjectMeta|resource:kaito.sh.WorkspaceResource2|status:a|tuning:kaito.sh.WorkspaceTuning2
`;
