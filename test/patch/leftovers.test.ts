import { describe, expect, it } from "vitest";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { decide } from "./decide.ts";
import { deployment, gpus, job, type Parts } from "./manifests.ts";

const AMD = "resources:\n  limits:\n    amd.com/gpu: 1";
const GAUDI = "resources:\n  limits:\n    habana.ai/gaudi: 1\n    hugepages-2Mi: 1Gi\n    memory: 8Gi";
const NEURON = "resources:\n  limits:\n    aws.amazon.com/neuron: 1";

const env = (name: string, value: string) => `env:\n- name: ${name}\n  value: ${JSON.stringify(value)}`;

/** Path of each word of another vendor, with the code. */
function told(parts: Parts, flags: DecisionFlags, profile = "continuous"): readonly string[] {
  return decide(deployment(parts), profile, flags).decision.diagnostics.flatMap(({ code, location }) =>
    code === "trace-of-other-vendor" || code === "image-of-other-vendor"
      ? [`${code} ${location?.path?.replace("spec.template.spec.", "")}`]
      : [],
  );
}

const VARIABLE = "trace-of-other-vendor containers[0].env[0]";

describe("a workload that moves to another vendor is told of", () => {
  it.each<[string, Parts, DecisionFlags]>([
    [
      "NVIDIA to AMD",
      { container: `${gpus(1)}\n${env("NVIDIA_VISIBLE_DEVICES", "all")}` },
      { gpu: "mi300x" },
    ],
    [
      "NVIDIA to Gaudi",
      { container: `${gpus(1)}\n${env("CUDA_VISIBLE_DEVICES", "0")}` },
      { vendor: "habana" },
    ],
    ["AMD to NVIDIA", { container: `${AMD}\n${env("HIP_VISIBLE_DEVICES", "0")}` }, { gpu: "h200" }],
    [
      "Neuron to NVIDIA",
      { container: `${NEURON}\n${env("NEURON_RT_NUM_CORES", "2")}` },
      { vendor: "nvidia" },
    ],
    ["nothing to AMD", { container: env("NVIDIA_DRIVER_CAPABILITIES", "all") }, { vendor: "amd" }],
    ["nothing to AMD by its platform", { container: env("CUDA_HOME", "/cuda") }, { platform: "generic-amd" }],
    ["nothing to NVIDIA by default", { container: env("HABANA_VISIBLE_DEVICES", "all") }, {}],
  ])("its variables: %s", (_, parts, flags) => {
    expect(told(parts, flags)).toEqual([VARIABLE]);
    expect(told(parts, flags, "training")).toEqual([VARIABLE]);
  });

  it("its images, whichever container has them", () => {
    const more = "- name: exporter\n  image: nvcr.io/nvidia/k8s/dcgm-exporter:4.5.0";
    expect(told({ container: gpus(1), more }, { gpu: "mi300x" })).toEqual([
      "image-of-other-vendor containers[1].image",
    ]);
  });

  it("its commands, also in probes, and its host files", () => {
    const probe = "livenessProbe:\n  exec:\n    command: [nvidia-smi]";
    const pod = "volumes:\n- name: dev\n  hostPath:\n    path: /dev/nvidia0";
    expect(told({ container: `${gpus(1)}\n${probe}`, pod }, { vendor: "amd" })).toEqual([
      "trace-of-other-vendor containers[0].livenessProbe.exec.command[0]",
      "trace-of-other-vendor volumes[0].hostPath.path",
    ]);
  });

  it("the huge pages that Gaudis need", () => {
    expect(told({ container: GAUDI }, { gpu: "h200" })).toEqual([
      "trace-of-other-vendor containers[0].resources.limits.hugepages-2Mi",
    ]);
  });
});

describe("nothing is told", () => {
  it.each<[string, Parts, DecisionFlags]>([
    [
      "of the vendor's own words",
      { container: `${gpus(1)}\n${env("NVIDIA_VISIBLE_DEVICES", "all")}` },
      { gpu: "h200" },
    ],
    [
      "of words that the other vendor reads too",
      { container: `${gpus(1)}\n${env("CUDA_VISIBLE_DEVICES", "0")}` },
      { gpu: "mi300x" },
    ],
    [
      "of a variable that hides GPUs",
      { container: `${gpus(1)}\n${env("NVIDIA_VISIBLE_DEVICES", "void")}` },
      { gpu: "mi300x" },
    ],
    ["of the huge pages of a Gaudi", { container: GAUDI }, { gpu: "gaudi3" }],
    [
      "of huge pages that were no Gaudi's",
      { container: "resources:\n  limits:\n    nvidia.com/gpu: 1\n    hugepages-2Mi: 1Gi" },
      { gpu: "mi300x" },
    ],
    [
      "where a workload keeps its devices unasked",
      { container: `${AMD}\n${env("NVIDIA_VISIBLE_DEVICES", "all")}` },
      {},
    ],
    ["of words for no vendor", { container: `${gpus(1)}\n${env("GPU_MEMORY", "0.9")}` }, { gpu: "mi300x" }],
  ])("%s", (_, parts, flags) => {
    expect(told(parts, flags)).toEqual([]);
  });
});

describe("a resource of another provider", () => {
  const efa = job({ container: `${gpus(8)}\n    vpc.amazonaws.com/efa: 32` });
  const codes = (flags: DecisionFlags) =>
    decide(efa, "training", flags).codes.filter((code) => code === "resource-of-other-platform");

  it.each(["gke", "aks", "oke", "coreweave"])("is told on %s", (platform) => {
    expect(codes({ platform })).toHaveLength(1);
    expect(codes({ platform, gpu: "h100" })).toHaveLength(1);
  });

  it("is nothing to tell where its machines may be", () => {
    expect.hasAssertions();
    for (const flags of [
      {},
      { platform: "eks" },
      { platform: "eks-karpenter" },
      { platform: "k3s" },
      { platform: "generic" },
    ])
      expect(codes(flags)).toEqual([]);
  });
});

describe("a runtime class of GPUs", () => {
  const classOf = (name: string, flags: DecisionFlags, container: string | undefined = gpus(1)) =>
    decide(
      deployment({ pod: `runtimeClassName: ${name}`, ...(container !== undefined && { container }) }),
      "continuous",
      flags,
    );
  const left = (outcome: ReturnType<typeof decide>) => outcome.patched.spec.template.spec.runtimeClassName;

  it.each(["gke", "eks", "eks-karpenter", "eks-auto-mode", "aks", "aks-nap"])(
    "goes where the platform comes without it: %s",
    (platform) => {
      expect.hasAssertions();
      for (const name of ["nvidia", "nvidia-cdi", "nvidia-legacy"])
        expect(left(classOf(name, { platform }))).toBeUndefined();
    },
  );

  it("goes on Autopilot", () => {
    expect(left(classOf("nvidia", { platform: "gke-autopilot", gpu: "l4" }))).toBeUndefined();
  });

  it("stays where the platform may have it, or was not named", () => {
    expect.hasAssertions();
    for (const flags of [{}, { platform: "openshift" }, { platform: "k3s" }, { gpu: "h200" }])
      expect(left(classOf("nvidia", flags))).toBe("nvidia");
  });

  it("stays where it is not known to be one of GPUs", () => {
    expect.hasAssertions();
    for (const name of ["gvisor", "kata", "kata-qemu-nvidia-gpu"])
      expect(left(classOf(name, { platform: "gke" }))).toBe(name);
  });

  it("goes with the vendor, on any platform", () => {
    expect(left(classOf("nvidia", { gpu: "mi300x" }))).toBeUndefined();
    expect(left(classOf("nvidia", { vendor: "amd" }))).toBeUndefined();
    expect(left(classOf("habana", { vendor: "nvidia" }, GAUDI))).toBeUndefined();
    expect(left(classOf("habana", { gpu: "gaudi3" }, GAUDI))).toBe("habana");
  });

  it("makes place for the platform's own", () => {
    expect(left(classOf("habana", { platform: "k3s", vendor: "nvidia" }, GAUDI))).toBe("nvidia");
  });

  it("of another vendor stays with a warning where nobody named vendor or platform", () => {
    const outcome = classOf("habana", {}, "");
    expect(left(outcome)).toBe("habana");
    expect(outcome.codes).toContain("runtime-class-of-other-vendor");
  });

  it("stays where the manifests bring it", () => {
    const made =
      "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata:\n  name: nvidia\nhandler: nvidia\n---\n";
    const manifest = made + deployment({ pod: "runtimeClassName: nvidia", container: gpus(1) });
    expect(left(decide(manifest, "continuous", { platform: "gke" }))).toBe("nvidia");
    expect(left(decide(manifest, "continuous", { platform: "aks", gpu: "mi300x" }))).toBeUndefined();
  });

  it("that bursty took away comes back only where pods can use it", () => {
    const away = decide(deployment({ pod: "runtimeClassName: nvidia", container: gpus(1) }), "bursty", {
      platform: "k3s",
    });
    expect(left(away)).toBeUndefined();
    expect(left(decide(away.text, "continuous"))).toBe("nvidia");
    const moved = decide(away.text, "continuous", { platform: "gke" });
    expect(left(moved)).toBeUndefined();
    expect(moved.patched.metadata.annotations).toBeUndefined();
  });

  it("of Gaudis goes with bursty and comes back", () => {
    const away = decide(deployment({ pod: "runtimeClassName: habana", container: GAUDI }), "bursty");
    expect(left(away)).toBeUndefined();
    expect(left(decide(away.text, "continuous"))).toBe("habana");
  });
});
