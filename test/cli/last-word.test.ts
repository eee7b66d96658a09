import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { gpuify } from "./program.ts";

/** A Deployment whose pods ask for GPUs on machines that have one each. */
const TOO_MANY = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: vision
spec:
  replicas: 2
  progressDeadlineSeconds: 1800
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}
  selector: {matchLabels: {app: vision}}
  template:
    metadata: {labels: {app: vision}}
    spec:
      nodeSelector:
        node.kubernetes.io/instance-type: g4dn.xlarge
      tolerations:
        - {key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}
      containers:
        - name: main
          image: registry.example/vision:1
          resources: {requests: {cpu: "1"}, limits: {memory: 8Gi, nvidia.com/gpu: GPUS}}
`;

/** Containers that ask for no memory. */
const job = (name: string, containers: readonly string[], resources = "{}"): string => `apiVersion: batch/v1
kind: Job
metadata: {name: ${name}}
spec:
  activeDeadlineSeconds: 3600
  template:
    spec:
      restartPolicy: Never
      containers:
${containers.map((one) => `        - {name: ${one}, image: "registry.example/${one}:1", resources: ${resources}}\n`).join("")}`;

const GPU = "{limits: {nvidia.com/gpu: 1}}";

async function run(text: string, args: readonly string[], config: string | null = null) {
  const cwd = tree({
    "a.yaml": text,
    ...(config === null ? {} : { "gpuify.yaml": config, ".git/HEAD": "" }),
  });
  return { cwd, ...(await gpuify([...args, "a.yaml"], { cwd })) };
}

describe("an error that the input had", () => {
  const text = TOO_MANY.replace("GPUS", "2");
  // The memory of two GPUs is there already, so that nothing is left to write.
  const shm = text
    .replace(
      "          image:",
      "          volumeMounts: [{name: shm, mountPath: /dev/shm}]\n          image:",
    )
    .concat("      volumes: [{name: shm, emptyDir: {medium: Memory}}]\n");

  test("is told, changes no exit code, and nothing is called as wanted", async () => {
    const { code, stdout, stderr } = await run(shm, ["-p", "continuous", "--platform", "eks-karpenter"]);
    expect([code, stdout]).toEqual([0, shm]);
    expect(stderr).toMatch(
      /^a\.yaml:\d+:\d+: error\[gpu-count-exceeds-node\]: 2 nvidia\.com\/gpu are asked for/m,
    );
    expect(stderr).toContain("1 workload unchanged with errors");
    expect(stderr).not.toContain("already as wanted");
  });

  test("is told once a rule, with the number of further places", async () => {
    const twice = `${shm}---\n${shm.replaceAll("vision", "other")}`;
    const { stderr } = await run(twice, ["-p", "continuous", "--platform", "eks-karpenter", "--all"]);
    expect(stderr.match(/error\[gpu-count-exceeds-node\]/g)).toHaveLength(1);
    expect(stderr).toMatch(/error\[gpu-count-exceeds-node\]: .* \(and 1 more container\)$/m);
    expect(stderr).toContain("2 workloads unchanged with errors");
  });
});

describe("an error that the run brings about", () => {
  test("is told, and fails the run; the manifest is written", async () => {
    const text = TOO_MANY.replace("GPUS", "1");
    const { code, stdout, stderr } = await run(text, [
      "-p",
      "continuous",
      "--platform",
      "eks-karpenter",
      "--gpus",
      "2",
    ]);
    expect(stderr).toMatch(/error\[gpu-count-exceeds-node\]/);
    expect(stdout).toContain("nvidia.com/gpu: 2");
    expect(code).toBe(1);
  });
});

/** With a size for what the run mounts at /dev/shm, so that the missing memory limit is all there is to tell. */
const SIZED = ["-p", "training", "--shm", "8Gi"];

describe("warnings", () => {
  test("about what the run wrote are told, what was there is counted with the command that tells it", async () => {
    const written = await run(job("train", ["main"]), ["-p", "training"]);
    expect(written.stderr).toMatch(/^a\.yaml:\d+:\d+: warning\[gpu-no-memory-limit\]: container "main"/m);
    expect(written.stderr).not.toContain("more finding");
    expect(written.code).toBe(0);
    const there = await run(job("train", ["main"], GPU), ["-p", "training"]);
    expect(there.stderr).not.toContain("gpu-no-memory-limit");
    expect(there.stderr).toContain("\n1 more finding: gpuify lint a.yaml\n");
  });

  test("that are counted are found by the command that is named", async () => {
    const { cwd, stderr } = await run(job("train", ["main"], GPU), [...SIZED, "-w"]);
    const [, number, command = ""] = /^(\d+) more findings?: gpuify (.*)$/m.exec(stderr) ?? [];
    const lint = await gpuify([...command.split(" "), "-o", "json"], { cwd });
    const { findings } = JSON.parse(lint.stdout) as { findings: { severity: string }[] };
    expect(findings.filter(({ severity }) => severity !== "info")).toHaveLength(Number(number));
  });

  test("fail a run that asks for it where the run brought them about, never what was there", async () => {
    const args = [...SIZED, "--fail-on", "warning"];
    expect((await run(job("train", ["main"]), args)).code).toBe(1);
    expect((await run(job("train", ["main"], GPU), args)).code).toBe(0);
  });

  test("are as serious as the config says, and silent where it or the manifest does", async () => {
    const text = job("train", ["main"]);
    const code = "gpu-no-memory-limit";
    const set = async (severity: string) =>
      await run(text, ["-p", "training"], `lint: {rules: {${code}: "${severity}"}}\n`);
    expect((await set("off")).stderr).not.toContain(code);
    expect((await set("info")).stderr).not.toContain(code);
    expect((await set("error")).stderr).toContain(`error[${code}]`);
    expect((await set("error")).code).toBe(1);
    const commented = text.replace(
      "        - {",
      `        # gpuify-ignore ${code}: it is small\n        - {`,
    );
    expect((await run(commented, ["-p", "training"])).stderr).not.toContain(code);
    const annotated = text.replace(
      "{name: train}",
      `{name: train, annotations: {gpuify.dev/ignore-${code}: "small"}}`,
    );
    expect((await run(annotated, ["-p", "training"])).stderr).not.toContain(code);
  });

  test("that a baseline of the config has are let through, in patch as in lint", async () => {
    const cwd = tree({ "a.yaml": job("train", ["main"], GPU), ".git/HEAD": "" });
    expect((await gpuify(["lint", "--baseline", "lint.json", "--update-baseline", "."], { cwd })).code).toBe(
      0,
    );
    writeFileSync(join(cwd, "gpuify.yaml"), "lint: {baseline: lint.json}\n");
    expect((await gpuify(["-p", "training", "a.yaml"], { cwd })).stderr).not.toContain("more finding");
    expect((await gpuify(["lint", "a.yaml"], { cwd })).stderr).toMatch(/^no findings/m);
    writeFileSync(join(cwd, "lint.json"), "root:x:0:0\n");
    const broken = await gpuify(["-p", "training", "a.yaml"], { cwd });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('"lint.json" is not a baseline: it is not JSON');
    expect(broken.stderr).not.toContain("root");
  });
});

describe("the report", () => {
  test("has each finding by itself, with its cause", async () => {
    const { cwd } = await run(job("train", ["main", "side"], GPU), ["-p", "training", "--report", "r.json"]);
    const report = JSON.parse(readFileSync(join(cwd, "r.json"), "utf8")) as Record<string, unknown>;
    expect(report.moreFindings).toBeGreaterThan(0);
    const made = await run(job("train", ["main"]), [...SIZED, "--report", "r.json"]);
    const { findings } = JSON.parse(readFileSync(join(made.cwd, "r.json"), "utf8")) as {
      findings: unknown[];
    };
    expect(findings).toMatchObject([
      {
        rule: "gpu-no-memory-limit",
        severity: "warning",
        cause: "run",
        object: "Job/train",
        container: "main",
      },
    ]);
  });
});
