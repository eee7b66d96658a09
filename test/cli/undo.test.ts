import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { CONFIG_MAP, deployment, gpuify } from "./program.ts";

const bytes = (...path: readonly string[]): string => readFileSync(join(...path)).toString("latin1");

/** Runs patch and insists that it works. */
async function patch(cwd: string, ...args: readonly string[]): Promise<string> {
  const run = await gpuify([...args, "--report", "run.json"], { cwd });
  expect(run.code, run.stderr).toBe(0);
  return run.stdout;
}

const LIST = `apiVersion: v1
kind: List
items:
${["a", "b", "c"].map((name) => `- ${deployment(name).trimEnd().replaceAll("\n", "\n  ")}\n`).join("")}`;

describe("undo --report", () => {
  const WEB = deployment("web");
  const FILES = {
    "k8s/with space/a b.yaml": `\uFEFF${WEB.replaceAll("\n", "\r\n")}`,
    "k8s/list.yaml": LIST,
    "k8s/web.json": `${JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: [{ name: "main", image: "x" }] } }, null, 2)}\n`,
    "k8s/config.yaml": CONFIG_MAP,
  };

  test("restores every file of a folder, whatever its form, and prints nothing on standard output", async () => {
    const cwd = tree(FILES);
    await patch(cwd, "-p", "continuous", "--all", "-w", "k8s");
    for (const name of ["k8s/with space/a b.yaml", "k8s/list.yaml", "k8s/web.json"])
      expect(bytes(cwd, name)).not.toBe(Buffer.from(FILES[name as keyof typeof FILES]).toString("latin1"));
    const run = await gpuify(["undo", "--report", "run.json", "-w", "./k8s/"], { cwd });
    expect(run).toMatchObject({ code: 0, stdout: "" });
    expect(run.stderr).toMatch(/^undid \d+ edits in 3 files\n$/);
    for (const [name, text] of Object.entries(FILES))
      expect(bytes(cwd, name)).toBe(Buffer.from(text).toString("latin1"));
    const again = await gpuify(["undo", "--report", "run.json", "-w", "k8s"], { cwd });
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("nothing to undo: no file has the edits of the run\n");
  });

  test("through pipes, with the autoscaler that goes and the command that a live cluster needs", async () => {
    const cwd = tree({});
    const patched = await gpuify(["-p", "bursty", "--report", "run.json", "-"], { cwd, input: WEB });
    expect(patched.stdout).toContain("HorizontalPodAutoscaler");
    const run = await gpuify(["undo", "--report", "run.json", "-"], { cwd, input: patched.stdout });
    expect(run.stdout).toBe(WEB);
    expect(run.stderr).toContain("run on a live cluster: kubectl delete hpa/web  # ");
  });

  test("finds the output of a run under another name, also one that was edited since", async () => {
    const cwd = tree({ "web.yaml": WEB });
    const output = await patch(cwd, "-p", "continuous", "web.yaml");
    writeFileSync(join(cwd, "out.yaml"), output);
    expect((await gpuify(["undo", "--report", "run.json", "out.yaml"], { cwd })).stdout).toBe(WEB);
    writeFileSync(join(cwd, "out.yaml"), output.replace("replicas: 2", "replicas: 3"));
    expect((await gpuify(["undo", "--report", "run.json", "out.yaml"], { cwd })).stdout).toBe(
      WEB.replace("replicas: 2", "replicas: 3"),
    );
    expect(await gpuify(["undo", "--report", "run.json", "web.yaml"], { cwd })).toMatchObject({
      code: 0,
      stdout: WEB,
    });
  });

  test("tells like places of several objects apart, in a stream and in a List", async () => {
    expect.hasAssertions();
    const stream = ["a", "b", "c"].map((name) => deployment(name)).join("---\n");
    for (const text of [stream, LIST]) {
      const cwd = tree({ "all.yaml": text });
      await patch(cwd, "-p", "continuous", "--all", "-w", "all.yaml");
      const edit = (all: string) => all.replace("name: a\n", "name: a\n    labels: {team: x}\n");
      const label = (all: string) =>
        text === LIST ? edit(all) : all.replace("name: a\n", "name: a\n  labels: {team: x}\n");
      writeFileSync(join(cwd, "all.yaml"), label(bytes(cwd, "all.yaml")));
      const run = await gpuify(["undo", "--report", "run.json", "-w", "all.yaml"], { cwd });
      expect(run.code, run.stderr).toBe(0);
      expect(bytes(cwd, "all.yaml")).toBe(label(text));
    }
  });

  test("lets documents come, go and change places", async () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => deployment(name));
    const cwd = tree({ "all.yaml": `${a}---\n${b}---\n${c}` });
    await patch(cwd, "-p", "bursty", "--all", "-w", "all.yaml");
    const documents = bytes(cwd, "all.yaml").split("---\n");
    // Each with its autoscaler behind it.
    const [pa, ha, , , pc, hc] = documents;
    writeFileSync(join(cwd, "all.yaml"), [pc, hc, CONFIG_MAP, pa, ha].join("---\n"));
    const report = JSON.parse(bytes(cwd, "run.json"));
    expect((await gpuify(["undo", "--report", "run.json", "all.yaml"], { cwd })).stderr).toContain(
      "Deployment/b: ",
    );
    const edits = report.files[0].edits.filter(({ object }: { object: string }) => object !== "Deployment/b");
    report.files[0].edits = edits;
    writeFileSync(join(cwd, "run.json"), JSON.stringify(report));
    const run = await gpuify(["undo", "--report", "run.json", "all.yaml"], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toBe([c, CONFIG_MAP, a].join("---\n"));
  });

  test("refuses the whole run where one text has been changed, and names its line", async () => {
    const cwd = tree({ "a.yaml": WEB, "b.yaml": deployment("b") });
    await patch(cwd, "-p", "continuous", "--all", "-w", "a.yaml", "b.yaml");
    const edited = bytes(cwd, "a.yaml").replace("nvidia.com/gpu: 1", "nvidia.com/gpu: 2");
    writeFileSync(join(cwd, "a.yaml"), edited);
    const after = bytes(cwd, "b.yaml");
    const run = await gpuify(["undo", "--report", "run.json", "-w", "a.yaml", "b.yaml"], { cwd });
    expect(run).toMatchObject({ code: 3, stdout: "" });
    const line = edited.split("\n").findIndex((text) => text.includes("nvidia.com/gpu: 2")) + 1;
    expect(run.stderr).toContain(`a.yaml:${line}:`);
    expect(run.stderr).toContain(
      'error[undo-text-changed]: Deployment/web: the run wrote "nvidia.com/gpu: 1", but this text or',
    );
    expect(run.stderr).toContain("git checkout -- a.yaml");
    expect([bytes(cwd, "a.yaml"), bytes(cwd, "b.yaml")]).toEqual([edited, after]);
  });

  test("never takes a twin's text for that of the run", async () => {
    const cwd = tree({ "a.yaml": `${deployment("a")}---\n${deployment("b")}` });
    await patch(cwd, "-p", "continuous", "--select", "deploy/a", "-w", "a.yaml");
    const [a = "", b = ""] = bytes(cwd, "a.yaml").split("---\n");
    const twin = a.replaceAll(/name: a$/gm, "name: b").replaceAll("app: a}", "app: b}");
    expect(b).not.toBe(twin);
    // The one of the run is gone, and one of the same text stands in its place.
    for (const text of [twin, `${twin}---\n${b.replace("name: b", "name: c")}`]) {
      writeFileSync(join(cwd, "a.yaml"), text);
      const run = await gpuify(["undo", "--report", "run.json", "-w", "a.yaml"], { cwd });
      expect(run.code).toBe(3);
      expect(bytes(cwd, "a.yaml")).toBe(text);
    }
  });

  test("does not take a changed autoscaler for one that was taken back", async () => {
    const cwd = tree({ "web.yaml": WEB });
    await patch(cwd, "-p", "bursty", "-w", "web.yaml");
    writeFileSync(join(cwd, "web.yaml"), bytes(cwd, "web.yaml").replace("maxReplicas: 8", "maxReplicas: 9"));
    const run = await gpuify(["undo", "--report", "run.json", "web.yaml"], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain(
      'the run wrote "maxReplicas: 8", but this text or the text around it has changed since',
    );
  });

  test("previews: --diff and --check", async () => {
    const cwd = tree({ "web.yaml": WEB });
    await patch(cwd, "-p", "continuous", "-w", "web.yaml");
    const diff = await gpuify(["undo", "--report", "run.json", "--diff", "web.yaml"], { cwd });
    expect(diff.code).toBe(0);
    expect(diff.stdout).toContain("-            nvidia.com/gpu: 1\n");
    expect(await gpuify(["undo", "--report", "run.json", "--check", "web.yaml"], { cwd })).toMatchObject({
      code: 1,
      stdout: "web.yaml\n",
    });
    await gpuify(["undo", "--report", "run.json", "-w", "web.yaml"], { cwd });
    expect(await gpuify(["undo", "--report", "run.json", "--check", "web.yaml"], { cwd })).toMatchObject({
      code: 0,
      stdout: "",
    });
  });

  test("says what it cannot work with", async () => {
    const cwd = tree({
      "web.yaml": WEB,
      "other.yaml": deployment("other"),
      "list.yaml": LIST,
      "k8s/a.yaml": deployment("x"),
    });
    const says = async (args: readonly string[]) => {
      const { code, stdout, stderr } = await gpuify(["undo", ...args], { cwd });
      return [code, stdout, stderr.split("\n")[0]];
    };
    expect(await says(["--report", "none.json", "web.yaml"])).toEqual([
      2,
      "",
      'gpuify: the report "none.json" does not exist',
    ]);
    expect((await says(["--report", "web.yaml", "web.yaml"]))[2]).toContain(
      '"web.yaml" is not a report that undo can use: it is not JSON',
    );
    expect((await says(["--report", "-", "web.yaml"]))[0]).toBe(2);
    expect(await says([])).toEqual([
      2,
      "",
      "gpuify: there is no input: no path is given and standard input is no pipe",
    ]);
    await patch(cwd, "-p", "continuous", "--all", "-w", "web.yaml", "list.yaml");
    expect(await says(["--report", "run.json", "other.yaml", "web.yaml"])).toEqual([
      3,
      "",
      "other.yaml:1:1: error[undo-not-in-report]: this file is not in the report",
    ]);
    expect(await says(["--report", "run.json", "k8s"])).toEqual([
      3,
      "",
      "error[undo-files-not-given]: the run also changed web.yaml and list.yaml, which are not among the inputs",
    ]);
    const report = JSON.parse(bytes(cwd, "run.json"));
    const { input, ...old } = report.files[0];
    writeFileSync(join(cwd, "old.json"), JSON.stringify({ ...report, files: [old] }));
    expect(input).toBeDefined();
    expect((await says(["--report", "old.json", "web.yaml"]))[2]).toContain(
      "an older version of gpuify wrote the report",
    );
  });
});

describe("undo without a report", () => {
  const GPU = deployment("web", "        resources: {limits: {nvidia.com/gpu: 2}}\n");

  test("takes back what the record proves, and prints the command that a live cluster needs", async () => {
    const cwd = tree({ "k8s/web.yaml": GPU, "k8s/config.yaml": CONFIG_MAP });
    expect((await gpuify(["-p", "bursty", "-w", "k8s/web.yaml"], { cwd })).code).toBe(0);
    const after = bytes(cwd, "k8s", "web.yaml");
    expect(await gpuify(["undo", "--check", "k8s"], { cwd })).toMatchObject({
      code: 1,
      stdout: "k8s/web.yaml\n",
    });
    const diff = await gpuify(["undo", "--diff", "k8s"], { cwd });
    expect(diff.stdout).toContain("@@ it was there before the workload went to CPUs");
    expect(bytes(cwd, "k8s", "web.yaml")).toBe(after);
    const run = await gpuify(["undo", "-w", "k8s"], { cwd });
    expect(run).toMatchObject({ code: 0, stdout: "" });
    expect(run.stderr).toContain("undid the recorded changes of 1 workload, +4 GPUs");
    expect(run.stderr).toContain("run on a live cluster: kubectl delete hpa/web  # ");
    expect(bytes(cwd, "k8s", "web.yaml")).toContain("nvidia.com/gpu: 2");
    expect(bytes(cwd, "k8s", "web.yaml")).not.toContain("gpuify");
    expect(bytes(cwd, "k8s", "config.yaml")).toBe(CONFIG_MAP);
  });

  test("through a pipe, joined as patch joins", async () => {
    const patched = await gpuify(["-p", "bursty", "-"], { input: `${CONFIG_MAP}---\n${GPU}` });
    const run = await gpuify(["undo", "-q", "-"], { input: patched.stdout });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout.startsWith(`${CONFIG_MAP}---\n`)).toBe(true);
    expect(run.stdout).not.toContain("HorizontalPodAutoscaler");
  });

  test("without a record lists what looks like gpuify's, names git, and writes nothing", async () => {
    const cwd = tree({ "a.yaml": GPU, "b.yaml": deployment("plain") });
    expect((await gpuify(["-p", "continuous", "-w", "a.yaml"], { cwd })).code).toBe(0);
    const after = bytes(cwd, "a.yaml");
    const run = await gpuify(["undo", "-w", "a.yaml", "b.yaml"], { cwd });
    expect(run).toMatchObject({ code: 3, stdout: "" });
    const line = after.split("\n").findIndex((text) => text.includes("- key: nvidia.com/gpu")) + 1;
    expect(run.stderr).toContain(
      `a.yaml:${line}:9: Deployment/web: spec.template.spec.tolerations[0]  | - key: nvidia.com/gpu\n`,
    );
    expect(run.stderr).toContain("`git checkout -- a.yaml`");
    expect(bytes(cwd, "a.yaml")).toBe(after);
  });

  test("has nothing to say against manifests without any trace", async () => {
    const run = await gpuify(["undo", "-"], { input: deployment("plain") });
    expect(run).toMatchObject({ code: 0, stdout: deployment("plain") });
    expect(run.stderr).toBe("nothing to undo: no workload has a gpuify record, 1 passed through\n");
  });

  test("refuses what cannot be read where it is named, and skips it in a folder", async () => {
    const cwd = tree({
      "k8s/t.yaml": "kind: Pod\napiVersion: v1\nspec: {{ x }}\n",
      "k8s/web.yaml": deployment("web"),
    });
    expect((await gpuify(["undo", "k8s/t.yaml"], { cwd })).code).toBe(3);
    const run = await gpuify(["undo", "--check", "k8s"], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("1 file skipped");
    expect((await gpuify(["undo", "--strict", "--check", "k8s"], { cwd })).code).toBe(3);
  });

  test("is a command of its own: not a path, and told where it is misspelt", async () => {
    expect((await gpuify(["undo", "--help"])).stdout).toContain("undo --report run.json --diff k8s/");
    expect((await gpuify(["--help"])).stdout).toMatch(/^ {2}undo /m);
    expect((await gpuify(["udno"])).stderr).toContain('did you mean the command "undo"?');
    expect((await gpuify(["undo", "--reprot", "x", "a.yaml"])).stderr).toContain('did you mean "--report"?');
    expect(await gpuify(["undo", "-w", "-"])).toMatchObject({ code: 2 });
  });
});
