import { describe, expect, test } from "vitest";
import { fixEdits, fixManifests } from "../../src/pipeline/lint-fix.ts";
import type { LintOutcome } from "../../src/pipeline/lint-types.ts";
import { lint, toolsFor } from "./kit.ts";

/** Manifests of strangers: names that every JavaScript object answers to, in all places where a name may stand. */
const WORDS = ["__proto__", "constructor", "toString", "hasOwnProperty"];

function manifest(word: string): string {
  const pod = `
    metadata: {labels: {${word}: ${word}}, annotations: {${word}: a, gpuify.dev/ignore-${word}: ${word}}}
    spec:
      nodeSelector:
        ${word}: ${word}
        cloud.google.com/gke-accelerator: ${word}
        cloud.google.com/gke-tpu-topology: ${word}
        nvidia.com/gpu.product: ${word}
        node.kubernetes.io/instance-type: ${word}
        cloud.google.com/gke-gpu-partition-size: ${word}
        karpenter.k8s.aws/instance-gpu-name: ${word}
      tolerations:
      - {key: ${word}, operator: ${word}, effect: ${word}, value: ${word}}
      - {key: nvidia.com/gpu, operator: ${word}, effect: ${word}}
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions: [{key: ${word}, operator: ${word}, values: [${word}]}]
            - matchExpressions: [{key: nvidia.com/gpu.product, operator: In, values: [${word}]}]
      restartPolicy: ${word}
      runtimeClassName: ${word}
      hostNetwork: ${word}
      resourceClaims: [{name: ${word}, resourceClaimTemplateName: ${word}}]
      ${word}: ${word}
      # gpuify-ignore ${word}: x
      containers:
      - name: ${word}
        image: ${word}
        ${word}: 1
        env: [{name: ${word}, value: ${word}}, {name: NVIDIA_VISIBLE_DEVICES, value: ${word}}]
        command: [${word}]
        volumeMounts: [{name: ${word}, mountPath: ${word}}]
        resources:
          claims: [{name: ${word}}]
          requests: {${word}: ${word}, nvidia.com/${word}: 1, nvidia.com/gpu: 1, cpu: ${word}}
          limits: {${word}/${word}: 1, nvidia.com/mig-${word}: 1}
      volumes: [{name: ${word}, emptyDir: {medium: ${word}, sizeLimit: ${word}}}]
`;
  return [
    `apiVersion: v1\nkind: PodTemplate\nmetadata: {name: ${word}}\ntemplate:${pod}`,
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${word}}\nspec:\n  strategy: {type: ${word}}\n  selector: {matchLabels: {${word}: ${word}}}\n  template:${pod}`,
    `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${word}}\nspec:\n  completionMode: ${word}\n  template:${pod}`,
    `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${word}}\nspec:\n  scaleTargetRef: {apiVersion: ${word}, kind: ${word}, name: ${word}}\n  metrics: [{type: ${word}}]\n`,
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: ${word}}\nspec: {hard: {${word}: 1, requests.nvidia.com/gpu: ${word}}}\n`,
    `apiVersion: resource.k8s.io/${word}\nkind: ResourceClaim\nmetadata: {name: ${word}}\nspec: {devices: {requests: [{name: ${word}}]}}\n`,
    `apiVersion: ${word}/${word}\nkind: ${word}\nmetadata: {name: ${word}}\nspec: {template:${pod.replaceAll("\n    ", "\n        ")}}\n`,
    `apiVersion: v1\nkind: ${word}\nmetadata: {name: ${word}}\n`,
  ].join("---\n");
}

function words({ findings }: LintOutcome): string {
  return findings.flatMap(({ message, advice, fix }) => [message, advice, fix?.title ?? ""]).join("\n");
}

describe.each(WORDS)("a manifest full of `%s`", (word) => {
  test.each([null, "gke", "gke-autopilot", "eks-karpenter", "aks"])("on %s", (platform) => {
    const name = `${word}.yaml`;
    const outcome = lint({ [name]: manifest(word) }, { platform });
    expect(outcome.findings.length).toBeGreaterThan(10);
    expect(words(outcome)).not.toMatch(/undefined|function |\[native|\[object|NaN/);
    const editsOf = fixEdits(outcome);
    for (const finding of outcome.findings) editsOf(finding);
    const inputs = [{ name, bytes: new TextEncoder().encode(manifest(word)), named: true }];
    const { remaining } = fixManifests(inputs, toolsFor({ platform }), ["safe", "unsafe"]);
    expect(words(remaining)).not.toMatch(/undefined|function |\[native|\[object|NaN/);
  });
});

test("a block of thousands of suppressions is read in one go, and is about the line below it", () => {
  const comments = "  # gpuify-ignore gpu-limit-missing: x\n".repeat(15_000);
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${comments}  containers: [{name: c, image: x, resources: {requests: {nvidia.com/gpu: 1}}}]\n`;
  const { findings, suppressed } = lint({ "pod.yaml": text }, { only: ["gpu-limit-missing"] });
  expect(findings).toEqual([]);
  expect(suppressed.map(({ finding }) => finding.rule.id)).toEqual(["gpu-limit-missing"]);
});
