import { describe, expect, it } from "vitest";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import { admit } from "./admission.ts";
import { readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { vendorOf } from "./node.ts";
import { nodesOf } from "./nodes.ts";
import { podOf } from "./patched.ts";
import type { Question, Shape } from "./questions.ts";

/** A pod as somebody who knows the platform would write it, with what it is for. */
interface Written {
  readonly platform: string;
  readonly model: string | null;
  readonly resource: string;
  readonly count: number;
  readonly spot?: boolean;
  readonly shape?: Shape;
  readonly select?: Readonly<Record<string, string>>;
  readonly oneOf?: Readonly<Record<string, readonly string[]>>;
  /** Labels that the nodes must not have. */
  readonly absent?: readonly string[];
  readonly tolerate?: readonly Readonly<Record<string, string>>[];
}

const exists = (key: string) => ({ key, operator: "Exists", effect: "NoSchedule" });
const PRODUCT = "nvidia.com/gpu.product";
const GKE_SPOT = "cloud.google.com/gke-spot";
const TPU = "cloud.google.com/gke-tpu-accelerator";
const ARM64 = { key: "kubernetes.io/arch", operator: "Equal", value: "arm64", effect: "NoSchedule" };
const ACCELERATOR = "cloud.google.com/gke-accelerator";
const TYPE = "node.kubernetes.io/instance-type";

const H100: Written = {
  platform: "generic-nvidia",
  model: "h100",
  resource: "nvidia.com/gpu",
  count: 8,
  oneOf: { [PRODUCT]: ["NVIDIA-H100-80GB-HBM3", "NVIDIA-H100-PCIe", "NVIDIA-H100"] },
  tolerate: [exists("nvidia.com/gpu")],
};

const SHARING = "cloud.google.com/gke-gpu-sharing-strategy";
const PARTITION = "cloud.google.com/gke-gpu-partition-size";

const GB200: Written = {
  platform: "gke",
  model: "gb200",
  resource: "nvidia.com/gpu",
  count: 4,
  spot: true,
  select: { [ACCELERATOR]: "nvidia-gb200", [GKE_SPOT]: "true" },
  absent: [SHARING, PARTITION],
  tolerate: [ARM64, exists(GKE_SPOT)],
};

const V5E: Written = {
  platform: "gke",
  model: "tpu-v5e",
  resource: "google.com/tpu",
  count: 8,
  select: {
    [TPU]: "tpu-v5-lite-podslice",
    "cloud.google.com/gke-tpu-topology": "2x4",
  },
};

const TRAINIUM: Written = {
  platform: "eks-karpenter",
  model: "trainium1",
  resource: "aws.amazon.com/neuron",
  count: 16,
  shape: "trainers",
  select: { "karpenter.k8s.aws/instance-family": "trn1" },
  tolerate: [exists("aws.amazon.com/neuron")],
};

const COREWEAVE: Written = {
  platform: "coreweave",
  model: "l40s",
  resource: "nvidia.com/gpu",
  count: 8,
  select: { [TYPE]: "gd-8xl40s-i128" },
  tolerate: [{ key: "is_gpu", operator: "Exists" }],
};

const OKE: Written = {
  platform: "oke",
  model: "mi355x",
  resource: "amd.com/gpu",
  count: 8,
  oneOf: { [TYPE]: ["BM.GPU.MI355X.8", "BM.GPU.MI355X-v1.8"] },
  tolerate: [exists("amd.com/gpu")],
};

const DOKS: Written = {
  platform: "doks",
  model: "mi300x",
  resource: "amd.com/gpu",
  count: 8,
  select: { "doks.digitalocean.com/gpu-model": "mi300x" },
  tolerate: [exists("amd.com/gpu")],
};

const NAP: Written = {
  platform: "aks-nap",
  model: "a100-40gb",
  resource: "nvidia.com/gpu",
  count: 8,
  spot: true,
  select: { "karpenter.azure.com/sku-name": "Standard_ND96asr_v4", "karpenter.sh/capacity-type": "spot" },
  tolerate: [
    { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" },
    exists("nvidia.com/gpu"),
    exists("kubernetes.azure.com/scalesetpriority"),
  ],
};

const GAUDI: Written = {
  platform: "generic-intel",
  model: "gaudi3",
  resource: "habana.ai/gaudi",
  count: 8,
  select: { "intel.feature.node.kubernetes.io/gaudi": "true" },
};

const MINIKUBE: Written = { platform: "minikube", model: null, resource: "nvidia.com/gpu", count: 1 };

const RIGHT = [H100, GB200, V5E, TRAINIUM, COREWEAVE, OKE, DOKS, NAP, GAUDI, MINIKUBE];

/** One mistake each, as people make them: what was asked, what was written instead, what the judge has to say. */
const WRONG: readonly (readonly [string, Written, Partial<Written>, RegExp])[] = [
  [
    "nobody's product name",
    H100,
    { oneOf: { [PRODUCT]: ["NVIDIA-H100-SXM5-80GB"] } },
    /no node of the model/,
  ],
  ["only one of the names", H100, { oneOf: { [PRODUCT]: ["NVIDIA-H100"] } }, /HBM3.*does not take it/],
  ["no selector", H100, { oneOf: {} }, /takes it, but it has/],
  ["a label of a slice", H100, { oneOf: { "nvidia.com/gpu.family": ["hopper"] } }, /no node of the model/],
  ["no toleration", H100, { tolerate: [] }, /=present.*does not take it/],
  ["several machines for ranks", { ...H100, shape: "trainers" }, {}, /unlike machines/],
  ["a replica for a GPU", H100, { resource: "nvidia.com/gpu.shared" }, /does not ask for 8/],
  ["another number", GB200, { count: 2 }, /does not ask for 4/],
  ["arm64 not tolerated", GB200, { tolerate: [exists(GKE_SPOT)] }, /arch=arm64.*does not take it/],
  ["shared nodes let in", GB200, { absent: [PARTITION] }, /time-sharing.* takes it, but its GPUs are shared/],
  ["parts of GPUs let in", GB200, { absent: [SHARING] }, /cut into 1g.23gb.* takes it, but its GPUs are/],
  ["spot not selected", GB200, { select: { [ACCELERATOR]: "nvidia-gb200" } }, /takes it, but it is not spot/],
  ["spot not tolerated", GB200, { tolerate: [ARM64] }, /gke-spot=true.*does not take it/],
  [
    "the topology forgotten",
    V5E,
    { select: { [TPU]: "tpu-v5-lite-podslice" } },
    /does not select .*topology/,
  ],
  ["a part of a host", { ...V5E, count: 4 }, { count: 4 }, /8t.*takes it, but a host of it has 8 chips/],
  ["Auto Mode's prefix", TRAINIUM, { select: { "eks.amazonaws.com/instance-family": "trn1" } }, /no node/],
  [
    "a name that older releases gave to two families",
    { ...TRAINIUM, model: "inferentia1", count: 4 },
    { count: 4, select: { "karpenter.k8s.aws/instance-accelerator-name": "inferentia" } },
    /inferentia2.*takes it/,
  ],
  ["a shape in lower case", OKE, { oneOf: { [TYPE]: ["bm.gpu.mi355x.8"] } }, /no node of the model/],
  [
    "a taint's value guessed",
    DOKS,
    { tolerate: [{ key: "amd.com/gpu", value: "present" }] },
    /amd.com\/gpu=:NoSchedule does not take it/,
  ],
  ["a name that is missing", NAP, { select: { "karpenter.azure.com/sku-gpu-name": "A100" } }, /no node/],
  ["a CPU pod", GAUDI, { resource: "cpu", select: {} }, /takes it, but it has no accelerator/],
];

describe("the judge", () => {
  const facts = readFacts();

  it.each(RIGHT)("finds no fault with $count × $model on $platform, written right", (written) => {
    expect(faultsOf(written, written)).toEqual([]);
  });

  it.each(WRONG)("sees %s", (_mistake, asked, change, fault) => {
    expect(faultsOf({ ...asked, ...change }, asked).join("\n")).toMatch(fault);
  });

  function faultsOf(written: Written, asked: Written): readonly string[] {
    const { platform, model, resource, spot = false, shape = "server" } = asked;
    const question: Question = {
      platform,
      model,
      vendor: vendorOf(resource),
      count: asked.count,
      spot,
      shape,
    };
    return judge(facts, question, admit(facts, platform, podFrom(written)), nodesOf(facts, platform)).faults;
  }
});

/** The pod, by way of a manifest, so that the same code reads it that reads gpuify's. */
function podFrom(written: Written): SchedulingPod {
  const { resource, count, select = {}, oneOf = {}, absent = [], tolerate = [] } = written;
  const matchExpressions = [
    ...Object.entries(oneOf).map(([key, values]) => ({ key, operator: "In", values })),
    ...absent.map((key) => ({ key, operator: "DoesNotExist" })),
  ];
  const required = { nodeSelectorTerms: [{ matchExpressions }] };
  const spec = {
    nodeSelector: select,
    tolerations: tolerate,
    ...(matchExpressions.length > 0 && {
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
    }),
    containers: [{ name: "app", image: "app:1", resources: { limits: { [resource]: count } } }],
  };
  return podOf(JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "app" }, spec }));
}
