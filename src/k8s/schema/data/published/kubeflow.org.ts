/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const KUBEFLOW_ORG = `
# kubeflow.org
Claims|name!:s
Containers|args:[s|command:[s|env:[core.v1.EnvVar~17|envFrom:[core.v1.EnvFromSource|image:s|imagePullPolicy:s|lifecycle:core.v1.Lifecycle~24|livenessProbe:core.v1.Probe~2|name!:s|ports:[core.v1.ContainerPort|readinessProbe:core.v1.Probe~2|resizePolicy:[core.v1.ContainerResizePolicy|resources:Resources|securityContext:core.v1.SecurityContext~25|startupProbe:core.v1.Probe~2|stdin:b|stdinOnce:b|terminationMessagePath:s|terminationMessagePolicy:s|tty:b|volumeDevices:[core.v1.AttachedVolume|volumeMounts:[core.v1.VolumeMount~26|workingDir:s
ElasticPolicy|maxReplicas:i|maxRestarts:i|metrics:[autoscaling.v2.MetricSpec|minReplicas:i|nProcPerNode:i|rdzvBackend:s|rdzvConf:[RdzvConf|rdzvHost:s|rdzvId:s|rdzvPort:i|standalone:b
EphemeralContainers|args:[s|command:[s|env:[core.v1.EnvVar~17|envFrom:[core.v1.EnvFromSource|image:s|imagePullPolicy:s|lifecycle:core.v1.Lifecycle~24|livenessProbe:core.v1.Probe~2|name!:s|ports:[core.v1.ContainerPort|readinessProbe:core.v1.Probe~2|resizePolicy:[core.v1.ContainerResizePolicy|resources:Resources|securityContext:core.v1.SecurityContext~25|startupProbe:core.v1.Probe~2|stdin:b|stdinOnce:b|targetContainerName:s|terminationMessagePath:s|terminationMessagePolicy:s|tty:b|volumeDevices:[core.v1.AttachedVolume|volumeMounts:[core.v1.VolumeMount~26|workingDir:s
Ephemeral|volumeClaimTemplate:VolumeClaimTemplate
ImagePullSecrets|name:s
MPIJobSpec|launcherCreationPolicy:s|mpiImplementation:s(OpenMPI;Intel;MPICH)|mpiReplicaSpecs!:{MpiReplicaSpecs|runLauncherAsWorker:b|runPolicy:RunPolicy|slotsPerWorker:i|sshAuthMountPath:s
MpiReplicaSpecs|replicas:i|restartPolicy:s|template:core.v1.PodTemplateSpec~22
NotebookSpec|template:Template
PyTorchJobSpec|elasticPolicy:ElasticPolicy|nprocPerNode:s|pytorchReplicaSpecs!:{PytorchReplicaSpecs|runPolicy:RunPolicy2
PytorchReplicaSpecs|replicas:i|restartPolicy:s|template:Template2
RdzvConf|key:s|value:s
ReadinessGates|conditionType!:s
ResourceClaims|name!:s|source:core.v1.ClaimSource
Resources|claims:[Claims|limits:{Q|requests:{Q
RunPolicy2|activeDeadlineSeconds:l|backoffLimit:i|cleanPodPolicy:s|schedulingPolicy:SchedulingPolicy|suspend:b|ttlSecondsAfterFinished:i
RunPolicy|activeDeadlineSeconds:l|backoffLimit:i|cleanPodPolicy:s|managedBy:s|schedulingPolicy:SchedulingPolicy|suspend:b|ttlSecondsAfterFinished:i
SchedulingPolicy|minAvailable:i|minResources:{Q|priorityClass:s|queue:s|scheduleTimeoutSeconds:i
Spec2|activeDeadlineSeconds:l|affinity:core.v1.Affinity~23|automountServiceAccountToken:b|containers!:[Containers|dnsConfig:core.v1.PodDNSConfig|dnsPolicy:s|enableServiceLinks:b|ephemeralContainers:[EphemeralContainers|hostAliases:[core.v1.HostAlias~27|hostIPC:b|hostNetwork:b|hostPID:b|hostUsers:b|hostname:s|imagePullSecrets:[ImagePullSecrets|initContainers:[Containers|nodeName:s|nodeSelector:{s|os:Claims|overhead:{Q|preemptionPolicy:s|priority:i|priorityClassName:s|readinessGates:[ReadinessGates|resourceClaims:[ResourceClaims|restartPolicy:s|runtimeClassName:s|schedulerName:s|schedulingGates:[Claims|securityContext:core.v1.PodSecurityContext~28|serviceAccount:s|serviceAccountName:s|setHostnameAsFQDN:b|shareProcessNamespace:b|subdomain:s|terminationGracePeriodSeconds:l|tolerations:[core.v1.Toleration|topologySpreadConstraints:[core.v1.TopologySpreadConstraint|volumes:[Volumes
Spec|accessModes:[s|dataSource:core.v1.TypedLocalObjectReference|dataSourceRef:core.v1.TypedObjectReference|resources:Resources|selector:meta.v1.LabelSelector|storageClassName:s|volumeMode:s|volumeName:s
TFJobSpec|enableDynamicWorker:b|runPolicy:RunPolicy2|successPolicy:s|tfReplicaSpecs!:{PytorchReplicaSpecs
Template2|metadata:meta.v1.ObjectMeta~7|spec:Spec2
Template|spec:core.v1.PodSpec~15
VolumeClaimTemplate|metadata:meta.v1.ObjectMeta~7|spec!:Spec
Volumes|awsElasticBlockStore:core.v1.AWSElasticBlockStoreVolumeSource|azureDisk:core.v1.AzureDiskVolumeSource|azureFile:core.v1.AzureFileVolumeSource|cephfs:core.v1.CephFSVolumeSource|cinder:core.v1.CinderVolumeSource|configMap:core.v1.ConfigMapVolumeSource|csi:core.v1.CSIVolumeSource|downwardAPI:core.v1.DownwardAPIVolumeSource|emptyDir:core.v1.EmptyDirVolumeSource|ephemeral:Ephemeral|fc:core.v1.FCVolumeSource|flexVolume:core.v1.FlexVolumeSource|flocker:core.v1.FlockerVolumeSource|gcePersistentDisk:core.v1.GCEPersistentDiskVolumeSource|gitRepo:core.v1.GitRepoVolumeSource|glusterfs:core.v1.GlusterfsVolumeSource|hostPath:core.v1.HostPathVolumeSource|iscsi:core.v1.ISCSIVolumeSource~29|name!:s|nfs:core.v1.NFSVolumeSource|persistentVolumeClaim:core.v1.PersistentVolumeClaimVolumeSource|photonPersistentDisk:core.v1.PhotonPersistentDiskVolumeSource|portworxVolume:core.v1.PortworxVolumeSource|projected:core.v1.ProjectedVolumeSource~30|quobyte:core.v1.QuobyteVolumeSource|rbd:core.v1.RBDVolumeSource|scaleIO:core.v1.ScaleIOVolumeSource~31|secret:core.v1.SecretVolumeSource|storageos:core.v1.StorageOSVolumeSource|vsphereVolume:core.v1.VsphereVirtualDiskVolumeSource
# kubeflow.org/v2beta1
MPIJob(kubeflow.org/v2beta1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeflow.org.MPIJobSpec|status:a
# kubeflow.org/v1
Notebook(kubeflow.org/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeflow.org.NotebookSpec|status:a
PyTorchJob(kubeflow.org/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeflow.org.PyTorchJobSpec|status:a
TFJob(kubeflow.org/v1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeflow.org.TFJobSpec|status:a
# kubeflow.org/v1alpha1
Notebook(kubeflow.org/v1alpha1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeflow.org.NotebookSpec|status:a
# kubeflow.org/v1beta1
Notebook(kubeflow.org/v1beta1)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:kubeflow.org.NotebookSpec|status:a
`;
