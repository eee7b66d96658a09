/** Written by `npm run crds` from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`. */
export const WORKLOAD_CODEFLARE_DEV = `
# workload.codeflare.dev
AppWrapperSpec|components!:[Components|managedBy:s|suspend:b
Components|annotations:{s|podSetInfos:[PodSetInfos|podSets:[PodSets|template!:{a
PodSetInfos|annotations:{s|labels:{s|nodeSelector:{s|schedulingGates:[SchedulingGates|tolerations:[core.v1.Toleration
PodSets|annotations:{s|path!:s|replicas:i
SchedulingGates|name!:s
# workload.codeflare.dev/v1beta2
AppWrapper(workload.codeflare.dev/v1beta2)|apiVersion:s|kind:s|metadata:meta.v1.ObjectMeta|spec:workload.codeflare.dev.AppWrapperSpec|status:a
`;
