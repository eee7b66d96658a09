import { describe, expect, test } from "vitest";
import type { Safety } from "../../src/lint/rule.ts";
import { fixManifests } from "../../src/pipeline/lint-fix.ts";
import { toolsFor } from "./kit.ts";

const BOTH: readonly Safety[] = ["safe", "unsafe"];

/** The text after all fixes of rules. */
function fixed(rules: string | readonly string[], text: string): string {
  const inputs = [{ name: "x.yaml", bytes: new TextEncoder().encode(text), named: true }];
  const { files, refused } = fixManifests(inputs, toolsFor({ only: [rules].flat() }), BOTH);
  expect(refused).toEqual([]);
  return files[0]?.text ?? "";
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
`;

describe("a fix that gives another name touches nothing but the name", () => {
  test.each([
    [
      "block",
      "limits:\n          nvidia.com/gpus: 2   # two, and\n          # no more\n          memory: 1Gi # GB",
    ],
    ["flow", "{limits: {nvidia.com/gpus: 2, memory: 1Gi}} # two"],
    ["flow over lines", "limits: {\n          nvidia.com/gpus: 2, # two\n          memory: 1Gi }"],
    ["quotes", "limits:\n          'nvidia.com/gpus': \"2\" # two\n          memory: 1Gi"],
    [
      "an anchor",
      "limits:\n          nvidia.com/gpus: &count 2 # two\n        requests:\n          cpu: *count",
    ],
    [
      "both",
      "requests: # same\n          nvidia.com/gpus: 2 # a\n        limits:\n          nvidia.com/gpus: 2 # b",
    ],
  ])("gpu-resource-unknown, %s", (_, resources) => {
    const text = `${POD}  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        ${resources}
      env: [] # none
`;
    const name = resources.startsWith("{") ? text.replace("resources:\n        ", "resources: ") : text;
    expect(fixed("gpu-resource-unknown", name)).toBe(name.replaceAll("nvidia.com/gpus", "nvidia.com/gpu"));
  });

  test("gpu-resource-unknown, JSON", () => {
    expect.hasAssertions();
    const limits = { "nvidia.com/gpus": 2, memory: "1Gi" };
    const spec = {
      containers: [{ name: "server", image: "vllm/vllm-openai:v0.11.0", resources: { limits } }],
    };
    for (const space of [0, 2]) {
      const text = JSON.stringify(
        { apiVersion: "v1", kind: "Pod", metadata: { name: "llm" }, spec },
        null,
        space,
      );
      expect(fixed("gpu-resource-unknown", text)).toBe(text.replace("nvidia.com/gpus", "nvidia.com/gpu"));
    }
  });

  test.each([
    ["block", "  nodeSelector:\n    beta.kubernetes.io/arch: amd64 # no arm\n    disk: ssd\n"],
    ["flow", "  nodeSelector: {beta.kubernetes.io/arch: amd64, disk: ssd} # no arm\n"],
    ["JSON's spelling", '  nodeSelector: {"beta.kubernetes.io/arch":"amd64","disk":"ssd"}\n'],
    [
      "two at once",
      "  nodeSelector:\n    beta.kubernetes.io/os: linux # a\n    beta.kubernetes.io/arch: amd64 # b\n",
    ],
  ])("deprecated-node-label, %s", (_, selector) => {
    const text = `${POD}${selector}  containers:\n    - name: web\n      image: nginx:1.29.1\n`;
    expect(fixed("deprecated-node-label", text)).toBe(text.replaceAll("beta.kubernetes.io", "kubernetes.io"));
  });

  test.each([
    ["block", "  hard:\n    limits.nvidia.com/gpu: '4' # for all\n    pods: 10\n"],
    ["flow", "  hard: {limits.nvidia.com/gpu: 4, pods: 10} # for all\n"],
    ["an amount that is no number", "  hard:\n    limits.nvidia.com/gpu: 4k # for all\n"],
    ["JSON's spelling", '  hard: {"limits.nvidia.com/gpu": "4", "pods": 10}\n'],
  ])("gpu-quota-limits, %s", (_, hard) => {
    const text = `apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: team\nspec:\n${hard}`;
    expect(fixed("gpu-quota-limits", text)).toBe(text.replace("limits.nvidia", "requests.nvidia"));
  });
});

const server = (resources: string): string =>
  `${POD}  nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-h100-80gb # ours
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
${resources}`;

const withLabel = (text: string): string =>
  text.replace("# ours\n", "# ours\n    cloud.google.com/gke-gpu-partition-size: 1g.10gb\n");

test.each([
  [
    "limits and requests",
    "        requests: {nvidia.com/mig-1g.10gb: 1} # a\n        limits:\n          nvidia.com/mig-1g.10gb: 1 # b\n          cpu: 1\n",
  ],
  [
    "limits",
    "        limits:\n          # first\n          nvidia.com/mig-1g.10gb: 1 # b\n          cpu: 1\n",
  ],
])("gpu-mig-resource-on-gke keeps what stands around %s", (_, resources) => {
  const text = server(resources);
  expect(fixed("gpu-mig-resource-on-gke", text)).toBe(
    withLabel(text.replaceAll("nvidia.com/mig-1g.10gb", "nvidia.com/gpu")),
  );
});

test("a request alone gets a limit beside it, and one that differs follows the limit", () => {
  const alone = server("        requests:\n          nvidia.com/mig-1g.10gb: 1 # a\n");
  const gpu = alone.replace("mig-1g.10gb", "gpu");
  expect(fixed("gpu-mig-resource-on-gke", alone)).toBe(
    withLabel(`${gpu}        limits:\n          nvidia.com/gpu: 1\n`),
  );
  const misspelt = server(
    "        requests:\n          nvidia.com/gpus: 1 # a\n        limits:\n          nvidia.com/gpus: 2000m # b\n",
  );
  expect(fixed("gpu-resource-unknown", misspelt)).toBe(
    misspelt.replaceAll("nvidia.com/gpus", "nvidia.com/gpu").replace("1 # a", "2 # a").replace("2000m", "2"),
  );
});

test("of two fixes that give one name only the first is made", () => {
  const text = server(
    "        limits:\n          nvidia.com/gpus: 1 # a\n          nvidia.com/mig-1g.10gb: 1 # b\n",
  );
  expect(fixed(["gpu-resource-unknown", "gpu-mig-resource-on-gke"], text)).toMatch(
    /limits:\n +nvidia\.com\/(?:gpu: 1 # a\n +nvidia\.com\/mig-1g\.10gb: 1 # b|gpus: 1 # a\n +nvidia\.com\/gpu: 1 # b)\n/,
  );
});
