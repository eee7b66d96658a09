import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { needsKubectl } from "../needs.ts";
import { type Answer, gpuify } from "./program.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gpuify-kustomize-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function run(...args: readonly string[]): Promise<Answer> {
  return await gpuify(args, { cwd: folder });
}

const text = (path: string): string => readFileSync(join(folder, path), "utf8");

/** What kustomize makes of a folder, or null where it fails. */
function build(path = "."): string | null {
  const built = spawnSync("kubectl", ["kustomize", join(folder, path)], { encoding: "utf8" });
  return built.status === 0 ? built.stdout : null;
}

const deployment = (name: string, spec = ""): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
${spec}      containers:
      - name: server
        image: example.com/${name}:v1
`;

const part = (name: string, spec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
${spec}`;

const TEAM = "      tolerations:\n      - key: team.example/search\n        operator: Exists\n";
const GPU = (count: number): string =>
  `      containers:\n      - name: server\n        resources:\n          limits:\n            nvidia.com/gpu: ${count}\n`;

/** A kustomization with two patches, as teams write them. */
const WEB = {
  "deployment.yaml": deployment("web", TEAM),
  "kustomization.yaml": "resources: [deployment.yaml]\npatches:\n- path: gpu.yaml\n- path: nodes.yaml\n",
  "gpu.yaml": part("web", GPU(2)),
  "nodes.yaml": part("web", "      nodeSelector:\n        cloud.google.com/gke-accelerator: nvidia-l4\n"),
};

describe("patches of a kustomization", () => {
  test("are left alone and counted, and the base has the GPU that they add", async () => {
    write(WEB);
    const { code, stderr } = await run("-p", "continuous", "--platform", "eks", "--all", "-w", ".");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("gpu.yaml is a kustomize patch for Deployment/web; it is left alone");
    expect(stderr).toContain("Patch the base instead (deployment.yaml)");
    expect(stderr).toContain("Deployment/web gets its nvidia.com/gpu from gpu.yaml");
    expect(stderr).toContain("1 workload patched, 2 GPUs as before, 2 kustomize patches left alone");
    expect([text("gpu.yaml"), text("nodes.yaml")]).toEqual([WEB["gpu.yaml"], WEB["nodes.yaml"]]);
    expect(text("deployment.yaml")).not.toContain("limits");
    expect(text("deployment.yaml")).toContain("- key: nvidia.com/gpu");
    const again = await run("-p", "continuous", "--platform", "eks", "--all", "--check", ".");
    expect(again.code, again.stderr).toBe(0);
  });

  test("are known by a file that is called Kustomization, too", async () => {
    const { "kustomization.yaml": text, ...others } = WEB;
    write({ ...others, Kustomization: text });
    const { code, stderr } = await run("-p", "continuous", "--platform", "eks", "--all", "--diff", ".");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("2 kustomize patches left alone");
    expect(stderr).toContain("gets its nvidia.com/gpu from gpu.yaml");
  });

  test("do not lose the team's toleration, and the folder still builds", needsKubectl(), async () => {
    write(WEB);
    expect(build()).toContain("team.example/search");
    expect((await run("-p", "continuous", "--platform", "eks", "-w", ".")).code).toBe(0);
    const built = build() ?? "";
    expect(built).toContain("team.example/search");
    expect(built).toContain("key: nvidia.com/gpu");
    expect(built.match(/nvidia.com\/gpu: 2/g)).toHaveLength(1);
  });

  test("count for a base that is named alone", async () => {
    write(WEB);
    const { stdout, stderr } = await run(
      "-p",
      "continuous",
      "--platform",
      "eks",
      "--diff",
      "deployment.yaml",
    );
    expect(stderr).toContain("gets its nvidia.com/gpu from gpu.yaml");
    expect(stdout).not.toContain("limits");
  });

  test("make the workload the one that a bare profile means", async () => {
    write({
      ...WEB,
      "redis.yaml": deployment("redis"),
      "kustomization.yaml": WEB["kustomization.yaml"].replace("[", "[redis.yaml, "),
    });
    const { code, stderr } = await run("-p", "continuous", "--platform", "eks", "-w", ".");
    expect(code, stderr).toBe(0);
    expect(text("redis.yaml")).toBe(deployment("redis"));
    expect(text("deployment.yaml")).toContain("key: nvidia.com/gpu");
  });

  test.each([
    ["named", ["gpu.yaml"]],
    ["selected without its base", ["--select", "deploy/web", "only"]],
  ])("are refused where they are %s", async (_, args) => {
    write({
      ...WEB,
      "only/kustomization.yaml": "patches: [{path: p.yaml}]\n",
      "only/p.yaml": part("web", GPU(1)),
    });
    const { code, stdout, stderr } = await run("-p", "continuous", ...args);
    expect(code).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toContain("is a kustomize patch for Deployment/web, not a complete object");
  });

  test("are refused by name of the base", async () => {
    write(WEB);
    expect((await run("-p", "continuous", "gpu.yaml")).stderr).toContain(
      "Patch the base instead (deployment.yaml)",
    );
  });

  test("decide the number: another one, another vendor or CPUs are refused at their line", async () => {
    write(WEB);
    for (const args of [
      ["-p", "continuous", "--gpus", "4"],
      ["-p", "continuous", "--vendor", "amd"],
      ["-p", "bursty"],
    ]) {
      const { code, stderr } = await run(...args, "--diff", ".");
      expect(code, args.join(" ")).toBe(3);
      expect(stderr, args.join(" ")).toContain("gpu.yaml:12:29: error[kustomize-part-decides]");
    }
    expect((await run("-p", "continuous", "--gpus", "2", "--platform", "eks", "--diff", ".")).code).toBe(0);
  });

  test("that add a container with a GPU are refused, because it is in no object", async () => {
    expect.hasAssertions();
    const added = part(
      "web",
      "      containers:\n      - name: trainer\n        image: t\n        resources: {limits: {nvidia.com/gpu: 1}}\n",
    );
    write({ ...WEB, "gpu.yaml": added });
    for (const profile of ["continuous", "bursty"]) {
      const { code, stderr } = await run("-p", profile, "--diff", ".");
      expect(code).toBe(3);
      expect(stderr).toContain('gpu.yaml adds container "trainer" with nvidia.com/gpu to Deployment/web');
    }
  });

  test("that look like one in a folder without a kustomization are left alone too", async () => {
    write({ "a.yaml": deployment("web"), "b.yaml": part("web", GPU(1)) });
    const { code, stderr } = await run("-p", "continuous", "--all", "-w", ".");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      "Deployment/web in b.yaml lacks fields that every object of its kind has and looks like a patch",
    );
    expect(text("b.yaml")).toBe(part("web", GPU(1)));
  });
});

describe("what a patch may be", () => {
  const JSON_PATCH = `- op: add
  path: /spec/template/spec/containers/0/resources
  value: {limits: {nvidia.com/gpu: 4}}
`;
  const indented = (lines: string): string => lines.replace(/^(?=.)/gm, "    ");
  test.each<[string, Record<string, string>, string]>([
    [
      "JSON operations in a file",
      {
        "kustomization.yaml":
          "resources: [d.yaml]\npatches: [{path: j.yaml, target: {kind: Deployment, name: 'w.*'}}]\n",
        "j.yaml": JSON_PATCH,
      },
      "j.yaml:3:36",
    ],
    [
      "JSON operations of the old form, on one resource",
      {
        "kustomization.yaml":
          "resources: [d.yaml]\npatchesJson6902: [{path: j.json, target: {group: apps, version: v1, kind: Deployment, name: web}}]\n",
        "j.json":
          '[{"op": "add", "path": "/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu", "value": 4}]\n',
      },
      "j.json:1:",
    ],
    [
      "text inside the kustomization",
      {
        "kustomization.yaml": `resources: [d.yaml]\npatches:\n- patch: |-\n${indented(part("web", GPU(4)))}`,
      },
      "kustomization.yaml:3:10",
    ],
    [
      "a strategic merge of the old form",
      {
        "kustomization.yaml": "bases: [.]\nresources: [d.yaml]\npatchesStrategicMerge: [./g.yaml]\n",
        "g.yaml": part("web", GPU(4)),
      },
      "g.yaml:12:29",
    ],
    [
      "a patch of a component",
      {
        "kustomization.yaml": "resources: [d.yaml]\ncomponents: [gpu]\n",
        "gpu/kustomization.yaml":
          "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: g.yaml}]\n",
        "gpu/g.yaml": part("web", GPU(4)),
      },
      "gpu/g.yaml:12:29",
    ],
    [
      "a patch of an overlay for the name with its prefix",
      {
        "base/kustomization.yaml": "resources: [../d.yaml]\nnamePrefix: my-\n",
        "over/kustomization.yaml": "resources: [../base]\npatches: [{path: g.yaml}]\n",
        "over/g.yaml": part("my-web", GPU(4)),
      },
      "over/g.yaml:12:29",
    ],
  ])("%s adds the GPU", async (_, files, place) => {
    write({ "d.yaml": deployment("web"), ...files });
    const { code, stdout, stderr } = await run("-p", "continuous", "--platform", "eks", "--diff", ".");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`${place}`);
    expect(stderr).toContain("Deployment/web gets its nvidia.com/gpu from");
    expect(stderr).toContain("4 GPUs as before");
    expect(stdout).not.toContain("limits");
  });

  test("a patch for another object adds nothing", async () => {
    write({
      "d.yaml": deployment("web"),
      "kustomization.yaml": "resources: [d.yaml]\npatches: [{path: g.yaml, target: {kind: StatefulSet}}]\n",
      "g.yaml": part("web", GPU(4)),
    });
    expect((await run("-p", "continuous", "--diff", ".")).stdout).toContain("nvidia.com/gpu: 1");
  });

  test("a patch outside the kustomization's folder is not read, nor printed", async () => {
    write({
      "app/d.yaml": deployment("web"),
      "app/kustomization.yaml": "resources: [d.yaml]\npatches: [{path: ../secret.yaml}]\n",
      "secret.yaml": part("web", GPU(4)),
    });
    const { stdout, stderr } = await run("-p", "continuous", "--diff", "app/d.yaml");
    expect(stderr).not.toContain("secret");
    expect(stdout).toContain("nvidia.com/gpu: 1");
  });
});

describe("a base of several overlays", () => {
  const overlay = (name: string, extra = ""): Record<string, string> => ({
    [`overlays/${name}/kustomization.yaml`]: `resources: [../../base]\n${extra}`,
  });
  const BASE = {
    "base/kustomization.yaml": "resources: [d.yaml]\n",
    "base/d.yaml": deployment("web"),
    ...overlay("dev"),
    ...overlay("prod", "patches: [{path: t.yaml}]\n"),
    "overlays/prod/t.yaml": part("web", TEAM),
  };

  test.each([["."], ["base/d.yaml"]])("%s: the overlays are counted", async (path) => {
    write(BASE);
    const { stderr } = await run("-p", "continuous", "--platform", "eks", "--diff", path);
    expect(stderr).toContain(
      "2 overlays build Deployment/web from base/d.yaml and all of them get the change: overlays/dev, overlays/prod",
    );
  });

  test("a list that a patch replaces is a warning at its line", async () => {
    write(BASE);
    const { code, stderr } = await run("-p", "continuous", "--platform", "eks", "--diff", ".");
    expect(code).toBe(0);
    expect(stderr).toContain("overlays/prod/t.yaml:9:7: warning[kustomize-part-wins]");
    expect(stderr).toContain("sets spec.template.spec.tolerations of Deployment/web, so the build drops");
  });

  test("a patch that says the same is no warning", async () => {
    write({
      ...BASE,
      "overlays/prod/t.yaml": part("web", "      tolerations:\n      - operator: Exists\n"),
    });
    const { stderr } = await run("-p", "continuous", "--platform", "eks", "--diff", ".");
    expect(stderr).not.toContain("kustomize-part-wins");
  });

  test("an autoscaler that another file of the build has already is not made again", async () => {
    const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 3
`;
    write({ ...BASE, "base/kustomization.yaml": "resources: [d.yaml, hpa.yaml]\n", "base/hpa.yaml": hpa });
    const alone = await run("-p", "bursty", "--diff", "base/d.yaml");
    expect(alone.code).toBe(3);
    expect(alone.stderr).toContain("base/hpa.yaml already has HorizontalPodAutoscaler/web");
    expect((await run("-p", "bursty", "--diff", ".")).code).toBe(0);
  });

  test("bursty puts one autoscaler into each build", needsKubectl(), async () => {
    write(BASE);
    const { code, stderr } = await run("-p", "bursty", "--all", "-w", ".");
    expect(code, stderr).toBe(0);
    for (const one of ["base", "overlays/dev", "overlays/prod"])
      expect(build(one)?.match(/kind: HorizontalPodAutoscaler/g), one).toHaveLength(1);
  });
});
