import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import manifest from "../../package.json" with { type: "json" };
import { helmPlugin } from "../../scripts/release/helm-plugin.js";
import { tree } from "../io/tree.ts";
import { deployment, gpuify, PROGRAM, plainEnv } from "./program.ts";

const ARGS = ["patch", "--post-renderer", "-"];
const ANNOTATION = "postrenderer.helm.sh/postrender-filename";

/** What Helm before 3.21 gives: each document with the comment that tells its file. */
const HELM_3 = `---
# Source: chart/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
---
# Source: chart/templates/web.yaml
${deployment("web", '        resources: {requests: {cpu: "1"}}\n')}`;

/** What Helm 3.21 and 4 give: each document with an annotation. */
const HELM_4 = deployment("web", '        resources: {requests: {cpu: "1"}}\n').replace(
  "  name: web\n",
  `  name: web\n  annotations:\n    ${ANNOTATION}: 'chart/templates/web.yaml'\n`,
);

/** A chart test, which Helm 4 may give alone. */
const HOOK = `apiVersion: v1
kind: Pod
metadata:
  name: test
  annotations: {helm.sh/hook: test}
spec:
  containers: [{name: test, image: "busybox:1.36"}]
`;

function documents(
  text: string,
): readonly { kind: string; metadata: { annotations: Record<string, string> } }[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}

test("the documents of a chart come back, and new ones say their file as the one they belong to does", async () => {
  const run = await gpuify([...ARGS, "-p", "bursty", "--all"], { input: HELM_3 });
  expect(run.code).toBe(0);
  expect(run.stdout.startsWith(HELM_3.slice(0, HELM_3.indexOf("spec:")))).toBe(true);
  expect(run.stdout).toContain("---\n# Source: chart/templates/web.yaml\napiVersion: autoscaling/v2\n");
  const again = await gpuify([...ARGS, "-p", "bursty", "--all"], { input: run.stdout });
  expect([again.code, again.stdout]).toEqual([0, run.stdout]);
});

test("the annotation by which Helm sorts documents into files is kept, and new documents have it too", async () => {
  const run = await gpuify([...ARGS, "-p", "bursty"], { input: HELM_4 });
  const files = documents(run.stdout).map(({ kind, metadata }) => [kind, metadata.annotations[ANNOTATION]]);
  expect(files).toEqual([
    ["Deployment", "chart/templates/web.yaml"],
    ["HorizontalPodAutoscaler", "chart/templates/web.yaml"],
  ]);
  const again = await gpuify([...ARGS, "-p", "bursty"], { input: run.stdout });
  expect([again.code, again.stdout]).toEqual([0, run.stdout]);
});

test("blank output is an error to Helm, so that a chart without documents gets a comment", async () => {
  for (const input of ["", "\n\n"]) {
    const run = await gpuify([...ARGS, "-p", "training"], { input });
    expect([run.code, run.stdout]).toEqual([0, "# no manifests\n"]);
  }
  const comment = "---\n# Source: chart/templates/off.yaml\n";
  expect(await gpuify([...ARGS, "-p", "training"], { input: comment })).toMatchObject({
    code: 0,
    stdout: comment,
  });
});

test("hooks that come alone go through as they are", async () => {
  expect(await gpuify([...ARGS, "-p", "continuous"], { input: HOOK })).toMatchObject({
    code: 0,
    stdout: HOOK,
  });
  const narrowed = [...ARGS, "-p", "continuous", "--select", "deploy/web"];
  expect(await gpuify(narrowed, { input: HOOK })).toMatchObject({ code: 0, stdout: HOOK });
});

test.each([
  ["a profile that does not exist", ["-p", "nonsense"], HELM_3],
  ["an option that does not exist", ["--nonsense"], HELM_3],
  ["a document that cannot be read", ["-p", "bursty"], "a: [\n"],
  ["a choice that is left to the user", ["-p", "continuous"], `${HELM_3}---\n${deployment("other")}`],
])("%s is exit 1, with nothing on standard output", async (_, words, input) => {
  const run = await gpuify([...ARGS, ...words], { input });
  expect([run.code, run.stdout]).toEqual([1, ""]);
  expect(run.stderr).not.toBe("");
});

test("Helm's streams are the only input and output", async () => {
  const cwd = tree({ "web.yaml": deployment("web") });
  const file = await gpuify(["patch", "--post-renderer", "-p", "bursty", "web.yaml"], { cwd });
  expect([file.code, file.stdout]).toEqual([1, ""]);
  expect(file.stderr).toContain("--post-renderer reads standard input");
  const check = await gpuify([...ARGS, "-p", "bursty", "--check"], { cwd, input: HELM_3 });
  expect(check.stderr).toContain("leave out --check");
});

test("GPUIFY_REPORT names a file for what Helm 4 does not show, of a refusal too", async () => {
  const cwd = tree({});
  const env = { GPUIFY_REPORT: "report.json" };
  const report = () => JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"));
  await gpuify([...ARGS, "-p", "bursty"], { cwd, env, input: HELM_4 });
  expect(report().files[0].changes.length).toBeGreaterThan(0);
  await gpuify([...ARGS, "-p", "bursty"], { cwd, env, input: "kind: Pod\na: [\n" });
  expect(report().diagnostics[0].severity).toBe("error");
});

test("the plugin for Helm 4 runs the program as Helm does, with what the user adds behind", () => {
  const plugin = parse(helmPlugin(manifest));
  expect(plugin).toMatchObject({ type: "postrenderer/v1", apiVersion: "v1", version: manifest.version });
  const [{ command, args }] = plugin.runtimeConfig.platformCommand;
  const folder = tree({});
  symlinkSync(PROGRAM, join(folder, command));
  const PATH = `${folder}${delimiter}${process.env.PATH}`;
  const run = spawnSync(command, [...args, "-p", "continuous"], {
    env: { ...plainEnv(), PATH },
    input: HELM_4,
    encoding: "utf8",
  });
  expect(run.status, run.stderr).toBe(0);
  expect(run.stdout).toContain("nvidia.com/gpu: 1");
});
