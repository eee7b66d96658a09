import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { needsKubectl } from "../needs.ts";
import { apiServer } from "./api-server.ts";
import { CONFIG_MAP, deployment, gpuify } from "./program.ts";

const WEB = deployment("web");

/** PATH with a kubectl that runs the script, and what is common beside it. */
function withKubectl(script: string) {
  const folder = tree({ kubectl: `#!/bin/sh\ncd "$(dirname "$0")"\n${script}\n` });
  chmodSync(join(folder, "kubectl"), 0o755);
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : null;
  return { env: { PATH: `${folder}${delimiter}${process.env.PATH}` }, read };
}

/** Keeps what it is called with, and what it is given. */
const KEEPS = 'echo "$@" >> args; [ "$1" = config ] && { echo lab; exit 0; }; cat > input; echo applied';

describe("kubectl", () => {
  test("gets the whole patched stream, and what it prints and its exit code are the run's", async () => {
    const { env, read } = withKubectl(KEEPS);
    const cwd = tree({ "a.yaml": WEB, "b.yaml": CONFIG_MAP });
    const run = await gpuify(["apply", "-p", "continuous", "a.yaml", "b.yaml"], { cwd, env });
    expect([run.code, run.stdout]).toEqual([0, "applied\n"]);
    const patched = await gpuify(["-p", "continuous", "a.yaml", "b.yaml"], { cwd });
    expect(read("input")).toBe(patched.stdout);
    expect(read("args")).toBe("apply -f -\n");
    const failing = withKubectl("cat > /dev/null; echo no >&2; exit 7");
    const failed = await gpuify(["apply", "-p", "continuous", "a.yaml"], { cwd, env: failing.env });
    expect([failed.code, failed.stdout]).toEqual([7, ""]);
    expect(failed.stderr.endsWith("no\n")).toBe(true);
  });

  test.each([
    [["--dry-run", "server", "-n", "ml"], "apply -f - --dry-run=server --namespace=ml\n"],
    [["--dry-run=client"], "apply -f - --dry-run=client\n"],
    [["--server-side", "--context", "lab"], "--context=lab apply -f - --server-side\n"],
    [["--diff", "--kubeconfig", "k.yaml"], "--kubeconfig=k.yaml diff -f -\n"],
  ])("is called as %j say", async (words, expected) => {
    const { env, read } = withKubectl(KEEPS);
    const run = await gpuify(["apply", "-p", "continuous", ...words, "-"], { input: WEB, env });
    expect([run.code, read("args")]).toEqual([0, expected]);
  });

  test.each([
    ["a refusal", ["-p", "continuous", "--vendor", "acme"], WEB, 2],
    ["a document that cannot be read", ["-p", "continuous"], "kind: Pod\na: [\n", 3],
    [
      "a warning that counts",
      ["-p", "continuous", "--fail-on", "warning", "-l", "a=b", "--allow-empty"],
      WEB,
      0,
    ],
  ])("is not called after %s unless the run ends well", async (_, words, input, code) => {
    const { env, read } = withKubectl(KEEPS);
    const run = await gpuify(["apply", ...words, "-"], { input, env });
    expect(run.code).toBe(code);
    expect(read("input") === null).toBe(code !== 0);
    expect(run.stderr.includes("nothing was applied\n")).toBe(code !== 0);
  });

  test("is not called where there is nothing to apply", async () => {
    const { env, read } = withKubectl(KEEPS);
    const run = await gpuify(["apply", "-p", "continuous", "--allow-empty", "-"], { input: "# none\n", env });
    expect([run.code, read("args")]).toEqual([0, null]);
    expect(run.stderr).toContain("there is nothing to apply");
  });

  test("that is missing, killed or hangs is told, exit 4", async () => {
    const words = ["apply", "-p", "continuous", "-"];
    const missing = await gpuify(words, { input: WEB, env: { PATH: tree({}) } });
    expect(missing.code).toBe(4);
    expect(missing.stderr).toContain("gpuify: kubectl was not found\n");
    const killed = await gpuify(words, { input: WEB, env: withKubectl("kill -9 $$").env });
    expect(killed.code).toBe(4);
    expect(killed.stderr).toContain("kubectl was ended by SIGKILL: kubectl apply -f -");
    const hangs = await gpuify([...words, "--timeout", "1"], {
      input: WEB,
      env: withKubectl("sleep 60").env,
    });
    expect(hangs.code).toBe(4);
    expect(hangs.stderr).toContain("kubectl did not end within 1 s and was stopped");
  });
});

describe("a person at a terminal", () => {
  test.each([
    ["y", 0, true],
    ["YES ", 0, true],
    ["", 1, false],
    ["n", 1, false],
  ])("who answers %j is obeyed", async (typed, code, isApplied) => {
    const { env, read } = withKubectl(KEEPS);
    const cwd = tree({ "web.yaml": WEB });
    const run = await gpuify(["apply", "-p", "continuous", "web.yaml"], { cwd, env, typed });
    expect(run.code).toBe(code);
    expect(run.stderr).toContain('Apply 1 object (GPUs: 0 → 2) to context "lab"? [y/N] ');
    expect(read("input") !== null).toBe(isApplied);
  });

  test.each([[["--yes"]], [["--dry-run", "server"]], [["--diff"]]])("is not asked with %j", async (words) => {
    const { env, read } = withKubectl(KEEPS);
    const cwd = tree({ "web.yaml": WEB });
    const run = await gpuify(["apply", "-p", "continuous", ...words, "web.yaml"], { cwd, env, typed: "n" });
    expect([run.code, read("input") !== null]).toEqual([0, true]);
    expect(run.stderr).not.toContain("[y/N]");
  });
});

test("what says where patch writes has no meaning here", async () => {
  for (const option of ["--write", "--check", "--output-dir", "--keep-going"])
    expect(await gpuify(["apply", "-p", "continuous", option, "x"]), option).toMatchObject({ code: 2 });
  const both = await gpuify(["apply", "-p", "continuous", "--diff", "--dry-run", "server", "-"], {
    input: WEB,
  });
  expect([both.code, both.stderr.includes("cannot be combined")]).toEqual([2, true]);
});

describe("the real kubectl and an API server", needsKubectl(), () => {
  test("get the patched objects", async () => {
    const server = await apiServer();
    try {
      const cwd = tree({ "web.yaml": WEB, "config.json": server.kubeconfig });
      const words = ["apply", "-p", "continuous", "--kubeconfig", "config.json", "-n", "ml", "web.yaml"];
      const run = await gpuify(words, { cwd });
      expect([run.code, run.stdout], run.stderr).toEqual([0, "deployment.apps/web created\n"]);
      expect(server.sent.map(({ method, path }) => `${method} ${path.split("?")[0]}`)).toEqual([
        "POST /apis/apps/v1/namespaces/ml/deployments",
      ]);
      expect(JSON.stringify(server.sent[0]?.body)).toContain('"nvidia.com/gpu":1');
    } finally {
      await server.close();
    }
  });

  test("say no in their own words", async () => {
    const server = await apiServer("spec.template: field is immutable");
    try {
      const cwd = tree({ "web.yaml": WEB, "config.json": server.kubeconfig });
      const run = await gpuify(["apply", "-p", "continuous", "--kubeconfig", "config.json", "web.yaml"], {
        cwd,
      });
      expect(run.code).toBe(1);
      expect(run.stderr).toContain("spec.template: field is immutable");
    } finally {
      await server.close();
    }
  });
});
