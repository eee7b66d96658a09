import { mountedVolumes, volumesOf } from "../../workload/shared-memory.ts";
import { textAt } from "../../yaml/access.ts";
import { podExample } from "../examples/pod.ts";
import { perPod, type Rule } from "../rule.ts";

/** Device files of accelerators. Not IMEX channels, which no device plugin gives out on every platform. */
const DEVICES =
  /^\/dev\/(?:nvidia(?:\d+|ctl|-uvm|-uvm-tools|-modeset)|kfd|dri|neuron\d+|accel(?:\d+|\/.*)?|davinci\d+)(?:\/|$)/;

/** A GPU that is taken as a file of the node. */
export const gpuHostDevice: Rule = {
  id: "gpu-host-device",
  severity: "warning",
  title: "GPU device mounted from the node",
  overrides: "devices",
  fix: "none",
  about: () => ({
    why: "A device file from the node comes past the device plugin: the scheduler neither looks for a node that has the GPU nor counts it as taken, so pods fail on nodes without one and share it with others unasked.",
    advice:
      "Ask for the device under `resources.limits` (for example `amd.com/gpu: 1`) and remove the hostPath: the device plugin gives the files.",
    sources: [
      {
        title: "Device plugins",
        url: "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/",
      },
      {
        title: "Schedule GPUs",
        url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: rocm
spec:
  containers:
    - name: rocm
      image: rocm/pytorch:rocm7.1_ubuntu24.04_py3.12_pytorch_release_2.8.0
      volumeMounts:
        - name: kfd
          mountPath: /dev/kfd
  volumes:
    - name: kfd
      hostPath:
        path: /dev/kfd
`,
    good: podExample(),
  }),
  check: perPod(({ workload, containers }) => {
    // Drivers, device plugins and monitors run as DaemonSets and look at all devices on purpose.
    if (workload.kind.lifecycle === "per-node") return [];
    const found = volumesOf(workload).flatMap((volume) => {
      const path = textAt(volume.node, ["hostPath", "path"]);
      if (path === null || !DEVICES.test(path)) return [];
      const users = containers.filter(({ view }) => mountedVolumes(view).includes(volume.name));
      const [user] = users;
      return user === undefined ? [] : [{ volume, path, user: user.view, asks: user.asked.length > 0 }];
    });
    const [first, ...others] = found;
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` and ${others.map(({ path }) => path).join(", ")}`;
    return [
      {
        container: first.user,
        path: [...first.volume.path, "hostPath", "path"],
        advice: `Ask for the device under \`resources.limits\` (${resourceOf(found.map(({ path }) => path))}) and remove the hostPath: the device plugin gives the files.`,
        message: `container "${first.user.name}" takes ${first.path}${more} from the node ${first.asks ? "beside the device that it asks for" : "and asks for no device"}`,
      },
    ];
  }),
};

/** By what the devices are asked for; a render node alone may be of two vendors. */
function resourceOf(paths: readonly string[]): string {
  const named = NAMED.find(([start]) => paths.some((path) => path.startsWith(start)));
  return named === undefined ? "the resource of its vendor" : named[1];
}

const NAMED: readonly (readonly [string, string])[] = [
  ["/dev/nvidia", "`nvidia.com/gpu: 1`"],
  ["/dev/kfd", "`amd.com/gpu: 1`"],
  ["/dev/neuron", "`aws.amazon.com/neuron: 1`"],
  ["/dev/dri", "`gpu.intel.com/i915: 1`, `gpu.intel.com/xe: 1` or `amd.com/gpu: 1`"],
];
