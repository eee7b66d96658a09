import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { CONFIG_MAP, deployment, gpuify, PROGRAM, plainEnv, spawnGpuify } from "./program.ts";

const WEB = deployment("web");
/** Bytes. Source: pipe(7), "Pipe capacity". */
const PIPE_BUFFER = 65_536;
const HELM = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n";

describe("a stream", () => {
  test("comes in on standard input and goes out patched, messages apart", async () => {
    const run = await gpuify(["-p", "continuous", "-"], { input: WEB });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("nvidia.com/gpu: 1");
    expect(run.stdout).toContain("- name: main # the only one\n");
    expect(run.stderr).toContain("1 workload patched, +2 GPUs\n");
  });

  test("is read without being named when it is a pipe", async () => {
    expect((await gpuify(["-p", "continuous"], { input: WEB })).stdout).toContain("nvidia.com/gpu: 1");
  });

  test("is not waited for at a terminal or the null device: help, exit 2", async () => {
    const run = await gpuify([]);
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr.startsWith("Examples:\n")).toBe(true);
    expect((await gpuify(["-p", "continuous"])).stderr).toContain("there is no input");
    // The flag took the file for its value.
    expect((await gpuify(["-p", "continuous", "--gpus", "a.yaml"])).stderr).toContain(
      '--gpus "a.yaml" is not',
    );
  });

  test("has the name that --stdin-filename gives", async () => {
    const run = await gpuify(["-p", "continuous", "--stdin-filename", "k8s/web.yaml", "-"], { input: HELM });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/^k8s\/web\.yaml:4:\d+: error\[/);
  });

  test("that is empty, or a selection that matches nothing, sends nothing on", async () => {
    const emptyList = "apiVersion: v1\nkind: List\nitems: []\n";
    const runs: readonly (readonly [string, readonly string[]])[] = [
      ["", []],
      ["--- # nothing here\n\n...\n", []],
      [emptyList, []],
      [WEB, ["-l", "app=gone"]],
      [WEB, ["-n", "gone"]],
      [WEB, ["--select", "deploy/gone*"]],
      [WEB, ["--select", "job"]],
    ];
    for (const [input, scope] of runs) {
      const args = ["-p", "continuous", ...scope, "-"];
      expect(await gpuify(args, { input }), args.join(" ")).toMatchObject({ code: 2, stdout: "" });
      expect(await gpuify([...args, "-o", "json"], { input })).toMatchObject({ code: 2, stdout: "" });
      const accepted = await gpuify([...args, "--allow-empty", "--fail-on", "warning"], { input });
      expect(accepted).toMatchObject({ code: 0, stdout: input });
      for (const preview of ["--check", "--diff"])
        expect(await gpuify([...args, preview], { input })).toMatchObject({ code: 0, stdout: "" });
      expect((await gpuify([...args, "--check", "--fail-on", "warning"], { input })).code).toBe(1);
    }
    const pipe = spawnSync("bash", ["-c", `"${process.execPath}" "${PROGRAM}" -p continuous <(true)`]);
    expect([pipe.status, pipe.stdout.toString()]).toEqual([2, ""]);
  });

  test("a selection by kind and name must match, also where nothing goes to standard output", async () => {
    const cwd = tree({ "web.yaml": WEB });
    for (const delivery of [[], ["--check"], ["--diff"], ["-w"], ["--output-dir", "out"], ["-o", "json=a"]]) {
      const run = await gpuify(["-p", "continuous", "--select", "deploy/wbe", ...delivery, "web.yaml"], {
        cwd,
      });
      expect(run, delivery.join(" ")).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toContain("Did you mean Deployment/web?");
    }
    expect(readdirSync(cwd)).toEqual(["web.yaml"]);
  });

  test("goes through untouched, byte for byte, where nothing is to do", async () => {
    const input = `\uFEFF# first\r\n---\r\n${CONFIG_MAP.replaceAll("\n", "\r\n")}...\r\n`;
    const patched = await gpuify(["-p", "continuous", "--select", "job/none", "--allow-empty", "-"], {
      input: input + WEB.slice(0, 0),
    });
    expect(patched.stdout).toBe(input);
    expect(patched.code).toBe(0);
  });

  test("larger than a pipe's buffer arrives whole", () => {
    const input = Array.from({ length: 800 }, (_, index) => deployment(`web-${index}`)).join("---\n");
    expect(input.length).toBeGreaterThan(3 * PIPE_BUFFER);
    const run = spawnGpuify(["-p", "continuous", "--all", "-q", "-"], { input });
    expect(run.code).toBe(0);
    expect(run.stdout.match(/nvidia\.com\/gpu: 1/g)).toHaveLength(800);
  });

  test("whose reader goes away ends quietly", () => {
    const folder = tree({ "all.yaml": Array.from({ length: 800 }, () => WEB).join("---\n") });
    const command = `"${process.execPath}" "${PROGRAM}" -p continuous --all -q all.yaml 2>err | head -1; cat err`;
    const run = spawnSync("bash", ["-c", command], { cwd: folder, env: plainEnv(), encoding: "utf8" });
    expect(run.stdout).toMatch(/^apiVersion: apps\/v1\n(?!.*(?:EPIPE|rror:))/s);
  });

  test("from a process substitution is read like a file", () => {
    const command = `"${process.execPath}" "${PROGRAM}" -p continuous <(cat)`;
    const run = spawnSync("bash", ["-c", command], { input: WEB, env: plainEnv(), encoding: "utf8" });
    expect(run.stdout).toContain("nvidia.com/gpu: 1");
  });
});

describe("a lone database", () => {
  const REDIS = deployment("cache").replace(/image: \S+/, "image: redis:7-alpine");

  test("is refused in a pipe, a folder, a glob and among several files", async () => {
    const cwd = tree({ "k8s/redis.yaml": REDIS, "k8s/config.yaml": CONFIG_MAP });
    for (const paths of [["k8s"], ["k8s/*.yaml"], ["k8s/redis.yaml", "k8s/config.yaml"]])
      for (const delivery of [[], ["-w"], ["--check"]]) {
        const run = await gpuify(["-p", "continuous", ...delivery, ...paths], { cwd });
        expect(run, paths.join(" ")).toMatchObject({ code: 2, stdout: "" });
        expect(run.stderr).toContain("error[only-a-database]: Deployment/cache is the only workload");
      }
    expect(readFileSync(join(cwd, "k8s/redis.yaml"), "utf8")).toBe(REDIS);
    const piped = await gpuify(["-p", "training", "-"], { input: REDIS });
    expect(piped).toMatchObject({ code: 2, stdout: "" });
    expect(piped.stderr).toContain("--select Deployment/cache");
  });

  test("is patched with a warning where its file is named, and without one where it is selected", async () => {
    const cwd = tree({ "redis.yaml": REDIS });
    const named = await gpuify(["-p", "continuous", "redis.yaml"], { cwd });
    expect(named.code).toBe(0);
    expect(named.stderr).toContain("warning[only-a-database]: Deployment/cache gets a GPU");
    for (const scope of [["--select", "deploy/cache"], ["--all"], ["-l", "!gone"]]) {
      const run = await gpuify(["-p", "continuous", ...scope, "-"], { input: REDIS });
      expect([run.code, run.stdout]).toEqual([0, named.stdout]);
      expect(run.stderr).not.toContain("only-a-database");
    }
    const again = await gpuify(["-p", "continuous", "-"], { input: named.stdout });
    expect([again.code, again.stdout]).toEqual([0, named.stdout]);
  });

  test("is nobody's concern where a rule or an annotation names it, nor for CPUs", async () => {
    const config = "rules:\n  - match: {name: cache}\n    profile: continuous\n";
    const cwd = tree({ "k8s/redis.yaml": REDIS, "gpuify.yaml": config });
    expect((await gpuify(["-p", "continuous", "k8s"], { cwd })).code).toBe(0);
    const annotated = REDIS.replace("metadata:", 'metadata:\n  annotations: {gpuify.dev/gpus: "1"}');
    expect((await gpuify(["-p", "continuous", "-"], { input: annotated })).code).toBe(0);
    for (const profile of ["bursty", "none"]) {
      const run = await gpuify(["-p", profile, "-"], { input: REDIS });
      expect(run.code, run.stderr).toBe(0);
      expect(run.stderr).not.toContain("only-a-database");
    }
  });
});

describe("all or nothing", () => {
  test("one template among the named files: nothing on standard output, exit 3", async () => {
    const folder = tree({ "a.yaml": WEB, "b.yaml": HELM });
    const run = await gpuify(["-p", "continuous", "a.yaml", "b.yaml"], { cwd: folder });
    expect([run.code, run.stdout]).toEqual([3, ""]);
    expect(run.stderr).toContain("b.yaml:4:");
  });

  test("a template without any object, also on standard input", async () => {
    const run = await gpuify(["-p", "continuous", "-"], { input: '{{ include "app.deployment" . }}\n' });
    expect([run.code, run.stdout]).toEqual([3, ""]);
    expect(run.stderr).toContain("-:1:1: error[template]");
    expect((await gpuify(["-p", "continuous", "-"], { input: 'a: "{{ b }}"\n' })).code).toBe(0);
  });

  test("with -w no file is touched", async () => {
    const folder = tree({ "a.yaml": WEB, "b.yaml": HELM });
    const run = await gpuify(["-p", "continuous", "-w", "a.yaml", "b.yaml"], { cwd: folder });
    expect(run.code).toBe(3);
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe(WEB);
  });

  test("with --output-dir no folder is made, with -o FILE no file", async () => {
    const folder = tree({ "a.yaml": WEB, "b.yaml": HELM });
    await gpuify(["-p", "continuous", "--output-dir", "out", "a.yaml", "b.yaml"], { cwd: folder });
    await gpuify(["-p", "continuous", "-o", "json=out.json", "a.yaml", "b.yaml"], { cwd: folder });
    expect(readdirSync(folder)).toEqual(["a.yaml", "b.yaml"]);
  });

  test("only errors are told, and that no manifest was written", async () => {
    const folder = tree({ "a.yaml": deployment("a"), "b.yaml": "kind: Pod\nkind: Pod\napiVersion: v1\n" });
    const run = await gpuify(["-p", "continuous", "--all", "a.yaml", "b.yaml"], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stderr).not.toContain("warning");
    expect(run.stderr).toMatch(/^b\.yaml:2:1: error\[duplicate-key\]/);
    expect(run.stderr).toMatch(/\nno manifest was written: 1 error\n$/);
    const quiet = await gpuify(["-p", "continuous", "--all", "-q", "a.yaml", "b.yaml"], { cwd: folder });
    expect(quiet.stderr).toBe(run.stderr.replace("no manifest was written: 1 error\n", ""));
  });

  test("the report is written all the same: it tells why", async () => {
    const folder = tree({ "a.yaml": HELM });
    expect((await gpuify(["-p", "continuous", "--report", "r.json", "a.yaml"], { cwd: folder })).code).toBe(
      3,
    );
    const report = JSON.parse(readFileSync(join(folder, "r.json"), "utf8"));
    expect(report.diagnostics[0]).toMatchObject({ severity: "error", location: { file: "a.yaml", line: 4 } });
  });
});

describe("a folder", () => {
  test("gives one stream; templates in it are left out and counted, --strict refuses them", async () => {
    const folder = tree({
      "k8s/a.yaml": WEB,
      "k8s/b.yaml": CONFIG_MAP,
      "k8s/t.yaml": HELM,
      "k8s/values.yaml": "x: 1\n",
    });
    const run = await gpuify(["-p", "continuous", "k8s"], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`image: nginx\n`);
    expect(run.stdout.endsWith(`---\n${CONFIG_MAP}`)).toBe(true);
    expect(run.stdout).not.toContain("Release");
    expect(run.stderr).toContain("1 file skipped: not readable as a manifest");
    const strict = await gpuify(["-p", "continuous", "--strict", "k8s"], { cwd: folder });
    expect([strict.code, strict.stdout]).toEqual([3, ""]);
  });

  test("leaves the workloads of a file alone that is skipped for its other parts", async () => {
    const mixed = `${HELM}---\n${deployment("beside")}`;
    const cwd = tree({ "k8s/a.yaml": WEB, "k8s/mixed.yaml": mixed });
    const run = await gpuify(["-p", "continuous", "-w", "k8s"], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("1 workload patched, +2 GPUs\n1 file skipped");
    expect(readFileSync(join(cwd, "k8s/mixed.yaml"), "utf8")).toBe(mixed);
  });

  test("with overlays of one name gives each workload an autoscaler of its own, or none", async () => {
    const recreate = deployment("web").replace("spec:\n", "spec:\n  strategy: {type: Recreate}\n");
    const cwd = tree({
      "k8s/a.yaml": recreate,
      "k8s/b.yaml": WEB,
      "stream.yaml": `${recreate}---\n${WEB}`,
    });
    const folder = await gpuify(["-p", "bursty", "--all", "k8s"], { cwd });
    expect(folder.code, folder.stderr).toBe(0);
    expect(folder.stdout.match(/kind: HorizontalPodAutoscaler/g)).toHaveLength(1);
    const stream = await gpuify(["-p", "bursty", "--all", "stream.yaml"], { cwd });
    expect(stream.code, stream.stderr).toBe(0);
    expect(stream.stdout).toBe(folder.stdout);
    for (const profile of ["bursty", "training"])
      expect((await gpuify(["-p", profile, "--all", "-w", "k8s"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "k8s/b.yaml"), "utf8")).not.toContain("HorizontalPodAutoscaler");
  });

  test("without an object in any file fails", async () => {
    const folder = tree({ "k8s/values.yaml": "x: 1\n", "k8s/more.json": "{}" });
    const run = await gpuify(["-p", "continuous", "k8s"], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('"k8s" holds no Kubernetes manifest');
  });
});

describe("exit codes", () => {
  const files = { "a.yaml": WEB, "done.yaml": CONFIG_MAP };

  test.each([
    [0, ["-p", "continuous", "a.yaml"]],
    [0, ["-p", "continuous", "--diff", "a.yaml"]],
    [0, ["--help"]],
    [0, ["--version"]],
    [1, ["-p", "continuous", "--check", "a.yaml"]],
    [1, ["-p", "continuous", "--check", "--diff", "a.yaml"]],
    [1, ["-p", "continuous", "--fail-on", "warning", "a.yaml"]],
    [2, ["-p", "continuous", "--gpsu", "a.yaml"]],
    [2, ["a.yaml"]],
    [2, ["show", "profile"]],
    [3, ["-p", "continuous", "missing.yaml"]],
    [3, ["-p", "continuous", "-c", "nobody", "a.yaml"]],
    [5, ["-p", "continuous", "-o", "yaml=a.yaml/x", "a.yaml"]],
  ])("%d for %j, without a stack trace", async (code, args) => {
    const run = await gpuify(args, { cwd: tree(files) });
    expect(run.code, run.stderr).toBe(code);
    expect(run.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
    if (code > 1) expect(run.stdout).toBe("");
  });

  test("1 for warnings changes nothing else", async () => {
    const cwd = tree(files);
    const plain = await gpuify(["-p", "continuous", "a.yaml"], { cwd });
    const failing = await gpuify(["-p", "continuous", "--fail-on", "warning", "a.yaml"], { cwd });
    expect(failing.stdout).toBe(plain.stdout);
    expect(plain.stderr).toContain("warning[");
  });

  test("0 for --check when everything is as wanted", async () => {
    const cwd = tree(files);
    expect((await gpuify(["-p", "continuous", "-w", "a.yaml"], { cwd })).code).toBe(0);
    const run = await gpuify(["-p", "continuous", "--check", "a.yaml"], { cwd });
    expect([run.code, run.stdout]).toEqual([0, ""]);
  });
});

describe("what is written", () => {
  test("-w changes only what changes, and a second run nothing", async () => {
    const cwd = tree({ "k8s/a.yaml": WEB, "k8s/b.yaml": CONFIG_MAP });
    const run = await gpuify(["-p", "continuous", "-w", "k8s"], { cwd });
    expect([run.code, run.stdout]).toEqual([0, ""]);
    const once = readFileSync(join(cwd, "k8s/a.yaml"), "utf8");
    expect(once).toContain("nvidia.com/gpu: 1");
    expect(readFileSync(join(cwd, "k8s/b.yaml"), "utf8")).toBe(CONFIG_MAP);
    await gpuify(["-p", "continuous", "-w", "k8s"], { cwd });
    expect(readFileSync(join(cwd, "k8s/a.yaml"), "utf8")).toBe(once);
    expect(readdirSync(join(cwd, "k8s"))).toEqual(["a.yaml", "b.yaml"]);
  });

  test("-w follows a symbolic link", async () => {
    const cwd = tree({ "real.yaml": WEB });
    symlinkSync("real.yaml", join(cwd, "link.yaml"));
    await gpuify(["-p", "continuous", "-w", "link.yaml"], { cwd });
    expect(readFileSync(join(cwd, "real.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
  });

  test("--output-dir writes the whole tree again, also what holds no object", async () => {
    const cwd = tree({ "k8s/x/a.yaml": WEB, "k8s/values.yaml": "x: 1\n", "k8s/t.yaml": HELM });
    const run = await gpuify(["-p", "continuous", "--output-dir", "out", "k8s"], { cwd });
    expect([run.code, run.stdout]).toEqual([0, ""]);
    expect(readFileSync(join(cwd, "out/x/a.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
    expect(readFileSync(join(cwd, "out/values.yaml"), "utf8")).toBe("x: 1\n");
    expect(readFileSync(join(cwd, "out/t.yaml"), "utf8")).toBe(HELM);
    expect(readFileSync(join(cwd, "k8s/x/a.yaml"), "utf8")).toBe(WEB);
  });

  test("--output-dir takes standard input by its name", async () => {
    const cwd = tree({});
    await gpuify(["-p", "continuous", "--output-dir", "out", "--stdin-filename", "a/b.yaml", "-"], {
      cwd,
      input: WEB,
    });
    expect(readFileSync(join(cwd, "out/a/b.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
  });

  test("--check lists the files that would change and writes none", async () => {
    const cwd = tree({ "k8s/a.yaml": WEB, "k8s/b.yaml": CONFIG_MAP });
    const run = await gpuify(["-p", "continuous", "--check", "k8s"], { cwd });
    expect([run.code, run.stdout]).toEqual([1, "k8s/a.yaml\n"]);
    expect(run.stderr).toContain("1 workload would be patched");
    expect(readFileSync(join(cwd, "k8s/a.yaml"), "utf8")).toBe(WEB);
  });

  test("git takes what --diff shows, and has then what -w writes", async () => {
    const cwd = tree({ "k8s/a.yaml": WEB.trimEnd(), "k8s/b.yaml": deployment("b").replaceAll("\n", "\r\n") });
    const diff = await gpuify(["-p", "continuous", "--all", "--diff", "k8s"], { cwd });
    expect(diff.code).toBe(0);
    expect(diff.stdout).toMatch(/^@@ .+ @@ \S/m);
    const other = tree({
      "k8s/a.yaml": WEB.trimEnd(),
      "k8s/b.yaml": deployment("b").replaceAll("\n", "\r\n"),
    });
    const git = spawnSync("git", ["apply", "-"], { cwd: other, input: diff.stdout, encoding: "utf8" });
    expect(
      git.stderr.replace(/.*whitespace error.*|.*trailing whitespace.*|^\s.*$/gm, "").trim(),
    ).not.toContain("error");
    await gpuify(["-p", "continuous", "--all", "-w", "k8s"], { cwd });
    for (const name of ["a.yaml", "b.yaml"])
      expect(readFileSync(join(other, "k8s", name), "utf8")).toBe(
        readFileSync(join(cwd, "k8s", name), "utf8"),
      );
  });

  test("git takes it also in a folder below the top of its repository", async () => {
    const cwd = tree({ "sub/a.yaml": WEB });
    expect(spawnSync("git", ["init", "-q", "."], { cwd }).status).toBe(0);
    const sub = join(cwd, "sub");
    const diff = await gpuify(["-p", "continuous", "--diff", "a.yaml"], { cwd: sub });
    const git = spawnSync("git", ["apply", "-"], { cwd: sub, input: diff.stdout, encoding: "utf8" });
    expect(git.stderr).toBe("");
    expect(readFileSync(join(sub, "a.yaml"), "utf8")).toContain("nvidia.com/gpu: 1");
  });

  test("-o yaml and -o json=FILE go together", async () => {
    const cwd = tree({ "a.yaml": WEB });
    const run = await gpuify(["-p", "continuous", "-o", "yaml", "-o", "json=a.json", "a.yaml"], { cwd });
    expect(run.stdout).toContain("# the only one");
    const json = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8"));
    expect(json.spec.template.spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 1 });
  });

  test("-o FORMAT=FILE writes into a pipe that has no name of its own", async () => {
    const args = [PROGRAM, "-p", "continuous", "-q", "-o", "yaml=/dev/stdout", "-"];
    const command = '"$0" "$@" | cat';
    const options = { input: WEB, env: plainEnv(), encoding: "utf8" } as const;
    const run = spawnSync("sh", ["-c", command, process.execPath, ...args], options);
    expect(run.stderr).not.toContain("cannot be written");
    expect(run.stdout).toBe((await gpuify(["-p", "continuous", "-q", "-"], { input: WEB })).stdout);
  });

  test("-o json is one object, or a List of several", async () => {
    const cwd = tree({ "a.yaml": WEB, "b.yaml": CONFIG_MAP });
    expect(
      JSON.parse((await gpuify(["-p", "continuous", "-o", "json", "a.yaml"], { cwd })).stdout).kind,
    ).toBe("Deployment");
    const list = JSON.parse(
      (await gpuify(["-p", "continuous", "-o", "json", "a.yaml", "b.yaml"], { cwd })).stdout,
    );
    expect(list.items.map((item: { kind: string }) => item.kind)).toEqual(["Deployment", "ConfigMap"]);
  });
});

describe("manners", () => {
  test("a skipped file before it does not hide which autoscaler leaves", async () => {
    const cpus = (await gpuify(["-p", "bursty", "-q", "-"], { input: deployment("web") })).stdout;
    const cwd = tree({ "k8s/a.yaml": `${HELM}---\n${deployment("beside")}`, "k8s/b.yaml": cpus });
    const run = await gpuify(["-p", "continuous", "-w", "k8s"], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(readFileSync(join(cwd, "k8s/b.yaml"), "utf8")).not.toContain("HorizontalPodAutoscaler");
  });

  test("an autoscaler that leaves the stream has not passed through", async () => {
    const cpus = (await gpuify(["-p", "bursty", "-q", "-"], { input: deployment("web") })).stdout;
    const run = await gpuify(["-p", "continuous", "-"], { input: cpus });
    expect(run.stderr).toContain("run on a live cluster: kubectl delete hpa/web");
    expect(run.stderr).not.toContain("passed through");
  });

  test("-q says nothing when nothing is wrong", async () => {
    const job = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n";
    const run = await gpuify(["-p", "continuous", "-q", "--select", "job/x", "--allow-empty", "-"], {
      input: job,
    });
    expect(run.stderr).not.toContain("passed through");
  });

  test("--explain tells every change on standard error only", async () => {
    const cwd = tree({ "a.yaml": WEB });
    const run = await gpuify(["-p", "continuous", "--explain", "a.yaml"], { cwd });
    expect(run.stderr).toMatch(/because .+ \[/);
    expect(run.stdout).toBe((await gpuify(["-p", "continuous", "a.yaml"], { cwd })).stdout);
  });

  test.each([
    [{}, [], false],
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1" }, ["--no-color"], false],
    [{ FORCE_COLOR: "0" }, [], false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, [], true],
    [{ NO_COLOR: "1" }, [], false],
  ])("with %j and %j there are colours: %s", async (env, args, expected) => {
    const run = await gpuify(["-p", "continuous", "--diff", ...args, "-"], { input: WEB, env });
    expect(run.stderr.includes("\u001b[")).toBe(expected);
    expect(run.stdout.includes("\u001b[")).toBe(expected);
  });

  test("called by kubectl it has kubectl's name", () => {
    const cwd = tree({});
    mkdirSync(join(cwd, "bin"));
    symlinkSync(PROGRAM, join(cwd, "bin", "kubectl-gpuify"));
    const run = spawnSync(join(cwd, "bin", "kubectl-gpuify"), ["--help"], {
      env: plainEnv(),
      encoding: "utf8",
    });
    expect(run.stdout).toContain("Usage: kubectl gpuify");
  });

  test("the same input gives the same output whatever the locale and the time zone", async () => {
    const cwd = tree({ "k8s/ä.yaml": WEB, "k8s/z.yaml": deployment("z"), "k8s/Z.yaml": deployment("y") });
    const args = ["-p", "continuous", "--all", "--explain", "k8s"];
    const plain = await gpuify(args, { cwd });
    expect(
      await gpuify(args, { cwd, env: { LANG: "sv_SE.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Tokyo" } }),
    ).toEqual(plain);
  });

  test("a bug is one line and how to report it, exit 70; a debugging run shows the stack", () => {
    const cwd = tree({});
    // A program whose pipeline is broken: the built one with a catalog that throws.
    const broken = join(cwd, "broken.cjs");
    writeFileSync(
      broken,
      `TextDecoder.prototype.decode = () => { throw new TypeError("boom"); };\nrequire(${JSON.stringify(PROGRAM)});`,
    );
    const args = [broken, "-p", "continuous", "-"];
    const run = spawnSync(process.execPath, args, { input: WEB, env: plainEnv(), encoding: "utf8" });
    expect([run.status, run.stdout]).toEqual([70, ""]);
    expect(run.stderr).toMatch(
      /^gpuify: bug in gpuify: boom; nothing was written\n {2}please report it .*\n$/,
    );
    const debug = spawnSync(process.execPath, args, {
      input: WEB,
      env: plainEnv({ GPUIFY_DEBUG: "1" }),
      encoding: "utf8",
    });
    expect(debug.stderr).toMatch(/^\s+at .*:\d+:\d+/m);
  });
});
