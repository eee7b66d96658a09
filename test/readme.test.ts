import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { tree } from "./io/tree.ts";
import { needsKubectl } from "./needs.ts";

const ROOT = resolve(import.meta.dirname, "..");
const README = join(ROOT, "README.md");
const FOLDER = join(ROOT, "fixtures", "readme");
const PROGRAM = join(ROOT, "bin", "gpuify.cjs");

/** The README with every shown file and every command's output as it really is. */
function rendered(text: string): string {
  const files = text.replace(
    /(<!-- file: (\S+) -->\n```\w+\n)[\s\S]*?(```)/g,
    (_, head: string, name: string, tail: string) => head + readFileSync(join(FOLDER, name), "utf8") + tail,
  );
  return files.replace(
    /(```console\n\$ gpuify ([^\n]*)\n)[\s\S]*?(```)/g,
    (_, head: string, words: string, tail: string) => head + answer(words.split(" ")) + tail,
  );
}

function answer(words: readonly string[]): string {
  const env = { ...process.env, NO_COLOR: "1", NODE_OPTIONS: undefined } as NodeJS.ProcessEnv;
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, ...words], {
    cwd: FOLDER,
    env,
    encoding: "utf8",
  });
  // A linter that found something says so.
  expect(words[0] === "lint" ? [0, 1] : [0], stderr).toContain(status);
  return stdout + stderr;
}

test.each(["README.md", "docs/programs.md"])("what %s shows is what the program does", (page) => {
  const path = join(ROOT, page);
  const text = readFileSync(path, "utf8");
  expect(text).toContain("```console\n$ gpuify ");
  const actual = rendered(text);
  if (process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined) writeFileSync(path, actual);
  expect(readFileSync(path, "utf8")).toBe(actual);
});

test("the README's main command runs as it is written", () => {
  const command = /```sh\nnpm ci && (node bin\/gpuify\.cjs [^\n]*)\n```/.exec(
    readFileSync(README, "utf8"),
  )?.[1];
  const [, ...words] = (command ?? "").split(" ");
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout).toContain("nvidia.com/gpu: 8");
});

test("the README's pipe runs, but for the last step, which needs a cluster", needsKubectl(), () => {
  const pipe = /^kubectl kustomize (\S+) \| gpuify ([^|]*) \| kubectl apply -f -$/m.exec(
    readFileSync(README, "utf8"),
  );
  const [, folder = "", words = ""] = pipe ?? [];
  const env = { ...process.env, KUBECONFIG: "/dev/null", NO_COLOR: "1" };
  const rendered = spawnSync("kubectl", ["kustomize", folder], { cwd: FOLDER, env });
  expect(rendered.status, rendered.stderr.toString()).toBe(0);
  const patched = spawnSync(process.execPath, [PROGRAM, ...words.trim().split(" ")], {
    cwd: FOLDER,
    env,
    input: rendered.stdout,
  });
  expect(patched.status, patched.stderr.toString()).toBe(0);
  const read = spawnSync("kubectl", ["label", "--local", "-f", "-", "a=b", "-o", "json"], {
    env,
    input: patched.stdout,
  });
  const object = JSON.parse(read.stdout.toString()) as {
    spec: { template: { spec: { containers: { resources?: { limits?: object } }[] } } };
  };
  expect(object.spec.template.spec.containers.map(({ resources }) => resources?.limits)).toEqual([
    { "nvidia.com/gpu": 1 },
    undefined,
  ]);
});

test("the README's CI step fails where somebody forgot to commit the patched manifests, and only there", () => {
  const [, words = ""] = /^gpuify (.* --check) k8s\/ /m.exec(readFileSync(README, "utf8")) ?? [];
  const check = (file: string): number | null =>
    spawnSync(process.execPath, [PROGRAM, ...words.split(" "), file], { cwd: FOLDER }).status;
  expect(check("server.yaml")).toBe(1);
  expect(check(join("..", "patch", "continuous-gke-l4", "expected.yaml"))).toBe(0);
});

test("the README's commands that take a run back do so", () => {
  const [, block = ""] = /## Undo a run\n\n```sh\n([\s\S]*?)```/.exec(readFileSync(README, "utf8")) ?? [];
  const [patch = [], byReport = [], byRecord = []] = block
    .split("\n")
    .map((line) => line.replace(/ +#.*/, "").split(" ").slice(1));
  const cwd = tree({});
  mkdirSync(join(cwd, "jobs"));
  copyFileSync(join(FOLDER, "finetune.yaml"), join(cwd, "jobs", "finetune.yaml"));
  const text = () => readFileSync(join(cwd, "jobs", "finetune.yaml"), "utf8");
  const run = (words: readonly string[]) =>
    expect(spawnSync(process.execPath, [PROGRAM, ...words], { cwd }).status, words.join(" ")).toBe(0);
  const before = text();
  run(patch);
  expect(text()).toContain("gpuify.dev/workers");
  run(byReport);
  expect(text()).toBe(before);
  run(patch);
  run(byRecord);
  expect(text()).not.toContain("gpuify");
});
