import type { Vendor } from "../../gpu/types.ts";
import { askedAmount, unknownAccelerators } from "../../workload/accelerators.ts";
import { items, member, textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import { DEVICE_LISTS } from "../device-lists.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { perContainer, type Rule, type RuleFinding } from "../rule.ts";

/** The variable by which NVIDIA's runtime is told what a container gets. */
const GRANT = "NVIDIA_VISIBLE_DEVICES";

/** GPUs that are chosen by hand, past what Kubernetes has given. */
export const gpuVisibleDevices: Rule = {
  id: "gpu-visible-devices",
  severity: "warning",
  title: "GPUs chosen by an environment variable",
  overrides: "devices",
  fix: "none",
  about: () => ({
    why: "Kubernetes decides which GPUs a container gets. `NVIDIA_VISIBLE_DEVICES` by hand gives it others, which pods of somebody else run on, and no scheduler counts them; `CUDA_VISIBLE_DEVICES` with numbers that the container does not have hides what it has.",
    advice:
      "Remove the variable and ask for the GPUs under `limits`. To hide GPUs from a sidecar use `void` or `none`.",
    sources: [
      {
        title: "NVIDIA device plugin: running GPU jobs",
        url: "https://github.com/NVIDIA/k8s-device-plugin#running-gpu-jobs",
      },
      {
        title: "GPUs visible despite limits",
        url: "https://github.com/NVIDIA/k8s-device-plugin/issues/1294",
      },
    ],
    bad: podExample({
      container: `env:
  - name: NVIDIA_VISIBLE_DEVICES
    value: all`,
    }),
    good: podExample(),
  }),
  check: perContainer((container, pod, context) => {
    // Agents on nodes, such as exporters and device plugins, look at all GPUs on purpose.
    if (pod.workload.kind.lifecycle === "per-node" && pod.gpuContainers.length === 0) return [];
    return items(member(container.view.node, "env")).flatMap((entry, index) => {
      const name = textAt(entry, ["name"]);
      const value = textAt(entry, ["value"]);
      if (name === null || value === null) return [];
      const path = [...container.view.path, "env", index, "value"];
      if (name === GRANT) return granted({ container, value, path }, pod, context);
      const vendor = DEVICE_LISTS.get(name);
      return vendor === undefined ? [] : chosen({ container, value, path }, name, vendor);
    });
  }),
};

interface Setting {
  readonly container: PodContainerView;
  readonly value: string;
  readonly path: FieldPath;
}

function granted(
  { container, value, path }: Setting,
  pod: Pod,
  { catalog }: LintContext,
): readonly RuleFinding[] {
  if (["", "void", "none"].includes(value.trim().toLowerCase())) return [];
  const { view, asked, gpuClaims, hasShare } = container;
  if (hasShare || gpuClaims.length > 0 || unknownAccelerators(view, catalog).length > 0) return [];
  if (asked.length > 0) {
    if (asked.every(({ meaning }) => meaning.vendor !== "nvidia")) return [];
    return [
      {
        path,
        message: `${GRANT}: ${value} overrides the GPUs that Kubernetes gives container "${view.name}"`,
      },
    ];
  }
  const isBeside = pod.gpuContainers.length > 0;
  return [
    {
      path,
      message: `container "${view.name}" asks for no GPU, and ${GRANT}: ${value} gives it ${isBeside ? "those of others" : "GPUs of the node"} past the scheduler`,
    },
  ];
}

/** Numbers count the devices that the container has, from 0; the first that it has not ends the list. */
function chosen({ container, value, path }: Setting, name: string, vendor: Vendor): readonly RuleFinding[] {
  const { view, asked } = container;
  const own = asked.filter(({ meaning }) => meaning.vendor === vendor);
  const [ask, ...others] = own;
  const amount = ask === undefined ? undefined : askedAmount(ask)?.amount;
  if (ask === undefined || others.length > 0 || amount?.kind !== "whole") return [];
  const { count } = amount;
  const listed = value.split(",").map((one) => one.trim());
  const given = `${count} ${ask.resource}`;
  if (listed.some((one) => /^(?:GPU|MIG)-/.test(one)))
    return [
      {
        path,
        message: `${name} names one device by its id, and container "${view.name}" gets ${given} that Kubernetes chooses`,
      },
    ];
  if (value.trim() === "" || listed[0] === "-1")
    return [
      { path, message: `${name}: ${JSON.stringify(value)} hides the ${given} of container "${view.name}"` },
    ];
  if (!listed.every((one) => /^\d{1,4}$/.test(one))) return [];
  const missing = listed.find((one) => Number(one) >= count);
  if (missing !== undefined)
    return [
      {
        path,
        message: `${name}: ${value} names device ${missing}, and container "${view.name}" has ${given}, numbered from 0`,
      },
    ];
  if (new Set(listed).size >= count) return [];
  return [
    {
      path,
      message: `${name}: ${value} hides ${count - new Set(listed).size} of the ${given} of container "${view.name}"`,
    },
  ];
}
