import type { AdmissionRow } from "../../gpu/admission-rows.ts";
import { podAnnotations } from "../../k8s/workload.ts";
import { listed } from "../../kernel/words.ts";
import { mountedVolumes, type Volume, volumesOf } from "../../workload/shared-memory.ts";
import { at, boolean, fields, items, member, stringMap, text, textAt } from "../../yaml/access.ts";
import { admissionAdvice, admissionOf } from "../placement/admission.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Something of the node that Autopilot gives to no pod. */
export const autopilotHostAccess: Rule = {
  id: "autopilot-host-access",
  severity: "error",
  title: "Access to the node that GKE Autopilot rejects",
  faultOf: "any-pod",
  fix: "none",
  applies: { platforms: ["gke-autopilot"] },
  about: () => ({
    why: "Nodes of Autopilot are Google's to manage: pods with the host's network, process or IPC namespace, host paths (but for /var/log to read), host ports, privileged containers or further capabilities are rejected.",
    advice:
      "Remove it; a GPU needs none of it. Partners' and other approved workloads run with an allowlist, all else on GKE Standard.",
    sources: [
      {
        title: "GKE: security in Autopilot",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/autopilot-security",
      },
      {
        title: "GKE: run privileged workloads in Autopilot",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/run-autopilot-partner-workloads",
      },
      {
        title: "GKE: WorkloadAllowlist and its exemptions",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/reference/crds/workloadallowlist",
      },
      {
        title: "GKE: random host ports in Autopilot",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/autopilot-hostport",
      },
    ],
    bad: example("hostIPC: true\n  "),
    good: example(""),
  }),
  check: perPod((pod) => {
    const admission = admissionOf(pod);
    if (admission === null) return [];
    return [
      ...namespaces(pod, admission),
      ...hostPaths(pod, admission),
      ...volumesOf(pod.workload).flatMap((volume) => otherType(volume, admission)),
      ...pod.containers.flatMap((container) =>
        [
          ...privileged(container, admission),
          ...capabilities(container, admission),
          ...ports(container, pod, admission),
        ].map((found) => ({ container: container.view, ...found })),
      ),
    ];
  }),
};

function example(more: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  ${more}nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-l4
  containers:
    - name: trainer
      image: pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime
      resources:
        limits:
          nvidia.com/gpu: 1
`;
}

function namespaces({ workload }: Pod, admission: AdmissionRow): readonly RuleFinding[] {
  return ["hostNetwork", "hostPID", "hostIPC"].flatMap((field) =>
    boolean(at(workload.podSpec, [field])) === true
      ? [
          {
            path: [...workload.podSpecPath, field],
            message: `${admission.by} rejects ${field}`,
            advice: admissionAdvice(
              admission,
              admission.host.value.exemptions.namespaces,
              "Remove it; containers of one pod share their own network and IPC anyway.",
            ),
          },
        ]
      : [],
  );
}

/** A volume of the node that a container mounts. */
interface HostMount {
  readonly volume: Volume;
  readonly folder: string;
  readonly users: readonly PodContainerView[];
}

function hostMounts(pod: Pod): readonly HostMount[] {
  return volumesOf(pod.workload).flatMap((volume) => {
    const folder = textAt(volume.node, ["hostPath", "path"]);
    const users = pod.containers.filter(({ view }) => mountedVolumes(view).includes(volume.name));
    return folder === null || users.length === 0 ? [] : [{ volume, folder, users }];
  });
}

function hostPaths(pod: Pod, admission: AdmissionRow): readonly RuleFinding[] {
  const { paths, exemptions } = admission.host.value;
  const advise = (remedy: string): string => admissionAdvice(admission, exemptions.paths, remedy);
  const mounts = hostMounts(pod);
  const isReadable = ({ folder }: HostMount): boolean => paths.some((allowed) => isBelow(folder, allowed));
  const others = mounts.filter((mount) => !isReadable(mount));
  const [first] = others;
  return [
    ...(first === undefined
      ? []
      : [
          {
            path: [...first.volume.path, "hostPath", "path"],
            message: `${admission.by} rejects the pod: it mounts ${listed(others.map(({ folder }) => folder))} of the node, and may mount ${listed(paths)} alone, to read it`,
            advice: advise(
              "Use an emptyDir for scratch data, a claim or a CSI volume (Cloud Storage FUSE) for data that stays.",
            ),
          },
        ]),
    ...mounts.filter(isReadable).flatMap((mount) => writingMounts(mount, admission.by, advise)),
  ];
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function writingMounts(
  { volume, folder, users }: HostMount,
  by: string,
  advise: (remedy: string) => string,
): readonly RuleFinding[] {
  return users.flatMap(({ view }) =>
    items(member(view.node, "volumeMounts")).flatMap((mount, index) =>
      textAt(mount, ["name"]) === volume.name && boolean(member(mount, "readOnly")) !== true
        ? [
            {
              container: view,
              path: [...view.path, "volumeMounts", index],
              message: `container "${view.name}" may write to ${folder} of the node, which ${by} lets pods only read`,
              advice: advise("Set `readOnly: true` on the mount."),
            },
          ]
        : [],
    ),
  );
}

function otherType({ node, path, name }: Volume, admission: AdmissionRow): readonly RuleFinding[] {
  const { volumes } = admission.host.value;
  const type = fields(node).find((field) => field.name !== "name")?.name;
  if (type === undefined || volumes.includes(type)) return [];
  return [
    {
      path: [...path, type],
      at: "key",
      message: `${admission.by} does not allow ${type}, the type of volume "${name}"`,
      advice: "Use a claim with a CSI driver that Autopilot has, or nfs.",
    },
  ];
}

function privileged({ view }: PodContainerView, admission: AdmissionRow): readonly RuleFinding[] {
  const path = ["securityContext", "privileged"];
  if (boolean(at(view.node, path)) !== true) return [];
  return [
    {
      path: [...view.path, ...path],
      message: `container "${view.name}" is privileged, which ${admission.by} rejects`,
      advice: admissionAdvice(
        admission,
        admission.host.value.exemptions.privileged,
        "Remove it; a GPU needs no privileged container.",
      ),
    },
  ];
}

function capabilities({ view }: PodContainerView, admission: AdmissionRow): readonly RuleFinding[] {
  const { capabilities: allowed, capabilityFlags, exemptions } = admission.host.value;
  const path = ["securityContext", "capabilities", "add"];
  const added = items(at(view.node, path)).map((item) => (text(item) ?? "").replace(/^CAP_/, ""));
  const further = added.filter((name) => name !== "" && !allowed.includes(name));
  if (further.length === 0) return [];
  const flags = [...new Set(further.map((name) => capabilityFlags[name]))];
  const [flag] = flags;
  const byFlag = flag !== undefined && flags.length === 1;
  return [
    {
      path: [...view.path, ...path],
      message: `container "${view.name}" adds ${listed(further)}, which ${admission.by} rejects${byFlag ? ` unless the cluster has ${flag}` : ""}`,
      advice: byFlag
        ? `Create or update the cluster with \`${flag}\`, or remove the capability.`
        : admissionAdvice(admission, exemptions.capabilities, "Remove what it does not need."),
      ...(byFlag && { severity: "warning" }),
    },
  ];
}

/** With the annotation GKE chooses the ports of pods that stand alone or that another controller than Kubernetes' own makes. */
function ports({ view }: PodContainerView, pod: Pod, admission: AdmissionRow): readonly RuleFinding[] {
  const { portAnnotation, exemptions } = admission.host.value;
  const isRandom = stringMap(podAnnotations(pod.workload)).has(portAnnotation);
  if (isRandom && !/^(?:apps|batch)\//.test(pod.object.apiVersion)) return [];
  const written = items(member(view.node, "ports")).flatMap((port, index) => {
    const number = textAt(port, ["hostPort"]);
    return number === null || Number(number) === 0 ? [] : [{ number, index }];
  });
  const [first] = written;
  if (first === undefined) return [];
  return [
    {
      path: [...view.path, "ports", first.index, "hostPort"],
      message: `container "${view.name}" takes port ${listed(written.map(({ number }) => number))} of the node, which ${admission.by} rejects`,
      advice: admissionAdvice(
        admission,
        exemptions.ports,
        `Use a Service, or random ports (\`${portAnnotation}\`), which only pods get that no workload of Kubernetes makes.`,
      ),
    },
  ];
}
