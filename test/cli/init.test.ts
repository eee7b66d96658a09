import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { INIT_OPTIONS } from "../../src/cli/init/options.ts";
import { tree } from "../io/tree.ts";
import { CONFIG_MAP, deployment, gpuify, plainEnv } from "./program.ts";

const FIXTURES = join(import.meta.dirname, "..", "..", "fixtures", "init");

const SERVER = deployment("llm").replace("image: nginx", "image: vllm/vllm-openai:v0.9.1");
const TRAINER = `apiVersion: batch/v1
kind: Job
metadata: {name: train}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: pytorch/pytorch
        command: [torchrun, train.py]
        resources: {limits: {nvidia.com/gpu: 8}}
`;

const RAY = `apiVersion: ray.example.com/v1
kind: RayCluster
metadata: {name: llm}
spec:
  headGroupSpec:
    template: {spec: {containers: [{name: head, image: ray, resources: {limits: {nvidia.com/gpu: 1}}}]}}
`;

function repository(files: Readonly<Record<string, string>> = {}): string {
  const folder = tree({ "serving/llm.yaml": SERVER, "jobs/train.yaml": TRAINER, ...files });
  mkdirSync(join(folder, ".git"));
  return folder;
}

/** PATH with a kubectl that runs the script, and nothing else of that name. */
function withKubectl(script: string): Readonly<Record<string, string>> {
  const folder = tree({ kubectl: `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder, "kubectl"), 0o755);
  return { PATH: `${folder}${delimiter}${plainEnv().PATH}` };
}

function configIn(folder: string): string {
  return readFileSync(join(folder, "gpuify.yaml"), "utf8");
}

describe("gpuify init", () => {
  test("writes a config by which patch runs without a flag", async () => {
    const cwd = repository();
    const run = await gpuify(["init"], { cwd });
    expect(run).toMatchObject({ code: 0, stdout: "" });
    expect(run.stderr).toBe(
      "gpuify.yaml written: no platform recognised, 2 rules for 2 of 2 workloads\nnext: read it, then gpuify patch --check .\n",
    );
    expect(configIn(cwd)).toMatch(/^# yaml-language-server: \$schema=\S+\n# Written by `gpuify init`/);
    const patch = await gpuify(["patch", "--check", "."], { cwd });
    expect(patch.stdout).toBe("jobs/train.yaml\nserving/llm.yaml\n");
    expect(patch.code).toBe(1);
    expect(patch.stderr).not.toContain("gpuify.yaml:");
  });

  test("never writes over a config without --force, and says how to go on", async () => {
    const cwd = repository({ "gpuify.yaml": "platform: eks # mine\n" });
    const refused = await gpuify(["init"], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("gpuify.yaml exists already, and nothing was written");
    expect(refused.stderr).toContain("--force");
    expect(configIn(cwd)).toBe("platform: eks # mine\n");
    const forced = await gpuify(["init", "--force"], { cwd });
    expect(forced.code).toBe(0);
    expect(forced.stderr).toContain("gpuify.yaml written anew");
    expect(configIn(cwd)).toContain("profile: training");
  });

  test("refuses before it asks the cluster", async () => {
    const cwd = repository({ "gpuify.yaml": "platform: eks\n" });
    const asked = tree({});
    const env = withKubectl(`touch "${asked}/asked"`);
    expect((await gpuify(["init", "--cluster"], { cwd, env })).code).toBe(2);
    expect(existsSync(join(asked, "asked"))).toBe(false);
  });

  test("prints with --dry-run, also where a config is, and writes nothing", async () => {
    const cwd = repository();
    const printed = await gpuify(["init", "--dry-run"], { cwd });
    expect(printed.code).toBe(0);
    expect(existsSync(join(cwd, "gpuify.yaml"))).toBe(false);
    await gpuify(["init"], { cwd });
    expect(configIn(cwd)).toBe(printed.stdout);
    const again = await gpuify(["init", "--dry-run", "-q"], { cwd });
    expect(again).toMatchObject({ code: 0, stderr: "", stdout: printed.stdout });
  });

  test("says when a config further up counts no more", async () => {
    const cwd = repository({ "gpuify.yaml": "platform: eks\n" });
    const run = await gpuify(["init"], { cwd: join(cwd, "serving") });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("../gpuify.yaml does not count here any more");
    expect(existsSync(join(cwd, "serving", "gpuify.yaml"))).toBe(true);
  });

  test("looks only at what is named, and at standard input", async () => {
    const cwd = repository();
    const one = await gpuify(["init", "--dry-run", "serving"], { cwd });
    expect(one.stdout).toContain("name: llm");
    expect(one.stdout).not.toContain("train");
    const piped = await gpuify(["init", "--dry-run", "-"], { cwd, input: TRAINER });
    expect(piped.stdout).toContain("- match: { kind: Job, name: train }");
    expect(piped.stdout).not.toContain("llm");
  });

  test("makes no rule for what patch would refuse, and says why", async () => {
    const ports = "ports: [{containerPort: 80}]";
    const more = `        ${ports}\n      - name: other\n        image: nginx\n        ${ports}\n`;
    // It is set up for a GPU: a server without any sign of one gets no rule anyway.
    const two = deployment("two", more).replace("    spec:\n", "    spec:\n      runtimeClassName: nvidia\n");
    const cwd = repository({ "web/two.yaml": two });
    expect((await gpuify(["init"], { cwd })).stderr).toContain("2 rules for 2 of 3 workloads");
    expect(configIn(cwd)).toContain("Deployment/two (web/two.yaml): looks bursty, but patch needs a word");
    expect((await gpuify(["patch", "--check", "."], { cwd })).code).toBe(1);
  });

  test("makes no rule for servers that show no sign of a GPU: nobody asked for autoscalers", async () => {
    const cwd = tree({ "web.yaml": deployment("web", "        ports: [{containerPort: 80}]\n") });
    expect((await gpuify(["init"], { cwd })).stderr).toContain(
      "1 workload without a rule: no GPU to take away",
    );
    expect(configIn(cwd)).toContain("Deployment/web (web.yaml): it answers requests with a web server");
    expect(configIn(cwd)).not.toMatch(/^rules:/m);
  });

  test("says what to do where no rule could be made", async () => {
    const cwd = tree({ "db.yaml": deployment("db").replace("image: nginx", "image: postgres") });
    const run = await gpuify(["init"], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("next: read it, add a rule or annotate a workload");
    expect(configIn(cwd)).toContain("# rules:");
  });

  test("names objects with GPUs whose kinds are not handled", async () => {
    const run = await gpuify(["init", "--dry-run"], { cwd: repository({ "ray.yaml": RAY }) });
    expect(run.stdout).toContain(
      "RayCluster/llm (ray.example.com/v1) in ray.yaml: 1 × nvidia.com/gpu (line 6)",
    );
    expect(run.stderr).toContain("(RayCluster) asks for an accelerator: listed at the end");
  });

  test("skips templates in folders with a count, and refuses a named one", async () => {
    const template = deployment("x").replace("name: x", "name: {{ .Values.name }}");
    const cwd = repository({ "chart/templates/x.yaml": template });
    const walked = await gpuify(["init", "--dry-run"], { cwd });
    expect(walked.code).toBe(0);
    expect(walked.stderr).toContain("1 file skipped");
    expect(walked.stdout).toContain('#   - "chart/templates/**"');
    const named = await gpuify(["init", "chart/templates/x.yaml"], { cwd });
    expect(named).toMatchObject({ code: 3, stdout: "" });
    expect(named.stderr).toContain("chart/templates/x.yaml:");
    expect(existsSync(join(cwd, "gpuify.yaml"))).toBe(false);
  });

  test.each([
    [{ "a.yaml": CONFIG_MAP }, "no workloads were found, so there is nothing to make a config of"],
    [{ "a.txt": "x" }, "no workloads were found, so there is nothing to make a config of"],
    [
      { "a.yaml": deployment("x").replace("name: x", "name: {{ x }}") },
      "no workloads were found: 1 file is a template or cannot be read",
    ],
    [
      { "a.yaml": RAY },
      "found no workload that a rule can match: 1 object of a kind that gpuify does not handle yet (RayCluster) asks for an accelerator",
    ],
  ])("has nothing to write for %j", async (files, message) => {
    const cwd = tree(files);
    const run = await gpuify(["init"], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain("--cluster");
    expect(existsSync(join(cwd, "gpuify.yaml"))).toBe(false);
  });

  test.each([
    [["init", "--context", "prod"], "--context has no effect without --cluster"],
    [["init", "--timeout", "5"], "--timeout has no effect without --cluster"],
    [["init", "--cluster", "--timeout", "0"], "--timeout 0 is too small"],
    [["init", "--cluster", "--timeout", "soon"], '--timeout "soon" is not a whole number'],
    [["init", "--cluster", "--context="], "--context needs a value"],
    [["init", "--dry-run", "--force"], "--dry-run and --force exclude each other"],
    [["init", ".."], '".." is not below this folder'],
    [["init", "/"], '"/" is not below this folder'],
    [["init", "--clutser"], 'there is no option "--clutser"\n  did you mean "--cluster"? gpuify init --help'],
    [["inti"], 'did you mean the command "init"?'],
  ])("%j is a usage error", async (args, message) => {
    const run = await gpuify(args, { cwd: repository() });
    expect(run.stdout).toBe("");
    expect(run.code).toBeGreaterThan(1);
    expect(run.stderr).toContain(message);
  });

  test("has help with examples first and every option", async () => {
    const { stdout, code } = await gpuify(["init", "--help"]);
    expect(code).toBe(0);
    expect(stdout.startsWith("Examples:\n")).toBe(true);
    for (const option of INIT_OPTIONS) expect(stdout).toContain(option.long);
    expect((await gpuify(["--help"])).stdout).toContain("init");
  });

  test("keeps the mode of the file that it writes over", async () => {
    const cwd = repository({ "gpuify.yaml": "platform: eks\n" });
    chmodSync(join(cwd, "gpuify.yaml"), 0o600);
    expect((await gpuify(["init", "--force"], { cwd })).code).toBe(0);
    expect(statSync(join(cwd, "gpuify.yaml")).mode & 0o777).toBe(0o600);
  });
});

describe("gpuify init --cluster", () => {
  test("asks kubectl for the nodes, with the flags passed on, and needs no manifests", async () => {
    const cwd = tree({});
    copyFileSync(join(FIXTURES, "metal-own-labels", "nodes.json"), join(cwd, "nodes.txt"));
    const env = withKubectl(`echo "$@" > "${cwd}/args"; cat "${cwd}/nodes.txt"`);
    const run = await gpuify(["init", "--cluster", "--context", "prod", "--kubeconfig", "k.conf"], {
      cwd,
      env,
    });
    expect(run.stderr).toContain("platform our-cluster (extends generic-nvidia), no workloads");
    expect(run).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(join(cwd, "args"), "utf8")).toBe(
      "--kubeconfig=k.conf --context=prod get nodes -o json\n",
    );
    expect(configIn(cwd)).toBe(readFileSync(join(FIXTURES, "metal-own-labels", "expected.yaml"), "utf8"));
  });

  test("gives a platform that patch takes at once", async () => {
    const cwd = repository();
    copyFileSync(join(FIXTURES, "metal-own-labels", "nodes.json"), join(cwd, "nodes.txt"));
    const env = withKubectl(`cat "${cwd}/nodes.txt"`);
    expect(await gpuify(["init", "--cluster", "-q"], { cwd, env })).toMatchObject({ code: 0, stderr: "" });
    const patch = await gpuify(["patch", "--gpu", "h100", "jobs/train.yaml"], { cwd });
    expect(patch.code).toBe(0);
    expect(patch.stdout).toContain("acme.io/gpu: h100");
    expect(patch.stdout).toMatch(/key: acme\.io\/gpu\b/);
  });

  test("asks nobody without the flag", async () => {
    const cwd = repository();
    const env = withKubectl(`touch "${cwd}/asked"`);
    expect((await gpuify(["init"], { cwd, env })).code).toBe(0);
    expect(existsSync(join(cwd, "asked"))).toBe(false);
  });

  test.each([
    ["echo 'error: You must be logged in to the server (Unauthorized)' >&2; exit 1", "not logged in"],
    ['echo \'{"kind":"Status"}\'', "did not answer with a list of nodes"],
    ["sleep 20", "gave no answer within 1 s"],
  ])("writes nothing when kubectl does this: %s", async (script, message) => {
    const cwd = repository();
    const run = await gpuify(["init", "--cluster", "--timeout", "1"], { cwd, env: withKubectl(script) });
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(existsSync(join(cwd, "gpuify.yaml"))).toBe(false);
  });

  test("says where there is no kubectl", async () => {
    const cwd = repository();
    const run = await gpuify(["init", "--cluster"], { cwd, env: { PATH: tree({}) } });
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toBe(
      "gpuify: kubectl was not found\n  install it (kubernetes.io/docs/tasks/tools) so that it is in PATH, or leave --cluster out\n",
    );
  });

  test("does not take a folder's own kubectl for the program", async () => {
    const cwd = repository();
    writeFileSync(join(cwd, "kubectl"), "#!/bin/sh\necho '{}'\n", { mode: 0o755 });
    expect((await gpuify(["init", "--cluster"], { cwd, env: { PATH: tree({}) } })).code).toBe(4);
  });
});
