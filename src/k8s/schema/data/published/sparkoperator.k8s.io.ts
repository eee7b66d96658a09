/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const SPARKOPERATOR_K8S_IO = `
# sparkoperator.k8s.io
BatchSchedulerOptions|priorityClassName:s|queue:s|resources:{Q
ConfigMaps|name!:s|path!:s
Deps|archives:[s|excludePackages:[s|files:[s|jars:[s|packages:[s|pyFiles:[s|repositories:[s
DriverIngressOptions|ingressAnnotations:{s|ingressTLS:[IngressTLS|ingressURLFormat:s|serviceAnnotations:{s|serviceLabels:{s|servicePort!:i|servicePortName!:s|serviceType:s
Driver|affinity:core.v1.Affinity~1|annotations:{s|configMaps:[ConfigMaps|coreLimit:s|coreRequest:s|cores:i(1..)|dnsConfig:core.v1.PodDNSConfig|env:[core.v1.EnvVar|envFrom:[core.v1.EnvFromSource|envSecretKeyRefs:{core.v1.ConfigMapKeySelector~45|envVars:{s|gpu:Gpu|hostAliases:[core.v1.HostAlias|hostNetwork:b|image:s|initContainers:[core.v1.Container~8|javaOptions:s|kubernetesMaster:s|labels:{s|lifecycle:core.v1.Lifecycle~8|memory:s|memoryLimit:s|memoryOverhead:s|nodeSelector:{s|podName:s|podSecurityContext:core.v1.PodSecurityContext~9|ports:[core.v1.ContainerPort~46|priorityClassName:s|schedulerName:s|secrets:[Secrets|securityContext:core.v1.SecurityContext|serviceAccount:s|serviceAnnotations:{s|serviceLabels:{s|shareProcessNamespace:b|sidecars:[core.v1.Container~8|template:{a|terminationGracePeriodSeconds:l|tolerations:[core.v1.Toleration|volumeMounts:[core.v1.VolumeMount
DynamicAllocation|enabled:b|initialExecutors:i|maxExecutors:i|minExecutors:i|shuffleTrackingEnabled:b|shuffleTrackingTimeout:l
Executor|affinity:core.v1.Affinity~1|annotations:{s|configMaps:[ConfigMaps|coreLimit:s|coreRequest:s|cores:i(1..)|deleteOnTermination:b|dnsConfig:core.v1.PodDNSConfig|env:[core.v1.EnvVar|envFrom:[core.v1.EnvFromSource|envSecretKeyRefs:{core.v1.ConfigMapKeySelector~45|envVars:{s|gpu:Gpu|hostAliases:[core.v1.HostAlias|hostNetwork:b|image:s|initContainers:[core.v1.Container~8|instances:i(1..)|javaOptions:s|labels:{s|lifecycle:core.v1.Lifecycle~8|memory:s|memoryLimit:s|memoryOverhead:s|nodeSelector:{s|podSecurityContext:core.v1.PodSecurityContext~9|ports:[core.v1.ContainerPort~46|priorityClassName:s|schedulerName:s|secrets:[Secrets|securityContext:core.v1.SecurityContext|serviceAccount:s|shareProcessNamespace:b|sidecars:[core.v1.Container~8|template:{a|terminationGracePeriodSeconds:l|tolerations:[core.v1.Toleration|volumeMounts:[core.v1.VolumeMount
Gpu|name!:s|quantity!:l
IngressTLS|hosts:[s|secretName:s
Monitoring|exposeDriverMetrics!:b|exposeExecutorMetrics!:b|metricsProperties:s|metricsPropertiesFile:s|prometheus:Prometheus
Prometheus|configFile:s|configuration:s|jmxExporterJar!:s|port:i(1024..49151)|portName:s
RestartPolicy|onFailureRetries:i(0..)|onFailureRetryInterval:l(1..)|onSubmissionFailureRetries:i(0..)|onSubmissionFailureRetryInterval:l(1..)|type:s(Never;Always;OnFailure)
Secrets|name!:s|path!:s|secretType!:s
SparkApplicationSpec|arguments:[s|batchScheduler:s|batchSchedulerOptions:BatchSchedulerOptions|deps:Deps|driver!:Driver|driverIngressOptions:[DriverIngressOptions|driverPodDisruptionBudget:b|dynamicAllocation:DynamicAllocation|executor!:Executor|failureRetries:i|hadoopConf:{s|hadoopConfigMap:s|image:s|imagePullPolicy:s|imagePullSecrets:[s|mainApplicationFile!:s|mainClass:s|memoryOverheadFactor:s|mode:s(cluster;client)|monitoring:Monitoring|nodeSelector:{s|proxyUser:s|pythonVersion:s(2;3)|restartPolicy:RestartPolicy|retryInterval:l|sparkConf:{s|sparkConfigMap:s|sparkUIOptions:SparkUIOptions|sparkVersion!:s|suspend:b|timeToLiveSeconds:l|type!:s(Java;Python;Scala;R)|volumes:[core.v1.Volume~47
SparkUIOptions|ingressAnnotations:{s|ingressTLS:[IngressTLS|serviceAnnotations:{s|serviceLabels:{s|servicePort:i|servicePortName:s|serviceType:s
# sparkoperator.k8s.io/v1beta2
SparkApplication(sparkoperator.k8s.io/v1beta2)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec!:sparkoperator.k8s.io.SparkApplicationSpec|status:a
`;
