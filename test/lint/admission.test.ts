import { describe, expect, it } from "vitest";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { platformFile, providerFile } from "../../src/gpu/files/files.ts";
import { lintManifests } from "../../src/pipeline/lint.ts";
import { toolsFor } from "./kit.ts";

const whole = loadWholeCatalog({
  "our-autopilot": {
    extends: "gke-autopilot",
    models: { l4: { labels: { "example.com/gpu": "l4" } } },
  },
  child: { extends: "our-autopilot" },
  "our-gke": { extends: "gke" },
  "our-karpenter": { extends: "eks-karpenter" },
});

function findings(platform: string, podSpec: string): readonly string[] {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: llm}
spec:
  ${podSpec.trim().replaceAll("\n", "\n  ")}
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources: {requests: {cpu: 40}, limits: {memory: 8Gi, nvidia.com/gpu: 1}}
`;
  const inputs = [{ name: "pod.yaml", bytes: new TextEncoder().encode(text), named: true }];
  return lintManifests(inputs, { ...toolsFor({ platform }), whole }).findings.map(
    ({ rule, severity, location }) => `${location.line} ${severity} ${rule.id}`,
  );
}

const REJECTED = `hostIPC: true
nodeSelector:
  cloud.google.com/gke-accelerator: nvidia-l4
  cloud.google.com/gke-nodepool: gpus`;

describe("a platform of the config that extends Autopilot", () => {
  it.each(["gke-autopilot", "our-autopilot", "child"])("rejects what Autopilot rejects: %s", (platform) => {
    expect(findings(platform, REJECTED)).toEqual([
      "5 error autopilot-host-access",
      "8 error autopilot-selector-rejected",
      "12 error autopilot-machine-exceeded",
    ]);
  });

  it("demands the model, as Autopilot does", () => {
    expect(findings("our-autopilot", "restartPolicy: Never")).toContain("4 error gpu-model-missing");
  });

  it("has the labels that it declares", () => {
    const own = (key: string) => findings("our-autopilot", `nodeSelector: {${key}: l4}`);
    expect(own("example.com/gpu")).not.toContain("5 error autopilot-selector-rejected");
    expect(own("example.com/card")).toContain("5 error autopilot-selector-rejected");
  });

  it("is asked of Autopilot alone", () => {
    expect.hasAssertions();
    for (const platform of ["gke", "our-gke", "our-karpenter"])
      expect(findings(platform, REJECTED).filter((one) => one.includes("autopilot"))).toEqual([]);
  });
});

describe("a platform of the config that extends Karpenter's", () => {
  it("makes no node for a host either", () => {
    expect(findings("our-karpenter", "nodeSelector: {kubernetes.io/hostname: a}")).toContain(
      "5 warning gpu-selector-not-launched",
    );
  });
});

describe("the machines that Autopilot's maximum is read from", () => {
  const file = platformFile("gke-autopilot");
  const sizes = file?.admission?.machines.sizes ?? {};
  const without = file?.models?.way === "gke" ? (file.models.without ?? []) : [];
  const accelerators = Object.entries(providerFile("google").accelerators?.values ?? {});

  it("are known for every model that Autopilot has, and every number of its GPUs", () => {
    const offered = accelerators.filter(([value]) => !without.includes(value));
    expect(offered.length).toBeGreaterThan(5);
    const counts = (value: string) => Object.keys(sizes[value] ?? {}).map(Number);
    expect(Object.fromEntries(Object.keys(sizes).map((value) => [value, counts(value)]))).toEqual(
      Object.fromEntries(offered.map(([value, row]) => [value, row.counts])),
    );
  });

  it("have as many CPUs as their names say, where they do", () => {
    const named = accelerators.flatMap(([value, { machines = {} }]) =>
      Object.entries(machines).flatMap(([name, count]) => {
        const cpus = /^g[24]-standard-(\d+)$/.exec(name)?.[1];
        return cpus === undefined ? [] : [{ cpus: Number(cpus), most: sizes[value]?.[count]?.[0] ?? 0 }];
      }),
    );
    expect(named.length).toBe(12);
    expect(named.filter(({ cpus, most }) => cpus > most)).toEqual([]);
  });

  it("let in what Autopilot is known to give: 11 CPUs and 74 GiB with one A100 of 40 GB", () => {
    expect(sizes["nvidia-tesla-a100"]?.[1]).toEqual([12, 85]);
  });
});
