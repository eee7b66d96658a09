import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gpuifyAsNobody } from "./nobody.ts";
import { type Answer, gpuify } from "./program.ts";

/** An error that `--fix` mends: a request without a limit. */
const BROKEN = `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: example.com/server:v1
      resources:
        requests:
          cpu: "4"
          memory: 16Gi
          nvidia.com/gpu: 1   # one is enough
        limits:
          memory: 16Gi
`;
const CPU = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example.com/web:v1
`;
/** Only what \`gpu-limit-missing\` finds, so that new rules do not change what these tests see. */
const ONLY = ["--only", "gpu-limit-missing"] as const;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gpuify-lint-"));
  mkdirSync(join(folder, ".git"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function text(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

async function lint(...args: readonly string[]): Promise<Answer> {
  return await gpuify(["lint", ...args], { cwd: folder });
}

async function lintInput(input: string, ...args: readonly string[]): Promise<Answer> {
  return await gpuify(["lint", ...args], { cwd: folder, input });
}

describe("what is read", () => {
  test("without a path, what lies below the folder; its findings fail the run", async () => {
    put("k8s/pod.yaml", BROKEN);
    put("notes.yaml", "just: words\n");
    const { code, stdout, stderr } = await lint(...ONLY, "-o", "compact");
    expect(stdout).toBe(
      "k8s/pod.yaml:13:11: error gpu-limit-missing: nvidia.com/gpu is requested but has no limit\n",
    );
    expect(stderr).toContain("1 finding in 1 object of 2 files: 1 error\n");
    expect(code).toBe(1);
  });

  test("nothing found: silence on standard output, exit 0", async () => {
    put("pod.yaml", CPU);
    const { code, stdout, stderr } = await lint("pod.yaml");
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toBe("no findings in 1 object of 1 file\n");
  });

  test("standard input, under the name it is given", async () => {
    const { code, stdout } = await lintInput(
      BROKEN,
      ...ONLY,
      "-o",
      "compact",
      "--stdin-filename",
      "x/pod.yaml",
      "-",
    );
    expect(stdout).toMatch(/^x\/pod\.yaml:13:11: error /);
    expect(code).toBe(1);
  });

  test("a template that is named is exit 3, one in a folder is counted, --strict makes it an error", async () => {
    put("chart/templates/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n");
    put("pod.yaml", CPU);
    const named = await lint("chart/templates/a.yaml");
    expect(named.code).toBe(3);
    expect(named.stderr).toContain("error[template]");
    const walked = await lint(".");
    expect(walked.code).toBe(0);
    expect(walked.stderr).toContain("1 template left out");
    expect((await lint("--strict", ".")).code).toBe(3);
  });

  test("broken YAML is a finding beside those of the other documents, exit 1", async () => {
    put("two.yaml", `${BROKEN}---\napiVersion: v1\nkind: Pod\nmetadata: {name: a\n`);
    const { code, stdout } = await lint(
      "-o",
      "compact",
      "--only",
      "gpu-limit-missing",
      "--only",
      "yaml-invalid",
      ".",
    );
    expect(stdout).toMatch(/two\.yaml:13:11: error gpu-limit-missing/);
    expect(stdout).toMatch(/two\.yaml:\d+:\d+: error yaml-invalid: this is not valid YAML/);
    expect(code).toBe(1);
  });

  test("a folder without manifests and a path that does not exist are exit 3", async () => {
    put("notes.yaml", "just: words\n");
    expect((await lint(".")).code).toBe(3);
    expect((await lint("nowhere.yaml")).code).toBe(3);
  });
});

test("a patch that is named alone is known by the kustomization beside it", async () => {
  put("base/kustomization.yaml", "patches: [{path: gpu.yaml}]\n");
  put("base/gpu.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}\n");
  const { code, stdout, stderr } = await lint("base/gpu.yaml");
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toContain("1 part of objects");
  rmSync(join(folder, "base/kustomization.yaml"));
  expect((await lint("base/gpu.yaml")).stdout).toContain("info[schema-missing-field]");
});

describe("what fails the run", () => {
  const warned = ["--only", "gpu-no-memory-limit"];
  const text = BROKEN.replaceAll(/ {10}memory: 16Gi\n/g, "").replace("        limits:\n", "");

  test.each([
    [["--fail-on", "error"], 0],
    [["--fail-on", "warning"], 1],
    [["--fail-on", "info"], 1],
    [["--max-warnings", "0"], 1],
    [["--max-warnings", "1"], 0],
    [[], 0],
  ])("a warning with %j is exit %i", async (args, code) => {
    put("pod.yaml", text);
    const run = await lint(...warned, ...args, "pod.yaml");
    expect(run.stderr).toContain("1 warning");
    expect(run.code).toBe(code);
  });

  test("a GPU in a kind that is not checked is told, and fails nothing that did not ask for it", async () => {
    put(
      "ray.yaml",
      BROKEN.replace("apiVersion: v1\nkind: Pod", "apiVersion: example.com/v1\nkind: RayCluster"),
    );
    for (const args of [[], ["--fail-on", "warning"], ["--max-warnings", "0"]]) {
      const run = await lint(...args, "-o", "compact");
      expect(run.stdout).toContain("ray.yaml:13:11: info");
      expect(run.stdout).toContain("RayCluster/llm asks for 1 × nvidia.com/gpu");
      expect(run.code).toBe(0);
    }
    expect((await lint("--fail-on", "info")).code).toBe(1);
  });

  test("--fail-on none lets errors through", async () => {
    put("pod.yaml", BROKEN);
    const run = await lint(...ONLY, "--fail-on", "none", "pod.yaml");
    expect([run.code, run.stderr.includes("1 error")]).toEqual([0, true]);
  });
});

describe("the config", () => {
  test("turns rules off and up, and names the version of Kubernetes", async () => {
    put("gpuify.yaml", "lint:\n  rules: {gpu-limit-missing: off}\n");
    put("pod.yaml", BROKEN);
    expect((await lint(...ONLY, "pod.yaml")).code).toBe(0);
    expect((await lint(...ONLY, "--no-config", "pod.yaml")).code).toBe(1);
    put("gpuify.yaml", "kubernetesVersion: 1.29\n");
    put("job.yaml", "apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: a}\nspec: {}\n");
    expect((await lint("job.yaml")).stdout).toContain("Kubernetes 1.29 does not serve DeviceClass");
    expect((await lint("--kubernetes-version", "1.36", "job.yaml")).code).toBe(0);
  });

  test("with a rule that does not exist is a warning at its line", async () => {
    put("gpuify.yaml", "lint:\n  rules:\n    gpu-limit-mising: off\n");
    put("pod.yaml", CPU);
    const { code, stderr } = await lint("pod.yaml");
    expect(stderr).toContain("gpuify.yaml:3:5: warning[unknown-rule]");
    expect(stderr).toContain('Did you mean "gpu-limit-missing"?');
    expect(code).toBe(0);
  });

  test("that is wrong is told before anything is read, exit 2", async () => {
    put("gpuify.yaml", "lint:\n  rules: {gpu-limit-missing: loud}\n");
    put("pod.yaml", BROKEN);
    const { code, stdout, stderr } = await lint("pod.yaml");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("gpuify.yaml:2:");
  });
});

describe("--fix", () => {
  test("mends in place, keeps every other byte, and a second lint finds none of it", async () => {
    put("pod.yaml", BROKEN);
    const { code, stderr } = await lint(...ONLY, "--fix", "pod.yaml");
    expect(stderr).toContain("1 finding fixed in 1 file");
    expect(code).toBe(0);
    expect(text("pod.yaml")).toBe(
      BROKEN.replace(/memory: 16Gi\n$/, "memory: 16Gi\n          nvidia.com/gpu: 1\n"),
    );
    expect((await lint(...ONLY, "pod.yaml")).stderr).toContain("no findings");
  });

  test("--dry-run prints a diff that git applies, and writes nothing", async () => {
    put("pod.yaml", BROKEN);
    const { code, stdout } = await lint(...ONLY, "--fix", "--dry-run", "pod.yaml");
    expect(stdout).toContain("--- a/pod.yaml\n+++ b/pod.yaml\n");
    expect(stdout).toContain("+          nvidia.com/gpu: 1\n");
    expect(text("pod.yaml")).toBe(BROKEN);
    expect(code).toBe(0);
  });

  test("a diff of standard input comes out, but it cannot be mended in place", async () => {
    expect((await lintInput(BROKEN, ...ONLY, "--fix", "--dry-run", "-")).stdout).toContain(
      "+          nvidia.com/gpu: 1\n",
    );
    expect((await lintInput(BROKEN, "--fix", "-")).code).toBe(2);
  });

  test("what cannot be edited exactly is told and stays", async () => {
    put(
      "pod.yaml",
      BROKEN.replace(
        "        limits:\n          memory: 16Gi\n",
        "        limits: &l {memory: 16Gi}\n",
      ).concat(
        "    - name: other\n      image: example.com/other:v1\n      resources:\n        limits: *l\n",
      ),
    );
    const before = text("pod.yaml");
    const { code, stderr } = await lint(...ONLY, "--fix", "pod.yaml");
    expect(stderr).toContain("gpu-limit-missing cannot be fixed exactly");
    expect(text("pod.yaml")).toBe(before);
    expect(code).toBe(1);
  });

  test("a file with a document that cannot be read stays as it is", async () => {
    const mixed = `${BROKEN}---\napiVersion: v1\nkind: Pod\nmetadata: {name: a\n`;
    put("two.yaml", mixed);
    const { code, stderr } = await lint("--fix", ".");
    expect(stderr).toContain("cannot be fixed exactly: another document of the file cannot be read");
    expect([code, text("two.yaml")]).toEqual([1, mixed]);
  });

  test("a file that cannot be written is exit 5, and nothing is", () => {
    put("pod.yaml", BROKEN);
    chmodSync(join(folder, "pod.yaml"), 0o444);
    const { code, stderr } = gpuifyAsNobody(folder, ["lint", ...ONLY, "--fix", "pod.yaml"]);
    expect(code, stderr).toBe(5);
    expect(text("pod.yaml")).toBe(BROKEN);
  });
});

describe("--baseline", () => {
  test("only what is new fails", async () => {
    put("pod.yaml", BROKEN);
    const made = await lint(...ONLY, "--baseline", "lint.json", "--update-baseline", ".");
    expect([made.code, made.stdout]).toEqual([0, ""]);
    expect((await lint(...ONLY, "--baseline", "lint.json", ".")).code).toBe(0);
    put("pod.yaml", `# moved\n\n${BROKEN}`);
    expect((await lint(...ONLY, "--baseline", "lint.json", ".")).stderr).toContain("1 suppressed");
    put("new.yaml", BROKEN);
    const next = await lint(...ONLY, "--baseline", "lint.json", "-o", "compact", ".");
    expect(next.stdout).toMatch(/^new\.yaml:13:11: /);
    expect(next.code).toBe(1);
  });

  test("knows a file by its place in the repository, wherever the run is and however the path is written", async () => {
    put("k8s/pod.yaml", BROKEN);
    expect((await lint(...ONLY, "--baseline", "lint.json", "--update-baseline", ".")).code).toBe(0);
    for (const path of ["./k8s", "k8s/../k8s/pod.yaml", folder, join(folder, "k8s/pod.yaml")])
      expect((await lint(...ONLY, "--baseline", "lint.json", path)).stderr, path).toContain("1 suppressed");
    const below = await gpuify(["lint", ...ONLY, "--baseline", "../lint.json", "."], {
      cwd: join(folder, "k8s"),
    });
    expect([below.code, below.stderr]).toEqual([0, expect.stringContaining("1 suppressed")]);
    put("k8s/pod.yaml", CPU);
    expect((await lint(...ONLY, "--baseline", "lint.json", folder)).stderr).toContain(
      "1 finding of the baseline is gone",
    );
  });

  test("that is not there is a usage error that says how to make it", async () => {
    put("pod.yaml", BROKEN);
    const { code, stderr } = await lint("--baseline", "lint.json", "pod.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain("--update-baseline");
    expect(existsSync(join(folder, "lint.json"))).toBe(false);
  });
});

describe("--output", () => {
  test("several formats in one run, each in its file, one on standard output", async () => {
    put("pod.yaml", BROKEN);
    const run = await lint(...ONLY, "-o", "sarif=out.sarif", "-o", "junit=out.xml", "-o", "json", "pod.yaml");
    const sarif = JSON.parse(text("out.sarif"));
    expect(sarif.runs[0].results[0].ruleId).toBe("gpu-limit-missing");
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(13);
    expect(text("out.xml")).toContain("<failure");
    expect(JSON.parse(run.stdout).findings[0].fix.edits).toHaveLength(1);
    expect(run.code).toBe(1);
  });

  test.each([
    [["-o", "pretty", "-o", "compact"], "two formats for standard output"],
    [["-o", "sarfi"], "did you mean -o sarif?"],
    [["-o", "json="], "names no file"],
    [["-o", "json=pod.yaml"], "pod.yaml"],
  ])("%j is a usage error", async (args, words) => {
    put("pod.yaml", BROKEN);
    const { code, stderr } = await lint(...args, "pod.yaml");
    expect([code, stderr.includes(words)]).toEqual([2, true]);
    expect(text("pod.yaml")).toBe(BROKEN);
  });
});

test("a report takes the place of no config, and of no baseline that it is compared with", async () => {
  put("pod.yaml", BROKEN);
  put("gpuify.yaml", "platform: gke\n");
  expect((await lint("-o", "json=gpuify.yaml", "pod.yaml")).code).toBe(2);
  expect(text("gpuify.yaml")).toBe("platform: gke\n");
  await lint(...ONLY, "--baseline", "lint.json", "--update-baseline", ".");
  const before = text("lint.json");
  const { code, stderr } = await lint(...ONLY, "--baseline", "lint.json", "-o", "json=./lint.json", ".");
  expect([code, text("lint.json")]).toEqual([2, before]);
  expect(stderr).not.toContain("--write");
});

test("a custom platform may have the name of any object's property", async () => {
  put("pod.yaml", CPU);
  put("gpuify.yaml", "platforms: { constructor: { extends: gke } }\nplatform: constructor\n");
  expect((await lint("pod.yaml")).stderr).toBe("no findings in 1 object of 1 file\n");
});

test("input without any Kubernetes object is told, because whoever made it may have failed", async () => {
  put("values.yaml", "a: 1\n");
  for (const run of [
    await lintInput("", "-"),
    await lintInput("# only a comment\n", "-"),
    await lint("values.yaml"),
  ]) {
    expect([run.code, run.stdout]).toEqual([0, ""]);
    expect(run.stderr).toContain("warning[nothing-to-lint]");
  }
  expect((await lintInput("", "-", "-q")).stderr).toBe("");
});

describe("usage errors", () => {
  test.each([
    [["--only", "gpu-limit-mising"], 'did you mean "gpu-limit-missing"?'],
    [["--platform", "gkee"], "gke"],
    [["--kubernetes-version", "1.20"], "1.29, 1.30"],
    [["--schema-location", "https://example.com/{{.Group}}.json"], "--schema-location"],
    [["--schema-location", "{{.Grop}}.json"], "Group"],
    [["--unsafe-fixes"], "add --fix"],
    [["--dry-run"], "add --fix"],
    [["--fix", "--dry-run", "-o", "json"], "exclude each other"],
    [["--fix", "--dry-run", "--baseline", "lint.json", "--update-baseline"], "exclude each other"],
    [["--update-baseline"], "add --baseline FILE"],
    [["--max-warnings", "some"], "not a whole number"],
    [["--fail-on", "warnings"], "did you mean --fail-on warning?"],
    [["--stdin-filename", "a.yaml"], "standard input"],
    [["--profile", "training"], 'there is no option "--profile"'],
  ])("%j", async (args, words) => {
    put("pod.yaml", CPU);
    const { code, stdout, stderr } = await lint(...args, "pod.yaml");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
  });
});

test("custom resources are checked by the schemas that are brought", async () => {
  put(
    "schemas/example.com/gpupool_v1.json",
    '{"type":"object","properties":{"spec":{"type":"object","additionalProperties":false,"properties":{"size":{"type":"integer"}}}}}',
  );
  put(
    "pool.yaml",
    "apiVersion: example.com/v1\nkind: GpuPool\nmetadata: {name: a}\nspec:\n  size: many\n  sise: 2\n",
  );
  const location = "schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";
  const { code, stdout } = await lint(
    "--schema-location",
    "default",
    "--schema-location",
    location,
    "-o",
    "compact",
    "pool.yaml",
  );
  expect(stdout).toContain("pool.yaml:5:9: error schema-wrong-type");
  expect(stdout).toContain("pool.yaml:6:3: error schema-unknown-field");
  expect(code).toBe(1);
  expect((await lint("pool.yaml")).code).toBe(0);
});

test("known custom resources are checked without any, and by what is brought where there is something", async () => {
  const cluster =
    "apiVersion: ray.io/v1\nkind: RayCluster\nmetadata:\n  name: ray\nspec:\n  headGroupSpecs: {}\n";
  put("cluster.yaml", cluster);
  put("schemas/ray.io/raycluster_v1.json", '{"type":"object","required":["spec"]}');
  const builtIn = await lint("-o", "compact", "cluster.yaml");
  expect(builtIn.stdout).toContain("cluster.yaml:6:3: error schema-unknown-field");
  expect(builtIn.stdout).toContain("ray-project/kuberay");
  const location = "schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";
  expect((await lint("--schema-location", location, "cluster.yaml")).code).toBe(0);
  const other = location.replace("schemas", "elsewhere");
  expect((await lint("--schema-location", other, "-o", "compact", "cluster.yaml")).stdout).toBe(
    builtIn.stdout,
  );
});

test("the same run gives the same bytes, and -q only the errors", async () => {
  put("pod.yaml", BROKEN.replace("memory: 16Gi\n          nvidia", "nvidia"));
  expect((await lint(".")).stdout).toBe((await lint(".")).stdout);
  const { stdout, stderr } = await lint("-q", "-o", "compact", ".");
  expect(stdout.split("\n").filter((line) => line !== "" && !line.includes(": error "))).toEqual([]);
  expect(stderr).toBe("");
});

test("patch says too what the API server will reject, at its place, and writes what it was asked to", async () => {
  put("pod.yaml", CPU.replace("image:", "imagge: x\n      image:"));
  const { code, stdout, stderr } = await gpuify(["-p", "continuous", "pod.yaml"], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain("nvidia.com/gpu: 1");
  expect(stderr).toContain("pod.yaml:8:7: warning[schema-unknown-field]: Pod/web: `imagge` is no field");
});
